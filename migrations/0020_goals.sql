-- Goals of the company and its departments; personal goals that point at them and can be measured;
-- every version of them, and changes that wait for both sides.
create table company_goals (
    id uuid primary key default gen_random_uuid(),
    -- none: the whole company's
    department_id uuid references departments,
    parent_id uuid references company_goals constraint company_goals_not_own_parent check (parent_id <> id),
    title text not null check (length(title) between 1 and 500),
    description text not null default '' check (length(description) <= 5000),
    starts_on date not null,
    ends_on date not null constraint company_goals_period check (ends_on >= starts_on),
    owner_id uuid references people,
    -- no longer offered; what points at it keeps pointing
    archived_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null,
    created_by uuid not null references people
);
create index company_goals_department on company_goals (department_id, ends_on desc);
create index company_goals_parent on company_goals (parent_id);
create index company_goals_owner on company_goals (owner_id);
create index company_goals_created_by on company_goals (created_by);

create type goal_direction as enum ('higher', 'lower');

-- The key stays with a goal through all its versions: figures and files name it by that.
alter table goals drop constraint goals_position_unique;
alter table goals
    add column key text check (length(key) between 1 and 20),
    add column company_goal_id uuid references company_goals,
    add column target numeric,
    add column unit text not null default '' check (length(unit) <= 40),
    add column direction goal_direction not null default 'higher',
    add column measured_by text not null default '' check (length(measured_by) <= 500),
    add column due_on date,
    -- dropped by an agreed change, kept because figures name it
    add column retired_at timestamptz;
update goals set key = 'G' || position;
alter table goals alter column key set not null;
alter table goals add constraint goals_key_unique unique (appraisal_id, key);
create index goals_company_goal on goals (company_goal_id);

-- Every version of an appraisal's goals, for ever: a typed document each.
create table goal_versions (
    appraisal_id uuid not null references appraisals,
    number integer not null check (number > 0),
    goals jsonb not null,
    reason text not null default '' check (length(reason) <= 5000),
    -- none: taken over from before versions were kept
    author_id uuid references people,
    saved_at timestamptz not null,
    primary key (appraisal_id, number)
);
create index goal_versions_author on goal_versions (author_id);
create trigger goal_versions_append_only before update or delete on goal_versions
    for each row execute function refuse_change();
insert into goal_versions (appraisal_id, number, goals, saved_at)
select appraisal_id, 1, jsonb_agg(jsonb_build_object('key', key, 'title', title, 'serves', serves,
    'weight', weight::text) order by position), now()
from goals group by appraisal_id;

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
