-- Telling people. What waits for somebody is never copied: start page and mail read it from the appraisals
-- at the moment of telling. Kept is only what cannot be derived: that somebody was reminded, and that a
-- mail went out.

-- What each party of an appraisal has done already; `tasks::rules` says what is left to do.
create view deed_facts as
select a.id as appraisal_id,
    case a.stage
    when 'goals' then (select json_build_object(
            'goals_confirmed_by_employee', coalesce(bool_or(g.person_id = a.appraisee_id), false),
            'goals_confirmed_by_superior', coalesce(bool_or(g.person_id = a.superior_id), false))
        from goal_confirmations g where g.appraisal_id = a.id)
    when 'preparation' then (select json_build_object(
            'employee_prepared', exists (select from papers where appraisal_id = a.id
                and kind = 'employee_preparation' and submitted_at is not null),
            'superior_prepared', exists (select from papers where appraisal_id = a.id
                and kind = 'superior_preparation' and submitted_at is not null),
            'proposed', i.starts_at is not null,
            'agreed', i.confirmed_at is not null,
            'wish', coalesce(i.wish, '') <> '',
            'starts_at', to_char(i.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
        from (select) nothing left join interviews i on i.appraisal_id = a.id)
    when 'sign_off' then (select json_build_object(
            'signed_by_employee', exists (select from signatures n where n.appraisal_id = a.id
                and n.record_version = r.version and n.party = 'appraisee'),
            'signed_by_superior', exists (select from signatures n where n.appraisal_id = a.id
                and n.record_version = r.version and n.party = 'superior'),
            'refusal_recorded', exists (select from refusals n where n.appraisal_id = a.id
                and n.record_version = r.version and n.witnessed_at is null))
        from (select max(version) as version from records where appraisal_id = a.id) r)
    when 'dispute' then (select json_build_object('dispute', phase) from dispute_phases where appraisal_id = a.id)
    end as facts
from appraisals a;

-- HR asks again for something that is due. Bound to one turn of one stage: it is shown with the task and
-- never without it, and asking again for the same task counts up instead of adding a row.
create table reminders (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    person_id uuid not null references people,
    relation relation not null,
    stage stage not null,
    stage_since timestamptz not null,
    note text not null default '' check (length(note) <= 300),
    times integer not null default 1,
    reminded_by uuid references people,
    reminded_at timestamptz not null,
    ended_at timestamptz,
    ended_as text check (ended_as in ('done', 'moved_on', 'reassigned', 'concluded', 'withdrawn')),
    constraint reminders_end_whole check ((ended_at is null) = (ended_as is null))
);
create unique index reminders_once on reminders (appraisal_id, person_id, relation) where ended_at is null;
create index reminders_appraisal on reminders (appraisal_id);
create index reminders_person on reminders (person_id);
create index reminders_by on reminders (reminded_by);

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

-- What somebody is told of in the week after it happened, on the start page.
create index events_told on events (stream, at) where kind in ('superior_replaced', 'superior_back', 'parties_changed',
    'deadlines_moved', 'interview_moved', 'interview_confirmed', 'goals_change_declined', 'refusal_recorded', 'dispute_ruled');
