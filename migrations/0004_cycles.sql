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
    version integer not null default 1
);
create index cycles_form on cycles (form_id);
create index cycles_scheme on cycles (scheme_id);

create table cycle_departments (
    cycle_id uuid not null references cycles,
    department_id uuid not null references departments,
    primary key (cycle_id, department_id)
);
create index cycle_departments_department on cycle_departments (department_id);

-- the company calendar: holidays, and weekend days that are worked
create table calendar_days (
    day date primary key,
    working boolean not null,
    name text not null default ''
);
