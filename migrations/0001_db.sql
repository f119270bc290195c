-- What stands under all rooms.

-- searching in names as they are typed
create extension if not exists pg_trgm;

-- The views, functions and triggers of the rooms (src/ROOM/schema.sql) as they were last made here.
create table definitions (
    one boolean primary key default true check (one),
    -- over the files of all rooms
    sha256 text not null,
    -- the statements that drop them, last made first
    undo text not null,
    made_at timestamptz not null default now()
);
