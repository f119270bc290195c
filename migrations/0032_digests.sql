-- The daily mail about what waits. `due`: only on the day something falls due and the day after.
create type digest_wish as enum ('daily', 'weekly', 'due');
alter table people add column digest digest_wish not null default 'daily';
-- who cannot be reached by mail
create index people_without_email on people (id) where active and email is null;

-- How far it is looked, on one day, who gets a mail.
create table digest_days (
    day date primary key,
    after uuid not null default '00000000-0000-0000-0000-000000000000',
    queued integer not null default 0,
    gathered_at timestamptz
);

create type digest_status as enum ('waiting', 'sending', 'sent', 'dropped', 'failed');

-- One mail at most for each person and day. `sending` is committed before the mail goes out: one that a
-- crash leaves so may have arrived, and is not sent again. What it says is rendered when it is sent.
create table digests (
    person_id uuid not null references people,
    day date not null,
    message_id uuid not null default gen_random_uuid(),
    status digest_status not null default 'waiting',
    tries smallint not null default 0,
    due_at timestamptz not null,
    taken_at timestamptz,
    done_at timestamptz,
    -- what the mail server said
    fault text not null default '' check (length(fault) <= 500),
    primary key (person_id, day)
);
create index digests_day on digests (day, status);
create index digests_waiting on digests (day, due_at) where status = 'waiting';
