-- Rosters of any length: the file waits in pieces, its rows are staged and compared in the database, and
-- a job in the background does the work.
delete from imports;
alter table imports drop constraint imports_check;

create type import_status as enum ('reading', 'ready', 'unreadable', 'applying', 'done');
create type import_outcome as enum ('create', 'change', 'nothing', 'refused');

alter table imports
    drop column file,
    drop column refused,
    -- none for an import from the command line
    alter column created_by drop not null,
    add column status import_status not null default 'reading',
    -- layout of the file: header, examples, how it was read
    add column reading jsonb,
    -- why it cannot be read
    add column problem jsonb,
    -- what the plan comes to: counts, groups of findings, new departments, questions
    add column plan jsonb,
    -- what a confirmation confirms, and the state of the company that it was made for
    add column fingerprint text,
    add column company text,
    -- the plan changed between looking and confirming
    add column changed_meanwhile boolean not null default false;

create table import_chunks (
    import_id uuid not null references imports on delete cascade,
    -- the refused rows as a file to correct, or the uploaded file
    refused boolean not null,
    place integer not null,
    bytes bytea not null,
    primary key (import_id, refused, place)
);

-- One row of a file as it was read, looking at no other row. Filled by COPY; who forgets an import
-- forgets its rows.
create table import_rows (
    import_id uuid not null,
    line integer not null,
    -- what the person will be known by, if new
    id uuid not null default gen_random_uuid(),
    number text not null,
    name text,
    email text,
    department text,
    position text,
    level level,
    -- 1 number, 2 e-mail, 3 name, 4 any of them
    superior_by smallint,
    superior text,
    superior_code text,
    hired_on date,
    active boolean,
    left_on date,
    faults jsonb not null default '[]',
    remarks text[] not null default '{}',
    primary key (import_id, line)
);

-- What would happen to each row.
create table import_outcomes (
    import_id uuid not null,
    line integer not null,
    person_id uuid not null,
    is_new boolean not null,
    superior_id uuid,
    -- the person's department afterwards, by name
    department text,
    outcome import_outcome not null,
    faults jsonb not null,
    remarks text[] not null,
    primary key (import_id, line)
);
create index import_outcomes_kind on import_outcomes (import_id, outcome, line);
