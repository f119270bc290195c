-- Who is party to an appraisal by what stands on it or by delegation, with what one asks of it first: the start
-- page reads this, and `parties` is composed of it.
create view participants as
select id, cycle_id, stage, due_on, appraisee_id, superior_id, facilitator_id, appraisee_id as person_id, 'appraisee'::relation as relation
from appraisals
union all
select id, cycle_id, stage, due_on, appraisee_id, superior_id, facilitator_id, superior_id, 'superior' from appraisals
union all
select id, cycle_id, stage, due_on, appraisee_id, superior_id, facilitator_id, facilitator_id, 'facilitator' from appraisals
where facilitator_id is not null
union all
select a.id, a.cycle_id, a.stage, a.due_on, a.appraisee_id, a.superior_id, a.facilitator_id, d.delegate_id, 'delegate'
from delegations d
join appraisals a on a.superior_id = d.delegator_id and a.appraisee_id <> d.delegate_id
where d.revoked_at is null and d.since <= now() and d.until > now();

-- A seat is its holder's only while they hold the committee's role: whoever lost it no longer reads, votes or counts.
create view committee_seats as
select d.appraisal_id, s.dispute_id, s.person_id, s.vote
from dispute_seats s
join disputes d on d.id = s.dispute_id
join appraisals a on a.id = d.appraisal_id
    and s.person_id not in (a.appraisee_id, a.superior_id)
    and s.person_id is distinct from a.facilitator_id
    and s.person_id is distinct from a.next_superior_id
join person_roles r on r.person_id = s.person_id and r.role = 'committee'
where not exists (select from appraisal_superiors t where t.appraisal_id = a.id and t.person_id = s.person_id);

create or replace view parties as
select id as appraisal_id, person_id, relation from participants
union all
select a.id, r.person_id, 'hr'
from appraisals a
join person_roles r on r.role = 'hr' and r.person_id not in (a.appraisee_id, a.superior_id)
where not exists (select from appraisal_superiors t where t.appraisal_id = a.id and t.person_id = r.person_id)
union all
select a.id, c.person_id, 'clerk'
from appraisals a
join clerk_departments c on c.department_id = a.department_id and c.person_id not in (a.appraisee_id, a.superior_id)
join person_roles r on r.person_id = c.person_id and r.role = 'clerk'
where not exists (select from appraisal_superiors t where t.appraisal_id = a.id and t.person_id = c.person_id)
union all
select appraisal_id, person_id, 'committee' from committee_seats
union all
select t.appraisal_id, t.person_id, 'co_superior'
from appraisal_superiors t
join appraisals a on a.id = t.appraisal_id and t.person_id not in (a.appraisee_id, a.superior_id)
union all
select q.appraisal_id, q.colleague_id, 'colleague'
from colleague_requests q
join appraisals a on a.id = q.appraisal_id and q.colleague_id not in (a.appraisee_id, a.superior_id)
where q.state in ('asked', 'accepted');
