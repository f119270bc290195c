-- What the two sides and HR ask of others beside the steps: to open again what was submitted, to prepare for a
-- superior, to advise as an earlier one.

-- One of the two sides asks with a reason, HR decides with a reason. What had been submitted stays in
-- `submissions`, what was signed in `records`.
create table reopenings (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    -- the stage that it goes back to
    stage stage not null check (stage in ('self_evaluation', 'evaluation')),
    -- the stage that it was asked in
    asked_in stage not null,
    reason text not null check (length(reason) between 1 and 5000),
    requested_by uuid not null references people,
    requested_at timestamptz not null,
    approved boolean,
    answer text not null default '' check (length(answer) <= 5000),
    decided_by uuid references people,
    decided_at timestamptz,
    constraint reopenings_decided_whole check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (approved is null)),
    constraint reopenings_decided_by_another check (decided_by <> requested_by)
);
create index reopenings_appraisal on reopenings (appraisal_id);
create index reopenings_requested_by on reopenings (requested_by);
create index reopenings_decided_by on reopenings (decided_by);
create unique index reopenings_one_open on reopenings (appraisal_id) where decided_at is null;

-- A superior on the road or on leave names somebody who prepares and schedules for them, for a limited
-- time. Never deleted: who could see what, when, stays answerable.
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

-- What an earlier superior has to say: asked for by HR, a text and never a score, for whoever evaluates now.
-- The days that they were the superior stand beside it.
create type advice_kind as enum ('earlier_superior', 'final');
create table advices (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    author_id uuid not null references people,
    kind advice_kind not null,
    from_on date not null,
    until_on date not null,
    -- where the employee worked then
    department_id uuid references departments,
    position text not null default '',
    body text not null default '' check (length(body) <= 5000),
    version integer not null default 1,
    asked_by uuid references people,
    asked_at timestamptz not null,
    due_on date not null,
    submitted_at timestamptz,
    constraint advices_in_order check (until_on >= from_on),
    constraint advices_once unique (appraisal_id, author_id, kind)
);
create index advices_author on advices (author_id) where submitted_at is null;
create index advices_author_all on advices (author_id);
create index advices_asked_by on advices (asked_by);
create index advices_department on advices (department_id);
