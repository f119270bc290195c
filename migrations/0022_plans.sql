-- The improvement plan lives on after its appraisal is concluded.
create type cause as enum ('resources', 'process', 'ability');
create type plan_status as enum ('draft', 'open', 'reported', 'accepted', 'dropped');

create table plan_items (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    -- the indicator it answers, where there is one
    item text not null default '' check (length(item) <= 200),
    what text not null check (length(what) between 1 and 1000),
    cause cause not null,
    measure text not null check (length(measure) between 1 and 1000),
    support text not null default '' check (length(support) <= 1000),
    support_by uuid references people,
    owner_id uuid not null references people,
    due_on date not null,
    criteria text not null check (length(criteria) between 1 and 1000),
    status plan_status not null default 'draft',
    version integer not null default 1
);
create index plan_items_appraisal on plan_items (appraisal_id);
create index plan_items_owner on plan_items (owner_id, status);
create index plan_items_support_by on plan_items (support_by);
create index plan_items_due on plan_items (due_on) where status in ('open', 'reported');
-- read by day, a page at a time
create index plan_items_listed on plan_items (due_on, id) where status not in ('draft', 'dropped');

create table plan_entries (
    id uuid primary key default gen_random_uuid(),
    plan_item_id uuid not null references plan_items,
    author_id uuid not null references people,
    at timestamptz not null,
    kind text not null check (kind in ('progress', 'done', 'accepted', 'more_work', 'extended')),
    words text not null default '' check (length(words) <= 5000)
);
create index plan_entries_item on plan_entries (plan_item_id, at);
create index plan_entries_author on plan_entries (author_id);
