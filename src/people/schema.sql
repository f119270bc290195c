-- Open departments in the order of the tree, each level moved in, as selects show them.
create view department_tree as
with recursive tree as (
    select id, name, array[name] as path, 0 as depth from departments
    where closed_on is null and (parent_id is null or parent_id in (select id from departments where closed_on is not null))
    union all
    select d.id, d.name, t.path || d.name, t.depth + 1
    from departments d join tree t on d.parent_id = t.id where d.closed_on is null
)
select id, name, repeat(U&'\2003', depth) || name as label, path, depth from tree;

-- Somebody and everybody above them: of these they may change nothing that decides who evaluates them (`people::own_case`).
-- Nobody until a first cycle was launched.
create function own_case(of uuid) returns setof uuid stable language sql as $$
    with recursive chain as (
        select id, superior_id, 0 as depth from people where id = of and exists (select from cycles where launched_at is not null)
        union all
        select s.id, s.superior_id, c.depth + 1 from chain c join people s on s.id = c.superior_id where c.depth < 100
    )
    select id from chain
$$;

-- The same with what decides it, as text that is another one as soon as any of it is another.
create function own_case_facts(of uuid) returns text stable language sql as $$
    select string_agg(concat_ws(' ', p.id, p.superior_id, p.active, p.left_on,
        case when p.id = of then concat_ws(' ', p.level, p.department_id)
            else (select string_agg(concat_ws(' ', a.id, a.from_on, a.until_on, a.acting_id), ',' order by a.id)
                  from absences a where a.person_id = p.id and a.cancelled_at is null) end,
        (select concat_ws(' ', l.superior_id, l.since) from reporting_lines l where l.person_id = p.id and l.planned)), ';' order by p.id)
    from own_case(of) o (id) join people p on p.id = o.id
$$;
