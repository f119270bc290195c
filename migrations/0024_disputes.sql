-- Disputes: the employee's case, the superior's answer, the committee's ruling.
create type dispute_kind as enum ('scoring_method', 'data_accuracy', 'procedure', 'other');
create type dispute_status as enum ('opened', 'referred', 'ruled', 'settled');
-- on whose desk an open case lies: it follows from the case, so that it is nowhere kept
create type dispute_phase as enum ('answer', 'consider', 'hearing');
create type decision as enum ('upheld', 'adjusted', 'returned');

create table disputes (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    kind dispute_kind not null,
    items text[] not null check (cardinality(items) > 0),
    -- item -> points as they stood when the case was opened
    points jsonb not null default '{}',
    grounds text not null check (length(grounds) between 1 and 5000),
    interview_held boolean not null,
    status dispute_status not null default 'opened',
    opened_at timestamptz not null,
    due_on date not null,
    answer text not null default '' check (length(answer) <= 5000),
    answered_at timestamptz,
    -- item -> points that the superior offers
    proposal jsonb,
    referred_at timestamptz,
    decision decision,
    written_grounds text check (length(written_grounds) between 1 and 5000),
    -- item -> points, for the named items only
    new_points jsonb,
    decided_at timestamptz,
    decided_by uuid references people,
    version integer not null default 1,
    constraint disputes_ruled_whole check (status <> 'ruled' or (decision is not null and written_grounds is not null and decided_at is not null))
);
create index disputes_appraisal on disputes (appraisal_id);
create index disputes_decided_by on disputes (decided_by);
create unique index disputes_one_open on disputes (appraisal_id) where status in ('opened', 'referred');

-- members without a conflict of interest, seated when the case is referred
create table dispute_seats (
    dispute_id uuid not null references disputes,
    person_id uuid not null references people,
    vote decision,
    vote_points jsonb,
    vote_words text not null default '' check (length(vote_words) <= 5000),
    voted_at timestamptz,
    version integer not null default 0,
    primary key (dispute_id, person_id),
    constraint dispute_seats_vote_has_date check ((vote is null) = (voted_at is null))
);
create index dispute_seats_person on dispute_seats (person_id);

create table dispute_files (
    id uuid primary key default gen_random_uuid(),
    dispute_id uuid not null references disputes,
    name text not null check (length(name) between 1 and 200),
    media_type text not null,
    content bytea not null check (octet_length(content) <= 10485760),
    uploaded_by uuid not null references people,
    uploaded_at timestamptz not null
);
create index dispute_files_dispute on dispute_files (dispute_id);
create index dispute_files_uploaded_by on dispute_files (uploaded_by);
