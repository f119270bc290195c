-- Who works here: departments, people, their roles, who reports to whom since when, who is away.
create type level as enum ('staff', 'manager', 'senior');
create type role as enum ('hr', 'clerk', 'committee', 'admin', 'auditor');
-- the daily mail about what waits; `due`: only on the day something falls due and the day after
create type digest_wish as enum ('daily', 'weekly', 'due');

-- A department is closed, not deleted: appraisals of earlier cycles belong to it.
create table departments (
    id uuid primary key default gen_random_uuid(),
    name text not null constraint departments_name_unique unique check (length(name) between 1 and 200),
    parent_id uuid references departments,
    closed_on date,
    version integer not null default 1
);
create index departments_parent on departments (parent_id);
-- spelling decides nothing
create index departments_spelling on departments (lower(name));

-- Leavers are deactivated and after the legal period made nameless, never deleted.
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
    -- the day somebody leaves; in the future while it is only planned
    left_on date,
    left_reason text not null default '' check (length(left_reason) <= 500),
    active boolean not null default true,
    anonymised_at timestamptz,
    language text check (language in ('en', 'zh-CN')),
    zone text,
    theme text check (theme in ('light', 'dark')),
    digest digest_wish not null default 'daily',
    version integer not null default 1
);
create index people_department on people (department_id);
create index people_superior on people (superior_id);
create index people_name on people (name, id);
-- the order of names that people read, for the list of people
create index people_name_sorted on people (name collate "zh-x-icu", id);
create index people_search on people using gin ((lower(name || ' ' || number || ' ' || coalesce(email, ''))) gin_trgm_ops);
-- A12 and a12 are one number
create unique index people_number_spelling on people (lower(number));
-- departures that have still to take effect
create index people_leaving on people (left_on) where active and left_on is not null;
create index people_gone on people (left_on, id) where not active and anonymised_at is null;
-- who cannot be reached by mail
create index people_without_email on people (id) where active and email is null;

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

-- Who reported to whom, from when until when. people.superior_id says what holds today; every change
-- of it leaves its line here. A planned line takes effect on its day.
create table reporting_lines (
    id uuid primary key default gen_random_uuid(),
    person_id uuid not null references people,
    superior_id uuid references people,
    -- unknown where the line is older than what was told of it
    since date,
    until date,
    planned boolean not null default false,
    changed_by uuid references people,
    changed_at timestamptz not null,
    constraint reporting_lines_planned_has_date check (not planned or (since is not null and until is null))
);
create unique index reporting_lines_open on reporting_lines (person_id) where until is null and not planned;
create unique index reporting_lines_planned on reporting_lines (person_id) where planned;
create index reporting_lines_person on reporting_lines (person_id);
create index reporting_lines_superior on reporting_lines (superior_id);
create index reporting_lines_changed_by on reporting_lines (changed_by);

create type absence_kind as enum ('leave', 'long_leave', 'other');
create table absences (
    id uuid primary key default gen_random_uuid(),
    person_id uuid not null references people,
    kind absence_kind not null,
    from_on date not null,
    -- nobody knows yet, if empty
    until_on date,
    reason text not null default '' check (length(reason) <= 500),
    -- who stands in as a superior
    acting_id uuid references people,
    created_by uuid references people,
    created_at timestamptz not null,
    -- taken back before it began, or ended by hand
    cancelled_at timestamptz,
    constraint absences_in_order check (until_on >= from_on),
    constraint absences_acting_is_another check (acting_id <> person_id)
);
create index absences_person on absences (person_id, from_on);
create index absences_acting on absences (acting_id);
create index absences_created_by on absences (created_by);
