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

-- When the two kinds of material were removed, and when the whole text was.
alter table appraisals
    add column working_purged_at timestamptz,
    add column input_purged_at timestamptz,
    add column erased_at timestamptz;
create index appraisals_ended on appraisals (stage_since) where stage in ('concluded', 'withdrawn');
alter table people add column anonymised_at timestamptz;
create index people_gone on people (left_on, id) where not active and anonymised_at is null;

-- Everybody who has a part in an appraisal or wrote in it under their own name.
create view appraisal_people as
select id as appraisal_id, appraisee_id as person_id from appraisals
union all
select id, superior_id from appraisals
union all
select id, facilitator_id from appraisals where facilitator_id is not null
union all
select appraisal_id, person_id from appraisal_superiors
union all
select appraisal_id, author_id from papers
union all
select appraisal_id, author_id from appraisal_notes
union all
select appraisal_id, author_id from advices
union all
select appraisal_id, author_id from colleague_answers where author_id is not null
union all
select appraisal_id, person_id from signatures
union all
select appraisal_id, witness_id from refusals where witness_id is not null
union all
select appraisal_id, from_id from stand_ins
union all
select d.appraisal_id, s.person_id from dispute_seats s join disputes d on d.id = s.dispute_id;

-- The appraisals that a hold reaches: a hold on a person reaches all of theirs, in whatever part. Few people are
-- under hold, so that each line begins with them.
create view held_appraisals as
with held as (select person_id from legal_holds where lifted_at is null and person_id is not null)
select appraisal_id from legal_holds where lifted_at is null and appraisal_id is not null
union
select a.id from held h join appraisals a on a.appraisee_id = h.person_id
union
select a.id from held h join appraisals a on a.superior_id = h.person_id
union
select a.id from held h join appraisals a on a.facilitator_id = h.person_id
union
select t.appraisal_id from held h join appraisal_superiors t on t.person_id = h.person_id
union
select p.appraisal_id from held h join papers p on p.author_id = h.person_id
union
select n.appraisal_id from held h join appraisal_notes n on n.author_id = h.person_id
union
select v.appraisal_id from held h join advices v on v.author_id = h.person_id
union
select w.appraisal_id from held h join colleague_answers w on w.author_id = h.person_id
union
select s.appraisal_id from held h join signatures s on s.person_id = h.person_id
union
select f.appraisal_id from held h join refusals f on f.witness_id = h.person_id
union
select i.appraisal_id from held h join stand_ins i on i.from_id = h.person_id
union
select d.appraisal_id from held h join dispute_seats s on s.person_id = h.person_id join disputes d on d.id = s.dispute_id;

-- Whose working material or colleagues' input is due, and whether a hold keeps it. The preview shows it and the
-- daily run removes it, so they cannot disagree. What ended and began again is due again. An appraisal that is
-- open, that may still be disputed or that somebody asks to open again is not in it at all.
create function purge_due(at timestamptz, today date)
returns table (appraisal_id uuid, working boolean, input boolean, held boolean)
language sql stable as $$
    select d.id, d.working, d.input, h.appraisal_id is not null
    from (
        select a.id,
            a.stage_since <= at - make_interval(months => t.working_months)
                and (a.working_purged_at is null or a.working_purged_at < a.stage_since) as working,
            a.stage_since <= at - make_interval(months => t.input_months)
                and (a.input_purged_at is null or a.input_purged_at < a.stage_since) as input
        from retention_terms t
        join appraisals a on a.stage in ('concluded', 'withdrawn')
            and a.stage_since <= at - make_interval(months => t.input_months)
        where (a.dispute_until is null or a.dispute_until < today)
          and not exists (select from reopenings r where r.appraisal_id = a.id and r.decided_at is null)
    ) d
    left join held_appraisals h on h.appraisal_id = d.id
    where d.working or d.input
$$;
