-- Telling people. What waits for somebody is never copied: start page and mail read it from the appraisals
-- at the moment of telling. Kept is only what cannot be derived: that somebody was reminded, and that a
-- mail went out.

-- HR asks again for something that is due. Bound to one turn of one stage: it is shown with the task and
-- never without it, and asking again for the same task counts up instead of adding a row.
create table reminders (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    person_id uuid not null references people,
    relation relation not null,
    stage stage not null,
    stage_since timestamptz not null,
    note text not null default '' check (length(note) <= 300),
    times integer not null default 1,
    reminded_by uuid references people,
    reminded_at timestamptz not null,
    ended_at timestamptz,
    ended_as text check (ended_as in ('done', 'moved_on', 'reassigned', 'concluded', 'withdrawn')),
    constraint reminders_end_whole check ((ended_at is null) = (ended_as is null))
);
create unique index reminders_once on reminders (appraisal_id, person_id, relation) where ended_at is null;
create index reminders_appraisal on reminders (appraisal_id);
create index reminders_person on reminders (person_id);
create index reminders_by on reminders (reminded_by);

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
