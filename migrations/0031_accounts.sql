-- How an account is opened by its owner alone: with a link that goes to their own address, or with a letter and a half of
-- its secret that a second person tells them. The secret is made when the mail or the letter is made and stands
-- nowhere: here is only its hash.
create type opening_purpose as enum ('invitation', 'recovery');
create type opening_way as enum ('mail', 'letter', 'console');
create type opening_end as enum ('used', 'revoked', 'replaced');

create table account_openings (
    id uuid primary key default gen_random_uuid(),
    person_id uuid not null references people,
    purpose opening_purpose not null,
    way opening_way not null,
    -- nobody: asked for on the sign-in page, or by whoever runs the program
    started_by uuid references people,
    started_at timestamptz not null,
    expires_at timestamptz not null,
    -- SHA-256 of the link's secret, or of the half that stands in the letter; none before there is a mail or a letter
    secret_hash bytea unique,
    printed_at timestamptz,
    -- of the other half, which somebody else was given
    second_hash bytea,
    second_by uuid references people,
    second_at timestamptz,
    ended_at timestamptz,
    ended_as opening_end,
    ended_by uuid references people,
    constraint account_openings_end_whole check ((ended_at is null) = (ended_as is null)),
    constraint account_openings_second_whole check ((second_at is null) = (second_by is null) and (second_at is null) = (second_hash is null)),
    constraint account_openings_second_for_letters check (second_at is null or way = 'letter'),
    -- two people for a letter, and neither of them its reader
    constraint account_openings_two_people check (second_by is null or (second_by <> started_by and second_by <> person_id)),
    constraint account_openings_not_own_letter check (way <> 'letter' or started_by <> person_id)
);
-- a newer one takes the place of the older
create unique index account_openings_one on account_openings (person_id) where ended_at is null;
create index account_openings_person on account_openings (person_id, started_at);
create index account_openings_started_by on account_openings (started_by);
create index account_openings_second_by on account_openings (second_by);
create index account_openings_ended_by on account_openings (ended_by);

create type account_mail as enum ('opening', 'password_changed', 'address_changed');

-- Mails about the account itself. They go out at any hour, unlike the mail about what waits; what they say is rendered
-- when they go.
create table account_mails (
    id uuid primary key default gen_random_uuid(),
    person_id uuid not null references people,
    kind account_mail not null,
    opening_id uuid references account_openings,
    -- as it was on file when the mail was asked for; a link works only as long as it still is
    email text not null,
    queued_at timestamptz not null,
    -- when it is tried next; one that is being sent is tried again if nothing is heard of it until then
    due_at timestamptz not null,
    tries smallint not null default 0,
    sent_at timestamptz,
    failed_at timestamptz,
    -- what the mail server said
    fault text not null default '' check (length(fault) <= 500),
    constraint account_mails_opening check ((kind = 'opening') = (opening_id is not null)),
    constraint account_mails_one_end check (sent_at is null or failed_at is null)
);
create unique index account_mails_opening_once on account_mails (opening_id);
create index account_mails_person on account_mails (person_id);
create index account_mails_waiting on account_mails (due_at) where sent_at is null and failed_at is null;

-- A link on the screen of whoever made it opened an account to somebody else. Nothing was released that needs the table.
drop table invitations;

-- the address that was on file when the owner chose this password: a link for another one goes nowhere else
alter table credentials add column email text;
