-- A superior on the road or on leave names somebody who prepares and schedules for them, for a limited
-- time. Never deleted: who could see what, when, stays answerable.
alter type relation add value 'delegate';

create table delegations (
    id uuid primary key default gen_random_uuid(),
    delegator_id uuid not null references people,
    delegate_id uuid not null references people,
    -- the first day and the last, in the company's zone, and the instants that they stand for
    starts_on date not null,
    ends_on date not null,
    since timestamptz not null,
    until timestamptz not null,
    reason text not null check (length(reason) between 1 and 200),
    created_by uuid not null references people,
    created_at timestamptz not null,
    revoked_by uuid references people,
    revoked_at timestamptz,
    constraint delegations_to_another check (delegate_id <> delegator_id),
    constraint delegations_period check (ends_on >= starts_on and until > since),
    constraint delegations_revoked_whole check ((revoked_at is null) = (revoked_by is null))
);
create index delegations_delegator on delegations (delegator_id);
create index delegations_delegate on delegations (delegate_id);
create index delegations_created_by on delegations (created_by);
create index delegations_revoked_by on delegations (revoked_by);
