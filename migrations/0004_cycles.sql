-- Forms and grade schemes are versioned documents that never change once a cycle uses them.
create table forms (
    id uuid primary key default gen_random_uuid(),
    version integer not null default 1,
    definition jsonb not null,
    created_at timestamptz not null default now()
);
create table schemes (
    id uuid primary key default gen_random_uuid(),
    version integer not null default 1,
    definition jsonb not null,
    created_at timestamptz not null default now()
);

create type cycle_status as enum ('draft', 'running', 'cancelled');

create table cycles (
    id uuid primary key default gen_random_uuid(),
    name text not null constraint cycles_name_unique unique check (length(name) between 1 and 200),
    starts_on date not null,
    ends_on date not null constraint cycles_period check (ends_on >= starts_on),
    form_id uuid not null references forms,
    scheme_id uuid not null references schemes,
    -- which optional stages this cycle has
    with_goals boolean not null default false,
    with_review boolean not null default true,
    with_facilitator boolean not null default true,
    -- days between release and interview, and working days to open a dispute
    notice_days integer not null default 7 check (notice_days between 0 and 90),
    dispute_days integer not null default 7 check (dispute_days between 1 and 90),
    goals_due date,
    self_due date not null,
    evaluation_due date not null,
    review_due date,
    interview_due date not null,
    sign_due date not null,
    status cycle_status not null default 'draft',
    launched_at timestamptz,
    cancelled_reason text,
    version integer not null default 1,
    constraint cycles_running_was_launched check (status <> 'running' or launched_at is not null),
    constraint cycles_cancelled_has_reason check (status <> 'cancelled' or cancelled_reason is not null)
);
create index cycles_form on cycles (form_id);
create index cycles_scheme on cycles (scheme_id);

create table cycle_departments (
    cycle_id uuid not null references cycles,
    department_id uuid not null references departments,
    primary key (cycle_id, department_id)
);
create index cycle_departments_department on cycle_departments (department_id);

-- What HR decides for single people before the launch: a named reviewer, or no appraisal this time.
create table cycle_exceptions (
    cycle_id uuid not null references cycles,
    person_id uuid not null references people,
    reviewer_id uuid references people,
    exempt_reason text check (length(exempt_reason) between 1 and 1000),
    primary key (cycle_id, person_id),
    constraint cycle_exceptions_reviewer_is_another check (reviewer_id <> person_id),
    constraint cycle_exceptions_one_decision check ((reviewer_id is null) <> (exempt_reason is null))
);
create index cycle_exceptions_person on cycle_exceptions (person_id);
create index cycle_exceptions_reviewer on cycle_exceptions (reviewer_id);

-- Who would get an appraisal in a cycle, from whom, and who falls out and why. The preview shows it
-- and the launch inserts it, so they cannot disagree.
--   place: direct, level_up (the superior is inactive: the next active one up the line), named;
--          inactive, exempt, no_superior fall out.
--   facilitator: an HR person for managers, the department's clerk for everybody else, else an HR
--          person; never the appraisee or the superior; spread evenly and always the same way.
create view cycle_population as
select c.id as cycle_id, p.id as person_id, p.department_id, p.position, p.level, s.id as superior_id,
    nullif(s.superior_id, p.id) as next_superior_id, f.id as facilitator_id, x.exempt_reason,
    case
        when not p.active then 'inactive'
        when x.exempt_reason is not null then 'exempt'
        when s.id is null then 'no_superior'
        when s.id = x.reviewer_id then 'named'
        when s.id = p.superior_id then 'direct'
        else 'level_up'
    end as place
from cycles c
join cycle_departments cd on cd.cycle_id = c.id
join people p on p.department_id = cd.department_id
left join cycle_exceptions x on x.cycle_id = c.id and x.person_id = p.id
left join people r on r.id = x.reviewer_id and r.active
left join lateral (
    with recursive line as (
        select u.id, u.superior_id, u.active, 1 as depth from people u where u.id = p.superior_id
        union all
        select u.id, u.superior_id, u.active, line.depth + 1
        from line join people u on u.id = line.superior_id
        where not line.active and line.depth < 30
    )
    select id from line where active and id <> p.id
) up on r.id is null
left join people s on s.id = coalesce(r.id, up.id)
left join lateral (
    select h.id
    from person_roles hr
    join people h on h.id = hr.person_id and h.active
    where h.id not in (p.id, s.id)
      and (hr.role = 'hr' or (hr.role = 'clerk' and p.level = 'staff' and exists (
          select from clerk_departments k where k.person_id = h.id and k.department_id = p.department_id)))
    order by hr.role = 'clerk' desc, md5(h.id::text || p.id::text)
    limit 1
) f on c.with_facilitator;

-- the company calendar: holidays, and weekend days that are worked
create table calendar_days (
    day date primary key,
    working boolean not null,
    name text not null default ''
);
