-- What hangs on an appraisal seldom is marked on it, so that loading one need not look for it each time.

alter table appraisals
    add column recorded boolean not null default false,
    add column annexed boolean not null default false;
comment on column appraisals.recorded is 'there is a record, of this round or of an earlier one';
comment on column appraisals.annexed is 'an earlier superior was asked for advice, or somebody to open it again';

update appraisals a set recorded = exists (select from records where appraisal_id = a.id),
    annexed = exists (select from advices where appraisal_id = a.id) or exists (select from reopenings where appraisal_id = a.id)
where exists (select from records where appraisal_id = a.id) or exists (select from advices where appraisal_id = a.id)
   or exists (select from reopenings where appraisal_id = a.id);

create function mark_recorded() returns trigger language plpgsql as $$
begin
    update appraisals set recorded = true where not recorded and id in (select appraisal_id from brought);
    return null;
end $$;

create function mark_annexed() returns trigger language plpgsql as $$
begin
    update appraisals set annexed = true where not annexed and id in (select appraisal_id from brought);
    return null;
end $$;

create trigger records_mark after insert on records referencing new table as brought for each statement execute function mark_recorded();
create trigger advices_mark after insert on advices referencing new table as brought for each statement execute function mark_annexed();
create trigger reopenings_mark after insert on reopenings referencing new table as brought for each statement execute function mark_annexed();
