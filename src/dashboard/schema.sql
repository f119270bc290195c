-- The counts that the dashboard reads, kept with every change of an appraisal or of a plan.

create function count_new_appraisals() returns trigger language plpgsql as $$
begin
    insert into appraisal_counts
    select cycle_id, department_id, stage, due_on, grade, provisional, count(*) from brought group by 1, 2, 3, 4, 5, 6;
    return null;
end $$;
create trigger appraisals_counted_new after insert on appraisals
    referencing new table as brought for each statement execute function count_new_appraisals();

create function count_changed_appraisals() returns trigger language plpgsql as $$
begin
    insert into appraisal_counts
    select cycle_id, department_id, stage, due_on, grade, provisional, sum(n)
    from (
        select cycle_id, department_id, stage, due_on, grade, provisional, -1 as n from gone
        union all
        select cycle_id, department_id, stage, due_on, grade, provisional, 1 from brought
    ) c group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0;
    -- the plan goes along to another department, and rests or stands with its appraisal
    insert into plan_counts
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
create trigger appraisals_counted_changed after update on appraisals
    referencing old table as gone new table as brought for each statement execute function count_changed_appraisals();

create function count_plan_items() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        insert into plan_counts
        select a.cycle_id, a.department_id, g.status, g.due_on, -count(*)
        from gone g join appraisals a on a.id = g.appraisal_id and plan_stands(a.stage) group by 1, 2, 3, 4;
    end if;
    if tg_op <> 'DELETE' then
        insert into plan_counts
        select a.cycle_id, a.department_id, b.status, b.due_on, count(*)
        from brought b join appraisals a on a.id = b.appraisal_id and plan_stands(a.stage) group by 1, 2, 3, 4;
    end if;
    return null;
end $$;
create trigger plan_items_counted_new after insert on plan_items
    referencing new table as brought for each statement execute function count_plan_items();
create trigger plan_items_counted_changed after update on plan_items
    referencing old table as gone new table as brought for each statement execute function count_plan_items();
create trigger plan_items_counted_gone after delete on plan_items
    referencing old table as gone for each statement execute function count_plan_items();
