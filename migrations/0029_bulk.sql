-- What is done to many: a run is one selection with what is to be done to it, and has a row for each person.
create type run_state as enum ('draft', 'running', 'stopped', 'done');
create type run_outcome as enum ('waiting', 'done', 'left');

create table runs (
    id uuid primary key default gen_random_uuid(),
    act text not null,
    actor_id uuid not null references people,
    cycle_id uuid references cycles,
    -- what is to be done, as its act reads it
    told jsonb not null,
    -- where it was chosen
    back text not null,
    -- chosen, but not within the actor's reach
    unseen integer not null default 0 check (unseen >= 0),
    state run_state not null default 'draft',
    created_at timestamptz not null,
    stopped_by uuid references people,
    stopped_at timestamptz,
    ended_at timestamptz,
    constraint runs_stop_whole check ((state = 'stopped') = (stopped_at is not null) and (stopped_at is null) = (stopped_by is null)),
    constraint runs_end_whole check ((state = 'done') = (ended_at is not null))
);
create index runs_actor on runs (actor_id);
create index runs_cycle on runs (cycle_id);
create index runs_stopped_by on runs (stopped_by);
create index runs_created on runs (created_at);

-- In the order of names. About an appraisal, or about a person who has none.
create table run_rows (
    run_id uuid not null references runs on delete cascade,
    seq integer not null,
    person_id uuid not null references people,
    appraisal_id uuid references appraisals,
    -- what the decision of the preview rests on: where it differs later, nothing is done
    mark text not null,
    outcome run_outcome not null,
    -- why it is left out
    reason text not null default '',
    primary key (run_id, seq),
    constraint run_rows_left_with_reason check ((outcome = 'left') = (reason <> ''))
);
create index run_rows_outcome on run_rows (run_id, outcome, seq);
create index run_rows_person on run_rows (person_id);
create index run_rows_appraisal on run_rows (appraisal_id) where appraisal_id is not null;
