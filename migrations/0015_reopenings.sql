-- Opening again what was submitted: one of the two sides asks with a reason, HR decides with a reason.
-- What had been submitted stays in `submissions`, what was signed in `records`.
create table reopenings (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    -- the stage that it goes back to
    stage stage not null check (stage in ('self_evaluation', 'evaluation')),
    -- the stage that it was asked in
    asked_in stage not null,
    reason text not null check (length(reason) between 1 and 5000),
    requested_by uuid not null references people,
    requested_at timestamptz not null,
    approved boolean,
    answer text not null default '' check (length(answer) <= 5000),
    decided_by uuid references people,
    decided_at timestamptz,
    constraint reopenings_decided_whole check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (approved is null)),
    constraint reopenings_decided_by_another check (decided_by <> requested_by)
);
create index reopenings_appraisal on reopenings (appraisal_id);
create index reopenings_requested_by on reopenings (requested_by);
create index reopenings_decided_by on reopenings (decided_by);
create unique index reopenings_one_open on reopenings (appraisal_id) where decided_at is null;

-- A delegate sees what their delegator is the superior of, while the delegation lasts, and never an
-- appraisal of their own.
create or replace view parties as
select id as appraisal_id, appraisee_id as person_id, 'appraisee'::relation as relation from appraisals
union all
select id, superior_id, 'superior' from appraisals
union all
select id, facilitator_id, 'facilitator' from appraisals where facilitator_id is not null
union all
select a.id, r.person_id, 'hr'
from appraisals a
join person_roles r on r.role = 'hr' and r.person_id not in (a.appraisee_id, a.superior_id)
union all
select a.id, c.person_id, 'clerk'
from appraisals a
join clerk_departments c on c.department_id = a.department_id and c.person_id not in (a.appraisee_id, a.superior_id)
join person_roles r on r.person_id = c.person_id and r.role = 'clerk'
union all
select d.appraisal_id, s.person_id, 'committee'
from disputes d
join appraisals a on a.id = d.appraisal_id
join dispute_seats s on s.dispute_id = d.id
    and s.person_id not in (a.appraisee_id, a.superior_id)
    and s.person_id is distinct from a.facilitator_id
    and s.person_id is distinct from a.next_superior_id
union all
select a.id, d.delegate_id, 'delegate'
from delegations d
join appraisals a on a.superior_id = d.delegator_id and a.appraisee_id <> d.delegate_id
where d.revoked_at is null and d.since <= now() and d.until > now();
