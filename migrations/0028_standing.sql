-- How many appraisals stand where, so that the dashboard costs the same for a hundred people as for a
-- hundred thousand. Kept by the database itself, in the transaction of every change: each change adds
-- what it took away and what it brought (count -1, count 1), so that no two of them wait for each other;
-- a reader sums up, and housekeeping folds the rows of a cycle into one per group from time to time.
create table standing (
    cycle_id uuid not null references cycles,
    department_id uuid references departments,
    stage stage not null,
    due_on date,
    grade smallint,
    provisional boolean not null,
    count bigint not null
);
create index standing_cycle on standing (cycle_id);
create index standing_department on standing (department_id);

-- The same for the items of improvement plans, under the cycle and department of their appraisal.
create table plan_standing (
    cycle_id uuid not null references cycles,
    department_id uuid references departments,
    status plan_status not null,
    due_on date not null,
    count bigint not null
);
create index plan_standing_cycle on plan_standing (cycle_id);
create index plan_standing_department on plan_standing (department_id);

insert into standing
select cycle_id, department_id, stage, due_on, grade, provisional, count(*) from appraisals group by 1, 2, 3, 4, 5, 6;
insert into plan_standing
select a.cycle_id, a.department_id, p.status, p.due_on, count(*)
from plan_items p join appraisals a on a.id = p.appraisal_id group by 1, 2, 3, 4;

create function count_new_appraisals() returns trigger language plpgsql as $$
begin
    insert into standing
    select cycle_id, department_id, stage, due_on, grade, provisional, count(*) from brought group by 1, 2, 3, 4, 5, 6;
    return null;
end $$;
create trigger appraisals_counted_new after insert on appraisals
    referencing new table as brought for each statement execute function count_new_appraisals();

create function count_changed_appraisals() returns trigger language plpgsql as $$
begin
    insert into standing
    select cycle_id, department_id, stage, due_on, grade, provisional, sum(n)
    from (
        select cycle_id, department_id, stage, due_on, grade, provisional, -1 as n from gone
        union all
        select cycle_id, department_id, stage, due_on, grade, provisional, 1 from brought
    ) c group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0;
    -- the plan goes along to another department
    insert into plan_standing
    select c.cycle_id, c.department_id, p.status, p.due_on, sum(c.n)
    from (
        select b.id, x.cycle_id, x.department_id, x.n
        from brought b join gone g on g.id = b.id and g.department_id is distinct from b.department_id
        cross join lateral (values (g.cycle_id, g.department_id, -1), (b.cycle_id, b.department_id, 1)) x (cycle_id, department_id, n)
    ) c join plan_items p on p.appraisal_id = c.id
    group by 1, 2, 3, 4;
    return null;
end $$;
create trigger appraisals_counted_changed after update on appraisals
    referencing old table as gone new table as brought for each statement execute function count_changed_appraisals();

create function count_plan_items() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        insert into plan_standing
        select a.cycle_id, a.department_id, g.status, g.due_on, -count(*)
        from gone g join appraisals a on a.id = g.appraisal_id group by 1, 2, 3, 4;
    end if;
    if tg_op <> 'DELETE' then
        insert into plan_standing
        select a.cycle_id, a.department_id, b.status, b.due_on, count(*)
        from brought b join appraisals a on a.id = b.appraisal_id group by 1, 2, 3, 4;
    end if;
    return null;
end $$;
create trigger plan_items_counted_new after insert on plan_items
    referencing new table as brought for each statement execute function count_plan_items();
create trigger plan_items_counted_changed after update on plan_items
    referencing old table as gone new table as brought for each statement execute function count_plan_items();
create trigger plan_items_counted_gone after delete on plan_items
    referencing old table as gone for each statement execute function count_plan_items();
