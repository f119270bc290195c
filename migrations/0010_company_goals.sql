-- Goals of the company and its departments; personal goals point at them.
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
