-- Whose words the employee's view of a parked point are: once written by the employee, only they change it.
alter table parked_points add column employee_wrote boolean not null default false;
update parked_points k set employee_wrote = true
from appraisals a
where a.id = k.appraisal_id and k.employee_view <> ''
  and exists (select from events e
      where e.stream = a.id and e.kind = 'item_parked' and e.actor_id = a.appraisee_id and e.detail::jsonb ->> 'item' = k.item);
