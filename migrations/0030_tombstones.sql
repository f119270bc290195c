-- What remains of a text that was removed after the legal period: its hash, and which removal it was. The trail
-- and the records stay append-only but for this one change, which the database itself admits in this shape alone;
-- the company's chain has an event for every removal that says how many there were and what their hashes come to.
alter table events add column sealed_by uuid references retention_runs;
create index events_sealed_by on events (sealed_by) where sealed_by is not null;

create function refuse_change_of_event() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.sealed_by is null and new.sealed_by is not null and new.detail = ''
            and (new.stream, new.seq, new.at, new.actor_id, new.kind, new.prev, new.hash)
                is not distinct from (old.stream, old.seq, old.at, old.actor_id, old.kind, old.prev, old.hash) then
            return new;
        end if;
    end if;
    raise exception '% is append-only', tg_table_name;
end $$;
drop trigger events_append_only on events;
create trigger events_append_only before update or delete on events
    for each row execute function refuse_change_of_event();

alter table records
    add column removed_at timestamptz,
    add column removed_by uuid references retention_runs,
    add constraint records_removed_whole check (
        (removed_at is null) = (removed_by is null) and (removed_at is null or content = ''));
create index records_removed_by on records (removed_by) where removed_by is not null;

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
drop trigger records_append_only on records;
create trigger records_append_only before update or delete on records
    for each row execute function refuse_change_of_record();

-- Of a signature only the words beside it go.
create function refuse_change_of_signature() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if new.words = '' and old.words <> ''
            and (new.appraisal_id, new.record_version, new.party, new.person_id, new.choice, new.items, new.sha256, new.signed_at)
                is not distinct from
                (old.appraisal_id, old.record_version, old.party, old.person_id, old.choice, old.items, old.sha256, old.signed_at) then
            return new;
        end if;
    end if;
    raise exception '% is append-only', tg_table_name;
end $$;
drop trigger signatures_append_only on signatures;
create trigger signatures_append_only before update or delete on signatures
    for each row execute function refuse_change_of_signature();

-- Submitted texts and versions of goals may go as a whole, in a transaction that says that it removes what is due.
create function refuse_change_but_removal() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if current_setting('countersign.removes', true) = 'on' then
            return old;
        end if;
    end if;
    raise exception '% is append-only', tg_table_name;
end $$;
drop trigger submissions_append_only on submissions;
create trigger submissions_append_only before update or delete on submissions
    for each row execute function refuse_change_but_removal();
drop trigger goal_versions_append_only on goal_versions;
create trigger goal_versions_append_only before update or delete on goal_versions
    for each row execute function refuse_change_but_removal();

-- How a result came about stays, without the words that stand beside a score given by hand.
create function refuse_change_of_result() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if current_setting('countersign.removes', true) = 'on'
            and (new.appraisal_id, new.no, new.made_at, new.body - 'lines')
                is not distinct from (old.appraisal_id, old.no, old.made_at, old.body - 'lines') then
            return new;
        end if;
    end if;
    raise exception '% is append-only', tg_table_name;
end $$;
drop trigger results_append_only on results;
create trigger results_append_only before update or delete on results
    for each row execute function refuse_change_of_result();
