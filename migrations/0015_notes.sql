-- What either side notes and keeps as evidence during the period.
create table appraisal_notes (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    author_id uuid not null references people,
    words text not null check (length(words) between 1 and 5000),
    -- the other side reads it too
    shared boolean not null default false,
    written_at timestamptz not null,
    changed_at timestamptz,
    version integer not null default 1
);
create index appraisal_notes_appraisal on appraisal_notes (appraisal_id, written_at);
create index appraisal_notes_author on appraisal_notes (author_id);

create table note_files (
    id uuid primary key default gen_random_uuid(),
    note_id uuid not null references appraisal_notes on delete cascade,
    name text not null check (length(name) between 1 and 200),
    media_type text not null,
    content bytea not null check (octet_length(content) <= 10485760),
    uploaded_at timestamptz not null
);
create index note_files_note on note_files (note_id);
