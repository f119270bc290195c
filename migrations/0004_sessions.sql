-- Signing in. A visit without an account leaves no row here.
create table credentials (
    person_id uuid primary key references people,
    password_hash text not null,
    changed_at timestamptz not null
);

-- an invitation sets the first password; only the hash of its token is kept
create table invitations (
    token_hash bytea primary key,
    person_id uuid not null references people,
    created_by uuid references people,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index invitations_person on invitations (person_id);
create index invitations_created_by on invitations (created_by);

create table sessions (
    id text primary key,
    person_id uuid references people on delete cascade,
    data jsonb not null,
    expires_at timestamptz not null
);
create index sessions_person on sessions (person_id);
create index sessions_expires on sessions (expires_at);
