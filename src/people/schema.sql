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
