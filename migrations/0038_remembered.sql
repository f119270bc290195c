-- Whoever is party to an appraisal beside the people it names comes seldom: marked as records are, looked for only then.

alter table appraisals add column others boolean not null default false;
comment on column appraisals.others is 'there is or was a further superior, a colleague asked for input, or a dispute';

update appraisals a set others = true
where exists (select from appraisal_superiors where appraisal_id = a.id) or exists (select from colleague_requests where appraisal_id = a.id)
   or exists (select from disputes where appraisal_id = a.id);

create function mark_others() returns trigger language plpgsql as $$
begin
    update appraisals set others = true where not others and id in (select appraisal_id from brought);
    return null;
end $$;

create trigger superiors_mark after insert on appraisal_superiors referencing new table as brought for each statement execute function mark_others();
create trigger requests_mark after insert on colleague_requests referencing new table as brought for each statement execute function mark_others();
create trigger disputes_mark after insert on disputes referencing new table as brought for each statement execute function mark_others();

-- In plpgsql, so that a query which does not come to it does not even open its tables.
create function others_beside(appraisal uuid, viewer uuid) returns jsonb language plpgsql stable as $$
begin
    return jsonb_build_object(
        'further', exists (select from appraisal_superiors where appraisal_id = appraisal and person_id = viewer),
        'asked', exists (select from colleague_requests where appraisal_id = appraisal and colleague_id = viewer and state in ('asked', 'accepted')),
        'seat', exists (select from disputes d join dispute_seats s on s.dispute_id = d.id where d.appraisal_id = appraisal and s.person_id = viewer),
        'dispute', (select phase from dispute_phases where appraisal_id = appraisal),
        'returned_items', (select items from disputes where appraisal_id = appraisal and decision = 'returned' order by decided_at desc limit 1));
end $$;
comment on function others_beside is 'what the viewer is to an appraisal beside the people it names, where its dispute lies, and what a ruling returned';

-- What a cycle lays down is read once and remembered under its edition, which is another after every change.
alter table cycles add column edition uuid not null default gen_random_uuid();

create function renew_edition() returns trigger language plpgsql as $$
begin
    new.edition = gen_random_uuid();
    return new;
end $$;
create trigger cycles_edition before update on cycles for each row execute function renew_edition();

-- For queries that come to it with few rows or none: in plpgsql, as above.
create function relations_to(appraisal uuid, person uuid) returns relation[] language plpgsql stable as $$
begin
    return array(select distinct relation from parties where appraisal_id = appraisal and person_id = person);
end $$;

create function deed_facts_of(appraisal uuid) returns json language plpgsql stable as $$
begin
    return (select facts from deed_facts where appraisal_id = appraisal);
end $$;
