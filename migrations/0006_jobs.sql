-- Work that goes on in the background, in steps of one transaction each. A job keeps how far it got in
-- the transaction of the step, so that a process that dies leaves a job that another one goes on with.
create type job_status as enum ('waiting', 'running', 'done', 'failed');

create table jobs (
    id uuid primary key default gen_random_uuid(),
    kind text not null,
    -- what it is about: the same work is never there twice before it is done
    key text not null,
    -- what is to be done, and where the work keeps its place
    state jsonb not null default '{}',
    actor_id uuid references people,
    -- where the page that waits for it leads to
    back text not null default '/',
    status job_status not null default 'waiting',
    done bigint not null default 0 check (done >= 0),
    total bigint not null default 0 check (total >= 0),
    -- tries of the present step that failed
    attempts integer not null default 0,
    -- in the time of the database, like the heartbeat: the processes need not agree on theirs
    due_at timestamptz not null default now(),
    -- who is at it; a step is only kept as long as this still holds
    claim uuid,
    heartbeat_at timestamptz,
    created_at timestamptz not null,
    finished_at timestamptz,
    constraint jobs_running_is_claimed check ((status = 'running') = (claim is not null)),
    constraint jobs_claim_has_heartbeat check (claim is null or heartbeat_at is not null)
);
create unique index jobs_once on jobs (kind, key) where status in ('waiting', 'running');
create index jobs_open on jobs (due_at) where status in ('waiting', 'running');
create index jobs_actor on jobs (actor_id);
create index jobs_finished on jobs (finished_at) where finished_at is not null;

-- when work that comes round by itself was last queued
create table rounds (
    kind text primary key,
    at timestamptz not null
);
