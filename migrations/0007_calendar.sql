-- The company calendar: holidays, and weekend days that are worked.
create table calendar_days (
    day date primary key,
    working boolean not null,
    name text not null default ''
);
