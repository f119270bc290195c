-- Who signed in, from where and with what; who tried and could not. A log, no evidence: a year after it is swept.
create type security_kind as enum (
    'signed_in',
    -- with a browser that this account had never been opened with
    'new_device',
    'wrong_password',
    -- too many tries: the password was not looked at
    'slowed',
    -- the password once more, before something that asks for it
    'confirmed',
    'not_confirmed',
    -- an address that this person may not use
    'refused',
    'signed_out',
    'session_ended',
    'all_sessions_ended'
);

create table security_log (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    kind security_kind not null,
    -- nobody where what was typed names no account: it is not kept, for people type passwords into the wrong field
    person_id uuid references people on delete cascade,
    -- where it came from, as text: a proxy may name no address
    address text not null default '' check (length(address) <= 45),
    -- browser and system, as the browser says
    device text not null default '' check (length(device) <= 60),
    -- method and path of what was refused
    detail text not null default '' check (length(detail) <= 200)
);
create index security_log_person on security_log (person_id, id);
create index security_log_at on security_log (at);

-- Browsers with which an account was opened. Whoever comes with one is known before the password is looked at: tries of
-- others do not keep them out. Only the hash of the cookie is kept.
create table devices (
    token_hash bytea not null,
    person_id uuid not null references people on delete cascade,
    first_at timestamptz not null,
    last_at timestamptz not null,
    primary key (token_hash, person_id)
);
create index devices_person on devices (person_id);
create index devices_last on devices (last_at);

-- A backup or a reader of the database learns no session: the id of a row is the hash of what the cookie holds.
delete from sessions;
