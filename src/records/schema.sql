-- What was frozen and signed is never changed.

-- A text that the legal period has taken leaves its hash.
create function refuse_change_of_record() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.removed_at is null and new.removed_at is not null and new.content = '' and new.reason = ''
            and (new.appraisal_id, new.version, new.sha256, new.created_at, new.created_by)
                is not distinct from (old.appraisal_id, old.version, old.sha256, old.created_at, old.created_by) then
            return new;
        end if;
    end if;
    raise exception '% is append-only', tg_table_name;
end $$;

create trigger records_append_only before update or delete on records
    for each row execute function refuse_change_of_record();

-- Of a signature only the words beside it go.
create function refuse_change_of_signature() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if new.words = '' and old.words <> ''
            and (new.appraisal_id, new.record_version, new.party, new.person_id, new.choice, new.items, new.sha256, new.means, new.signed_at)
                is not distinct from
                (old.appraisal_id, old.record_version, old.party, old.person_id, old.choice, old.items, old.sha256, old.means, old.signed_at) then
            return new;
        end if;
    end if;
    raise exception '% is append-only', tg_table_name;
end $$;

create trigger signatures_append_only before update or delete on signatures
    for each row execute function refuse_change_of_signature();

-- Refusals that count: of the version of the record that stands. A settlement, a ruling or work that was opened again
-- leaves those of earlier versions behind, and a signature that the employee gave after all takes its place.
create view standing_refusals as
select r.appraisal_id, r.record_version, r.witnessed_at
from refusals r
join appraisals a on a.id = r.appraisal_id and a.stage in ('sign_off', 'dispute', 'concluded')
where not exists (select from records n where n.appraisal_id = r.appraisal_id and n.version > r.record_version)
    and not exists (select from signatures s where s.appraisal_id = r.appraisal_id and s.record_version = r.record_version
        and s.party = 'appraisee');
