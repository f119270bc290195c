-- What was reached: actual figures of goals and of the form's indicators, the tokens with which other
-- programs hand them in, and what either side notes and keeps as evidence during the period.
create table api_tokens (
    id uuid primary key default gen_random_uuid(),
    name text not null check (length(name) between 1 and 200),
    -- the token itself is shown once and kept nowhere
    token_hash bytea not null constraint api_tokens_hash_unique unique,
    -- its last letters, to tell tokens apart
    hint text not null check (length(hint) <= 8),
    created_by uuid not null references people,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz,
    revoked_by uuid references people,
    constraint api_tokens_revoked_whole check ((revoked_at is null) = (revoked_by is null))
);
create index api_tokens_created_by on api_tokens (created_by);
create index api_tokens_revoked_by on api_tokens (revoked_by);

create type actual_source as enum ('hand', 'file', 'api');
create table actuals (
    appraisal_id uuid not null references appraisals,
    -- the key of an indicator of the form, or of a goal
    item text not null check (length(item) between 1 and 200),
    goal_key text,
    -- 2026, 2026-H1, 2026-Q3, 2026-09 or 2026-09-30
    period text not null check (length(period) between 4 and 10),
    ends_on date not null,
    actual numeric not null,
    note text not null default '' check (length(note) <= 1000),
    source actual_source not null,
    recorded_at timestamptz not null,
    -- one of the two
    recorded_by uuid references people,
    token_id uuid references api_tokens,
    version integer not null default 1,
    primary key (appraisal_id, item, period),
    foreign key (appraisal_id, goal_key) references goals (appraisal_id, key),
    constraint actuals_goal_is_item check (goal_key is null or goal_key = item),
    constraint actuals_have_author check ((recorded_by is null) <> (token_id is null)),
    constraint actuals_api_has_token check ((source = 'api') = (token_id is not null))
);
create index actuals_goal on actuals (appraisal_id, goal_key);
create index actuals_recorded_by on actuals (recorded_by);
create index actuals_token on actuals (token_id);

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
