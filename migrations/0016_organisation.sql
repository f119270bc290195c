-- The organisation over time: departments that close, people who leave and come back, who reported to
-- whom since when, who is away and who stands in.

-- A department is closed, not deleted: appraisals of earlier cycles belong to it.
alter table departments
    add column closed_on date,
    add column version integer not null default 1;

-- Open departments in the order of the tree, each level moved in, as selects show them.
create view department_tree as
with recursive tree as (
    select id, name, array[name] as path, 0 as depth from departments
    where closed_on is null and (parent_id is null or parent_id in (select id from departments where closed_on is not null))
    union all
    select d.id, d.name, t.path || d.name, t.depth + 1
    from departments d join tree t on d.parent_id = t.id where d.closed_on is null
)
select id, name, repeat(U&'\2003', depth) || name as label, path, depth from tree;

-- spelling decides nothing
create index departments_spelling on departments (lower(name));

alter table people
    -- the day somebody leaves; in the future while it is only planned
    add column left_on date,
    add column left_reason text not null default '' check (length(left_reason) <= 500);
-- A12 and a12 are one number
create unique index people_number_spelling on people (lower(number));
-- departures that have still to take effect
create index people_leaving on people (left_on) where active and left_on is not null;

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

-- Who reported to whom, from when until when. people.superior_id says what holds today; every change
-- of it leaves its line here. A planned line takes effect on its day.
create table reporting_lines (
    id uuid primary key default gen_random_uuid(),
    person_id uuid not null references people,
    superior_id uuid references people,
    -- unknown where the line is older than this table
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

insert into reporting_lines (person_id, superior_id, changed_at)
select id, superior_id, now() from people where superior_id is not null;

-- Appraisals that went to somebody else because their superior was away or had left.
create table stand_ins (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    from_id uuid not null references people,
    to_id uuid not null references people,
    -- none where the superior has left
    absence_id uuid references absences,
    moved_at timestamptz not null,
    returned_at timestamptz
);
create index stand_ins_appraisal on stand_ins (appraisal_id);
create index stand_ins_from on stand_ins (from_id);
create index stand_ins_to on stand_ins (to_id);
create index stand_ins_absence on stand_ins (absence_id);
create index stand_ins_out on stand_ins (absence_id) where returned_at is null;

-- What HR is told on the start page until one of them has taken note.
create type hr_notice_kind as enum ('moved', 'returned', 'left', 'line_refused');
create table hr_notices (
    id uuid primary key default gen_random_uuid(),
    kind hr_notice_kind not null,
    person_id uuid not null references people,
    other_id uuid references people,
    -- appraisals concerned
    count integer not null default 0,
    at timestamptz not null,
    noted_by uuid references people,
    noted_at timestamptz
);
create index hr_notices_person on hr_notices (person_id);
create index hr_notices_other on hr_notices (other_id);
create index hr_notices_noted_by on hr_notices (noted_by);
create index hr_notices_open on hr_notices (at) where noted_at is null;
