-- Rosters of any length on their way in: the uploaded file waits in pieces, under an id that cannot be guessed,
-- until it is confirmed or a day has passed; its rows are staged and compared in the database, and a job in
-- the background does the work.
create type import_status as enum ('reading', 'ready', 'unreadable', 'applying', 'done');
create type import_outcome as enum ('create', 'change', 'nothing', 'refused');

create table imports (
    id uuid primary key default gen_random_uuid(),
    -- none for an import from the command line
    created_by uuid references people,
    created_at timestamptz not null,
    file_name text not null check (length(file_name) <= 200),
    status import_status not null default 'reading',
    -- what the user settled in the preview: columns, order of dates, superiors, department
    choices jsonb not null default '{}',
    -- layout of the file: header, examples, how it was read
    reading jsonb,
    -- why it cannot be read
    problem jsonb,
    -- what the plan comes to: counts, groups of findings, new departments, questions
    plan jsonb,
    -- what a confirmation confirms, and the state of the company that it was made for
    fingerprint text,
    company text,
    -- the plan changed between looking and confirming
    changed_meanwhile boolean not null default false,
    done_at timestamptz,
    created integer,
    changed integer,
    refused_rows integer
);
create index imports_created_by on imports (created_by);
create index imports_created_at on imports (created_at);

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

-- the columns of a header as they were last confirmed
create table import_mappings (
    header_hash bytea primary key,
    fields text[] not null,
    used_at timestamptz not null
);
