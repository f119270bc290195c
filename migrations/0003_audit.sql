-- The audit trail: one chain per appraisal and one for the company (the nil uuid). Written in the
-- transaction of the change, never read to decide what the state is.
create table chains (
    stream uuid primary key,
    seq bigint not null,
    hash text not null
);

create table events (
    stream uuid not null,
    seq bigint not null check (seq > 0),
    at timestamptz not null,
    actor_id uuid references people,
    kind text not null,
    -- JSON as text: the very bytes that were hashed
    detail text not null,
    prev text not null,
    hash text not null,
    -- the removal that took the detail after the legal period; its place in the chain holds
    sealed_by uuid,
    primary key (stream, seq)
);
create index events_actor on events (actor_id);
create index events_at on events (at desc, stream, seq);
create index events_sealed_by on events (sealed_by) where sealed_by is not null;
-- what somebody is told of in the week after it happened, on the start page
create index events_told on events (stream, at) where kind in ('superior_replaced', 'superior_back', 'parties_changed',
    'deadlines_moved', 'interview_moved', 'interview_confirmed', 'goals_change_declined', 'refusal_recorded', 'dispute_ruled');
