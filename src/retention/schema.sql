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

-- From which day somebody who left may be anonymised: the first of which the periods say that it is over.
create view leavers_due as
with held as materialized (
    -- few, so one look into each table for each of them
    select q.person_id from held_appraisals h
    cross join lateral (select person_id from appraisal_people where appraisal_id = h.appraisal_id offset 0) q
)
select p.id as person_id, u.day + case when u.day - make_interval(months => t.record_months) < p.left_on then 1 else 0 end as due_on
from retention_terms t
join people p on not p.active and p.anonymised_at is null and p.left_on is not null
cross join lateral (select (p.left_on + make_interval(months => t.record_months))::date as day) u
where not exists (select from legal_holds where person_id = p.id and lifted_at is null)
  and p.id not in (select person_id from held);
