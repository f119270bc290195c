-- A closed session shows every member as it was on that day, changed or not: later work on an appraisal, and another
-- superior, leave it alone.
alter table calibration_members add column superior_id uuid references people;
create index calibration_members_superior on calibration_members (superior_id);
comment on column calibration_members.superior_id is 'the superior when the session was closed';

-- Sessions that were closed before stay as they stand now.
update calibration_members m set superior_id = a.superior_id,
    total_before = coalesce(m.total_before, a.total), grade_before = coalesce(m.grade_before, a.grade),
    total_after = coalesce(m.total_after, a.total), grade_after = coalesce(m.grade_after, a.grade)
from calibrations c, appraisals a
where c.id = m.calibration_id and c.status <> 'open' and a.id = m.appraisal_id;
