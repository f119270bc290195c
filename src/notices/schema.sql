-- With the stage or the person the task is gone, whoever took it away: the reminder ends in the same
-- transaction.
create function end_reminders() returns trigger language plpgsql as $$
begin
    update reminders r set ended_at = now(),
        ended_as = case when b.stage = g.stage then 'reassigned' when b.stage in ('concluded', 'withdrawn') then b.stage::text else 'moved_on' end
    from brought b join gone g on g.id = b.id
    where r.appraisal_id = b.id and r.ended_at is null
      and (b.stage <> g.stage
           or (r.relation = 'superior' and b.superior_id <> r.person_id)
           or (r.relation = 'facilitator' and b.facilitator_id is distinct from r.person_id));
    return null;
end $$;
create trigger appraisals_end_reminders after update on appraisals
    referencing old table as gone new table as brought for each statement execute function end_reminders();
