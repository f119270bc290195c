-- The trail stays as it was written.

-- For what is never changed at all.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;

create trigger events_no_truncate before truncate on events for each statement execute function refuse_change();

-- What remains of a text that was removed after the legal period: its hash, and which removal it was. The trail
-- admits this one change, in this shape alone; the company's chain has an event for every removal that says how
-- many there were and what their hashes come to.
create function refuse_change_of_event() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.sealed_by is null and new.sealed_by is not null and new.detail = ''
            and (new.stream, new.seq, new.at, new.actor_id, new.kind, new.prev, new.hash)
                is not distinct from (old.stream, old.seq, old.at, old.actor_id, old.kind, old.prev, old.hash) then
            return new;
        end if;
    end if;
    raise exception '% is append-only', tg_table_name;
end $$;

create trigger events_append_only before update or delete on events
    for each row execute function refuse_change_of_event();

-- For texts that may go as a whole, in a transaction that says that it removes what is due.
create function refuse_change_but_removal() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if current_setting('countersign.removes', true) = 'on' then
            return old;
        end if;
    end if;
    raise exception '% is append-only', tg_table_name;
end $$;
