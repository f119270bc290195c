-- Rosters on their way in: the uploaded file waits here, under an id that cannot be guessed, until it
-- is confirmed or a day has passed.
create table imports (
    id uuid primary key default gen_random_uuid(),
    created_by uuid not null references people,
    created_at timestamptz not null,
    file_name text not null check (length(file_name) <= 200),
    -- gone once the import is done
    file bytea,
    -- what the user settled in the preview: columns, order of dates, superiors, department
    choices jsonb not null default '{}',
    done_at timestamptz,
    created integer,
    changed integer,
    -- the refused rows as a file to correct
    refused bytea,
    refused_rows integer,
    check ((done_at is null) = (file is not null))
);
create index imports_created_by on imports (created_by);
create index imports_created_at on imports (created_at);

-- the columns of a header as they were last confirmed
create table import_mappings (
    header_hash bytea primary key,
    fields text[] not null,
    used_at timestamptz not null
);

-- the order of names that people read, for the list of people
create index people_name_sorted on people (name collate "zh-x-icu", id);
