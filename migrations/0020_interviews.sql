-- The interview: appointment, the eight steps, what each leaves behind.
create type purpose as enum ('improve_results', 'career', 'cooperation');
create type method as enum ('sandwich', 'causes_first', 'short_agenda');
create type place_kind as enum ('reception_room', 'lounge', 'cafe', 'outdoors', 'online', 'employees_choice',
    'superiors_office', 'meeting_room');

create table interviews (
    appraisal_id uuid primary key references appraisals,
    purpose purpose not null default 'improve_results',
    method method not null default 'sandwich',
    starts_at timestamptz,
    minutes integer not null default 60 check (minutes between 15 and 480),
    place_kind place_kind,
    place text not null default '' check (length(place) <= 200),
    proposed_by uuid references people,
    confirmed_at timestamptz,
    -- the employee's counter-proposal, until it is taken up
    wish text not null default '' check (length(wish) <= 1000),
    reschedule_reason text not null default '',
    started_at timestamptz,
    ended_at timestamptz,
    current_step smallint not null default 1 check (current_step between 1 and 8),
    version integer not null default 1,
    constraint interviews_end_after_start check (ended_at is null or started_at is not null)
);
create index interviews_proposed_by on interviews (proposed_by);

create table interview_steps (
    appraisal_id uuid not null references interviews,
    step smallint not null check (step between 1 and 8),
    opened_at timestamptz,
    done_at timestamptz,
    done_by uuid references people,
    seconds integer not null default 0 check (seconds >= 0),
    -- keys of the open questions that were asked
    asked text[] not null default '{}',
    primary key (appraisal_id, step)
);
create index interview_steps_done_by on interview_steps (done_by);

-- agreed: by the employee; parked: both views stand, see parked_points
create type stance as enum ('agreed', 'parked');
create table item_stances (
    appraisal_id uuid not null references interviews,
    item text not null,
    stance stance not null,
    person_id uuid not null references people,
    at timestamptz not null,
    primary key (appraisal_id, item)
);
create index item_stances_person on item_stances (person_id);

-- what was not agreed, with both views, for somebody to see to by a day
create table parked_points (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references interviews,
    item text not null check (length(item) between 1 and 200),
    employee_view text not null default '' check (length(employee_view) <= 5000),
    -- once written by the employee, only they change it
    employee_wrote boolean not null default false,
    superior_view text not null default '' check (length(superior_view) <= 5000),
    owner_id uuid not null references people,
    due_on date not null,
    outcome text check (length(outcome) <= 5000),
    reported_at timestamptz,
    -- the owner, or HR where the owner cannot
    reported_by uuid references people,
    version integer not null default 1,
    constraint parked_points_once unique (appraisal_id, item),
    constraint parked_points_reported_whole check (
        (reported_at is null) = (outcome is null) and (reported_at is null) = (reported_by is null))
);
create index parked_points_owner on parked_points (owner_id);
create index parked_points_reported_by on parked_points (reported_by);
create index parked_points_due on parked_points (due_on) where reported_at is null;
-- read by day, a page at a time
create index parked_points_listed on parked_points (due_on, id);

create type goal_source as enum ('company', 'department', 'own');
create table next_goals (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references interviews,
    title text not null check (length(title) between 1 and 500),
    source goal_source not null default 'company',
    -- the words of the goal that it was drawn from
    serves text not null default '' check (length(serves) <= 500),
    added_at timestamptz not null,
    -- by the employee; a changed goal is a new one
    confirmed_at timestamptz
);
create index next_goals_appraisal on next_goals (appraisal_id);

-- the employee's own last word on the result: no objections is agreement
create table confirmations (
    appraisal_id uuid primary key references interviews,
    person_id uuid not null references people,
    -- words by item
    objections jsonb not null default '{}',
    at timestamptz not null
);
create index confirmations_person on confirmations (person_id);

-- Who has a room open just now, a row for each open stream. Nothing of value: a row lives as long as its
-- server renews it, and a crash may lose the table.
create unlogged table presences (
    id uuid primary key,
    appraisal_id uuid not null references appraisals,
    person_id uuid not null references people,
    seen_at timestamptz not null
);
create index presences_appraisal on presences (appraisal_id);
create index presences_person on presences (person_id);
