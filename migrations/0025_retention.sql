-- What is kept how long: the company's periods, legal holds, and what was removed. One row of periods; nothing
-- is removed before HR has set them once.
create table retention_terms (
    one boolean primary key default true check (one),
    -- months after somebody has left, for what was signed and what belongs to it
    record_months integer not null default 24 constraint retention_record_months check (record_months between 24 and 600),
    -- months after an appraisal ended, for working material
    working_months integer not null default 6 constraint retention_working_months check (working_months between 1 and 120),
    -- and for what colleagues wrote, which never outlives it
    input_months integer not null default 3 constraint retention_input_months check (input_months between 1 and working_months),
    set_at timestamptz,
    set_by uuid references people,
    reason text not null default '' check (length(reason) <= 1000),
    version integer not null default 1,
    constraint retention_set_whole check ((set_at is null) = (set_by is null))
);
create index retention_terms_set_by on retention_terms (set_by);
insert into retention_terms default values;

-- Nothing of a person or an appraisal under hold is removed. A lifted hold stays as a line.
create table legal_holds (
    id uuid primary key default gen_random_uuid(),
    person_id uuid references people,
    appraisal_id uuid references appraisals,
    reason text not null check (length(reason) between 1 and 1000),
    placed_by uuid not null references people,
    placed_at timestamptz not null,
    lifted_by uuid references people,
    lifted_at timestamptz,
    lift_reason text not null default '' check (length(lift_reason) <= 1000),
    constraint legal_holds_of_one_thing check (num_nonnulls(person_id, appraisal_id) = 1),
    constraint legal_holds_lifted_whole check ((lifted_at is null) = (lifted_by is null))
);
create index legal_holds_person on legal_holds (person_id);
create index legal_holds_appraisal on legal_holds (appraisal_id);
create index legal_holds_placed_by on legal_holds (placed_by);
create index legal_holds_lifted_by on legal_holds (lifted_by);
create index legal_holds_placed on legal_holds (placed_at desc, id desc);
create unique index legal_holds_one_person on legal_holds (person_id) where lifted_at is null and person_id is not null;
create unique index legal_holds_one_appraisal on legal_holds (appraisal_id) where lifted_at is null and appraisal_id is not null;

-- What was removed, by the daily run or by somebody. Counts by kind, never content.
create type retention_run_kind as enum ('purge', 'anonymise');
create table retention_runs (
    id uuid primary key default gen_random_uuid(),
    kind retention_run_kind not null,
    at timestamptz not null,
    -- none: the daily run
    by_id uuid references people,
    reason text not null default '' check (length(reason) <= 1000),
    people integer not null default 0,
    appraisals integer not null default 0,
    counts jsonb not null default '{}'
);
create index retention_runs_at on retention_runs (at desc, id desc);
create index retention_runs_by on retention_runs (by_id);

-- which removal took the text of an event or of a record
alter table events add foreign key (sealed_by) references retention_runs;
alter table records add foreign key (removed_by) references retention_runs;
