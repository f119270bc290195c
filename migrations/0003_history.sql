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
    primary key (stream, seq)
);
create index events_actor on events (actor_id);
create index events_at on events (at desc, stream, seq);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;
create trigger events_append_only before update or delete on events
    for each row execute function refuse_change();
create trigger events_no_truncate before truncate on events
    for each statement execute function refuse_change();
