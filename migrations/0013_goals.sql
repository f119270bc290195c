-- A person's goals: they may point at one of the company and be measured; every version of them, and changes that
-- wait for both sides.
create type goal_direction as enum ('higher', 'lower');

create table goals (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    -- stays with a goal through all its versions: figures and files name it by that
    key text not null check (length(key) between 1 and 20),
    title text not null check (length(title) between 1 and 500),
    company_goal_id uuid references company_goals,
    -- the company or department goal it serves, in words
    serves text not null default '' check (length(serves) <= 500),
    weight numeric not null check (weight > 0 and weight <= 100),
    target numeric,
    unit text not null default '' check (length(unit) <= 40),
    direction goal_direction not null default 'higher',
    measured_by text not null default '' check (length(measured_by) <= 500),
    due_on date,
    -- the indicator of the form that is counted with this goal's target and figures
    indicator text not null default '' check (length(indicator) <= 40),
    position integer not null,
    -- dropped by an agreed change, kept because figures name it
    retired_at timestamptz,
    constraint goals_key_unique unique (appraisal_id, key),
    -- told at commit, as goals are replaced one by one
    constraint goals_one_an_indicator
        exclude using btree (appraisal_id with =, indicator with =) where (indicator <> '' and retired_at is null)
        deferrable initially deferred
);
create index goals_company_goal on goals (company_goal_id);

create table goal_confirmations (
    appraisal_id uuid not null references appraisals,
    person_id uuid not null references people,
    confirmed_at timestamptz not null,
    primary key (appraisal_id, person_id)
);
create index goal_confirmations_person on goal_confirmations (person_id);

-- Every version of an appraisal's goals, for ever: a typed document each.
create table goal_versions (
    appraisal_id uuid not null references appraisals,
    number integer not null check (number > 0),
    goals jsonb not null,
    reason text not null default '' check (length(reason) <= 5000),
    author_id uuid references people,
    saved_at timestamptz not null,
    primary key (appraisal_id, number)
);
create index goal_versions_author on goal_versions (author_id);

-- A change of agreed goals: proposed by one side with a reason, valid once both have confirmed it.
create type goal_change_status as enum ('open', 'agreed', 'declined', 'taken_back', 'replaced');
create table goal_changes (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    goals jsonb not null,
    reason text not null check (length(reason) between 1 and 5000),
    proposed_by uuid not null references people,
    proposed_at timestamptz not null,
    employee_confirmed_at timestamptz,
    superior_confirmed_at timestamptz,
    status goal_change_status not null default 'open',
    closed_at timestamptz,
    closed_by uuid references people,
    -- why it was declined
    answer text not null default '' check (length(answer) <= 5000),
    constraint goal_changes_agreed_by_both check (status <> 'agreed'
        or (employee_confirmed_at is not null and superior_confirmed_at is not null)),
    constraint goal_changes_closed check ((status = 'open') = (closed_at is null))
);
create index goal_changes_appraisal on goal_changes (appraisal_id, proposed_at);
create unique index goal_changes_one_open on goal_changes (appraisal_id) where status = 'open';
create index goal_changes_proposed_by on goal_changes (proposed_by);
create index goal_changes_closed_by on goal_changes (closed_by);
