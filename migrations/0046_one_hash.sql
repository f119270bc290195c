-- The hash of an event is taken in one place: the program.
drop function event_hash(text, uuid, bigint, timestamptz, uuid, text, text);
