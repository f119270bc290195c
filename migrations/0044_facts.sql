-- What each side has done, once more: also a declared refusal, the agreed place, and whether there is a facilitator.
create or replace view deed_facts as
select a.id as appraisal_id,
    case a.stage
    when 'goals' then (select json_build_object(
            'goals_confirmed_by_employee', coalesce(bool_or(g.person_id = a.appraisee_id), false),
            'goals_confirmed_by_superior', coalesce(bool_or(g.person_id = a.superior_id), false))
        from goal_confirmations g where g.appraisal_id = a.id)
    when 'preparation' then (select json_build_object(
            'employee_prepared', exists (select from papers where appraisal_id = a.id
                and kind = 'employee_preparation' and submitted_at is not null),
            'superior_prepared', exists (select from papers where appraisal_id = a.id
                and kind = 'superior_preparation' and submitted_at is not null),
            'proposed', i.starts_at is not null,
            'agreed', i.confirmed_at is not null,
            'wish', coalesce(i.wish, '') <> '',
            'starts_at', to_char(i.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
            'minutes', coalesce(i.minutes, 0),
            'place_kind', coalesce(i.place_kind::text, ''),
            'place', coalesce(i.place, ''),
            'without_facilitator', a.facilitator_id is null)
        from (select) nothing left join interviews i on i.appraisal_id = a.id)
    when 'sign_off' then (select json_build_object(
            'signed_by_employee', exists (select from signatures n where n.appraisal_id = a.id
                and n.record_version = r.version and n.party = 'appraisee'),
            'signed_by_superior', exists (select from signatures n where n.appraisal_id = a.id
                and n.record_version = r.version and n.party = 'superior'),
            'refusal_declared', exists (select from signatures n where n.appraisal_id = a.id
                and n.record_version = r.version and n.party = 'appraisee' and n.choice = 'refuse'),
            'refusal_recorded', exists (select from refusals n where n.appraisal_id = a.id
                and n.record_version = r.version and n.witnessed_at is null),
            'without_facilitator', a.facilitator_id is null)
        from (select max(version) as version from records where appraisal_id = a.id) r)
    when 'dispute' then (select json_build_object('dispute', phase) from dispute_phases where appraisal_id = a.id)
    end as facts
from appraisals a;

-- The plan of an appraisal that was opened again rests until its new record is there, in the figures as in the ledger.
create function plan_stands(stage) returns boolean language sql immutable as $$ select $1 in ('sign_off', 'dispute', 'concluded') $$;

create or replace function count_changed_appraisals() returns trigger language plpgsql as $$
begin
    insert into standing
    select cycle_id, department_id, stage, due_on, grade, provisional, sum(n)
    from (
        select cycle_id, department_id, stage, due_on, grade, provisional, -1 as n from gone
        union all
        select cycle_id, department_id, stage, due_on, grade, provisional, 1 from brought
    ) c group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0;
    -- the plan goes along to another department, and rests or stands with its appraisal
    insert into plan_standing
    select c.cycle_id, c.department_id, p.status, p.due_on, sum(c.n)
    from (
        select b.id, x.cycle_id, x.department_id, x.n
        from brought b join gone g on g.id = b.id
            and (g.department_id is distinct from b.department_id or plan_stands(g.stage) <> plan_stands(b.stage))
        cross join lateral (values (g.cycle_id, g.department_id, -1, plan_stands(g.stage)),
            (b.cycle_id, b.department_id, 1, plan_stands(b.stage))) x (cycle_id, department_id, n, stands)
        where x.stands
    ) c join plan_items p on p.appraisal_id = c.id
    group by 1, 2, 3, 4;
    return null;
end $$;

create or replace function count_plan_items() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        insert into plan_standing
        select a.cycle_id, a.department_id, g.status, g.due_on, -count(*)
        from gone g join appraisals a on a.id = g.appraisal_id and plan_stands(a.stage) group by 1, 2, 3, 4;
    end if;
    if tg_op <> 'DELETE' then
        insert into plan_standing
        select a.cycle_id, a.department_id, b.status, b.due_on, count(*)
        from brought b join appraisals a on a.id = b.appraisal_id and plan_stands(a.stage) group by 1, 2, 3, 4;
    end if;
    return null;
end $$;

delete from plan_standing;
insert into plan_standing
select a.cycle_id, a.department_id, p.status, p.due_on, count(*)
from plan_items p join appraisals a on a.id = p.appraisal_id and plan_stands(a.stage) group by 1, 2, 3, 4;
