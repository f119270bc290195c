-- Tokens with which other programs hand in figures.
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
