-- What earlier runs over the whole trail found, for whoever audits. What they looked at is their own evidence; a run is
-- worth what the next one says.
create table verifications (
    id uuid primary key default gen_random_uuid(),
    asked_by uuid references people,
    began_at timestamptz not null,
    ended_at timestamptz not null,
    -- how much of what was looked at
    looked jsonb not null,
    found integer not null check (found >= 0),
    -- the first of them, in words
    findings text[] not null
);
create index verifications_ended on verifications (ended_at desc);
create index verifications_asked_by on verifications (asked_by);
