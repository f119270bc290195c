-- A cycle: who takes part, by which form, by when. It stands before the appraisals, which point at it.
create type cycle_kind as enum ('annual', 'half_year', 'quarterly', 'probation', 'other');
create type cycle_status as enum ('draft', 'launching', 'running', 'paused', 'closed', 'cancelled');

create table cycles (
    id uuid primary key default gen_random_uuid(),
    name text not null constraint cycles_name_unique unique check (length(name) between 1 and 200),
    -- nobody is in two running cycles of one kind at the same time
    kind cycle_kind not null default 'other',
    starts_on date not null,
    ends_on date not null constraint cycles_period check (ends_on >= starts_on),
    form_id uuid not null references forms,
    scheme_id uuid not null references schemes,
    -- which optional stages this cycle has
    with_goals boolean not null default false,
    with_review boolean not null default true,
    with_facilitator boolean not null default true,
    -- departments below the chosen ones are in it too
    with_below boolean not null default false,
    -- empty: every level
    levels level[] not null default '{}',
    hired_from date,
    hired_to date,
    -- months of service that somebody needs to be rated, counted on that day; 0: none
    least_months integer not null default 0 check (least_months between 0 and 120),
    service_on date,
    -- days between release and interview, and working days to open a dispute
    notice_days integer not null default 7 check (notice_days between 0 and 90),
    dispute_days integer not null default 7 check (dispute_days between 1 and 90),
    goals_due date,
    self_due date not null,
    evaluation_due date not null,
    review_due date,
    interview_due date not null,
    sign_due date not null,
    -- deadlines that are counted in working days, by name: {"self_due": {"days": 10, "after": "previous"}}; the
    -- dates beside them are what they come to
    due_rules jsonb not null default '{}',
    status cycle_status not null default 'draft',
    launched_at timestamptz,
    paused_on date,
    paused_reason text,
    closed_at timestamptz,
    cancelled_reason text,
    version integer not null default 1,
    -- what a cycle lays down is read once and remembered under its edition, which is another after every change
    edition uuid not null default gen_random_uuid(),
    constraint cycles_hired_in_order check (hired_to >= hired_from),
    constraint cycles_running_was_launched check (status <> 'running' or launched_at is not null),
    constraint cycles_paused_has_day check (
        (status = 'paused') = (paused_on is not null) and (paused_on is null) = (paused_reason is null)),
    constraint cycles_closed_has_date check (status <> 'closed' or closed_at is not null),
    constraint cycles_cancelled_has_reason check (status <> 'cancelled' or cancelled_reason is not null)
);
create index cycles_form on cycles (form_id);
create index cycles_scheme on cycles (scheme_id);
-- for the look at who is in another cycle of the same time
create index cycles_status on cycles (status, kind);

create table cycle_departments (
    cycle_id uuid not null references cycles,
    department_id uuid not null references departments,
    primary key (cycle_id, department_id)
);
create index cycle_departments_department on cycle_departments (department_id);

-- Another form for some levels or positions of a cycle; everybody else gets the cycle's own.
create table cycle_forms (
    cycle_id uuid not null references cycles,
    level level,
    position text not null default '' check (length(position) <= 200),
    form_id uuid not null references forms,
    constraint cycle_forms_once unique nulls not distinct (cycle_id, level, position),
    constraint cycle_forms_names_somebody check (level is not null or position <> '')
);
create index cycle_forms_form on cycle_forms (form_id);

-- What HR decides for single people: a named reviewer, no appraisal this time, or taken in by name, from
-- elsewhere or in spite of a rule, perhaps with a later first deadline.
create table cycle_exceptions (
    cycle_id uuid not null references cycles,
    person_id uuid not null references people,
    reviewer_id uuid references people,
    exempt_reason text check (length(exempt_reason) between 1 and 1000),
    include_reason text check (length(include_reason) between 1 and 1000),
    first_due date,
    primary key (cycle_id, person_id),
    constraint cycle_exceptions_reviewer_is_another check (reviewer_id <> person_id),
    constraint cycle_exceptions_one_decision check (
        num_nonnulls(reviewer_id, include_reason) > 0 and exempt_reason is null
        or exempt_reason is not null and num_nonnulls(reviewer_id, include_reason) = 0),
    constraint cycle_exceptions_due_of_included check (first_due is null or include_reason is not null)
);
create index cycle_exceptions_person on cycle_exceptions (person_id);
create index cycle_exceptions_reviewer on cycle_exceptions (reviewer_id);

-- Who stood where at the launch, and when somebody came later: what the launch works off, and what is known
-- of those who fell out.
create table cycle_members (
    cycle_id uuid not null references cycles,
    seq bigint generated always as identity,
    person_id uuid not null references people,
    place text not null,
    department_id uuid references departments,
    position text not null default '',
    level level not null,
    superior_id uuid references people,
    next_superior_id uuid references people,
    facilitator_id uuid references people,
    reason text not null default '',
    -- a late starter's own deadlines, by name
    own_deadlines jsonb not null default '{}',
    primary key (cycle_id, person_id)
);
create index cycle_members_order on cycle_members (cycle_id, seq);
create index cycle_members_person on cycle_members (person_id);
create index cycle_members_department on cycle_members (department_id);
create index cycle_members_superior on cycle_members (superior_id);
create index cycle_members_next_superior on cycle_members (next_superior_id);
create index cycle_members_facilitator on cycle_members (facilitator_id);
