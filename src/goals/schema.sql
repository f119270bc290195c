-- Every version of the goals stays, until the period for working material is over.
create trigger goal_versions_append_only before update or delete on goal_versions
    for each row execute function refuse_change_but_removal();

-- The goals of an appraisal as one document, the same for whoever reads them beside something else.
create view goal_lists as
select g.appraisal_id, jsonb_agg(jsonb_build_object(
        'key', g.key, 'title', g.title, 'serves', g.serves, 'aim', g.company_goal_id, 'weight', g.weight::text,
        'target', g.target::text, 'unit', g.unit, 'direction', g.direction, 'measured_by', g.measured_by,
        'due_on', g.due_on, 'indicator', g.indicator) order by g.position, g.key) as goals
from goals g where g.retired_at is null group by g.appraisal_id;
