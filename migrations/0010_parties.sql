-- Who may see an appraisal, and as what. Every load and every list of appraisals joins this view;
-- a person who is not in it for a row cannot load that row at all. A role never reaches the
-- person's own appraisal, nor one that they are the superior of.
create type relation as enum ('appraisee', 'superior', 'facilitator', 'hr', 'clerk', 'committee');

create view parties as
select id as appraisal_id, appraisee_id as person_id, 'appraisee'::relation as relation from appraisals
union all
select id, superior_id, 'superior' from appraisals
union all
select id, facilitator_id, 'facilitator' from appraisals where facilitator_id is not null
union all
select a.id, r.person_id, 'hr'
from appraisals a
join person_roles r on r.role = 'hr' and r.person_id not in (a.appraisee_id, a.superior_id)
union all
select a.id, c.person_id, 'clerk'
from appraisals a
join clerk_departments c on c.department_id = a.department_id and c.person_id not in (a.appraisee_id, a.superior_id)
join person_roles r on r.person_id = c.person_id and r.role = 'clerk'
union all
select d.appraisal_id, s.person_id, 'committee'
from disputes d
join appraisals a on a.id = d.appraisal_id
join dispute_seats s on s.dispute_id = d.id
    and s.person_id not in (a.appraisee_id, a.superior_id)
    and s.person_id is distinct from a.facilitator_id
    and s.person_id is distinct from a.next_superior_id;
