-- Who works here: departments, people, their roles. Leavers are deactivated, never deleted.
create extension if not exists pg_trgm;

create type level as enum ('staff', 'manager', 'senior');
create type role as enum ('hr', 'clerk', 'committee', 'admin', 'auditor');

create table departments (
    id uuid primary key default gen_random_uuid(),
    name text not null constraint departments_name_unique unique check (length(name) between 1 and 200),
    parent_id uuid references departments
);
create index departments_parent on departments (parent_id);

create table people (
    id uuid primary key default gen_random_uuid(),
    -- the company's own number for the person; imports find people by it
    number text not null constraint people_number_unique unique check (length(number) between 1 and 64),
    name text not null check (length(name) between 1 and 200),
    email text constraint people_email_unique unique check (email = lower(email)),
    department_id uuid references departments,
    position text not null default '' check (length(position) <= 200),
    level level not null default 'staff',
    -- the reporting line of today; an appraisal copies it at launch and never looks here again
    superior_id uuid references people constraint people_not_own_superior check (superior_id <> id),
    hired_on date,
    active boolean not null default true,
    language text check (language in ('en', 'zh-CN')),
    zone text,
    theme text check (theme in ('light', 'dark')),
    version integer not null default 1
);
create index people_department on people (department_id);
create index people_superior on people (superior_id);
create index people_name on people (name, id);
create index people_search on people using gin ((lower(name || ' ' || number || ' ' || coalesce(email, ''))) gin_trgm_ops);

create table person_roles (
    person_id uuid not null references people,
    role role not null,
    primary key (person_id, role)
);
create index person_roles_role on person_roles (role, person_id);

-- a clerk sees these departments and no others
create table clerk_departments (
    person_id uuid not null references people,
    department_id uuid not null references departments,
    primary key (person_id, department_id)
);
create index clerk_departments_department on clerk_departments (department_id);
