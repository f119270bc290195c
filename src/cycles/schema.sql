-- Whoever remembers what a cycle lays down learns of every change by its edition.
create function renew_edition() returns trigger language plpgsql as $$
begin
    new.edition = gen_random_uuid();
    return new;
end $$;

create trigger cycles_edition before update on cycles for each row execute function renew_edition();

-- One of some people who is neither of two, always the same for the same person, spread evenly.
create function third_of(ids uuid[], seed uuid, a uuid, b uuid)
returns uuid language sql immutable parallel safe as $$
    select case
        when coalesce(cardinality(ids), 0) = 0 then null
        when ids[1 + (hashtext(seed::text) & 1048575) % cardinality(ids)] not in (a, coalesce(b, a))
            then ids[1 + (hashtext(seed::text) & 1048575) % cardinality(ids)]
        when ids[1 + ((hashtext(seed::text) & 1048575) + 1) % cardinality(ids)] not in (a, coalesce(b, a))
            then ids[1 + ((hashtext(seed::text) & 1048575) + 1) % cardinality(ids)]
        when ids[1 + ((hashtext(seed::text) & 1048575) + 2) % cardinality(ids)] not in (a, coalesce(b, a))
            then ids[1 + ((hashtext(seed::text) & 1048575) + 2) % cardinality(ids)]
    end
$$;

-- Who would get an appraisal in a cycle, from whom, and who falls out and why. The preview shows it, the
-- launch keeps it in cycle_members, and people added later are taken from it: so they cannot disagree.
--   place: direct, level_up (the superior is inactive: the next active one up the line), named take part;
--          inactive, exempt, other_level, hired_outside, short_service, no_superior fall out.
--   facilitator: an HR person for managers, the department's clerk for everybody else, else an HR
--          person; never the appraisee or the superior; spread evenly and always the same way. A test holds this to
--          the law.
-- A whole company at once: every step is set-based, nothing is asked for person by person.
create function cycle_people(which uuid)
returns table (person_id uuid, department_id uuid, "position" text, level level, superior_id uuid, next_superior_id uuid,
    facilitator_id uuid, reviewer_id uuid, exempt_reason text, include_reason text, first_due date, hired_on date, place text)
language sql stable rows 10000 as $$
with recursive reach (id) as (
    select department_id from cycle_departments where cycle_id = which
    union
    select d.id from reach join departments d on d.parent_id = reach.id
    where (select with_below from cycles where id = which)
), pool as materialized (
    select p.id, p.department_id, p.position, p.level, p.superior_id, p.active, p.hired_on,
        x.reviewer_id, x.exempt_reason, x.include_reason, x.first_due
    from people p
    left join cycle_exceptions x on x.cycle_id = which and x.person_id = p.id
    where p.department_id in (select id from reach) or x.include_reason is not null
), line (start, id, superior_id, active, depth) as (
    -- up from every inactive superior to the next active one
    select s.id, s.id, s.superior_id, s.active, 0
    from people s where not s.active and s.id in (select superior_id from pool)
    union all
    select l.start, u.id, u.superior_id, u.active, l.depth + 1
    from line l join people u on u.id = l.superior_id
    where not l.active and l.depth < 30
), up as (
    select distinct on (start) start, id from line where active order by start, depth
), hr as (
    select array_agg(r.person_id order by r.person_id) as ids
    from person_roles r join people h on h.id = r.person_id and h.active where r.role = 'hr'
), clerks as (
    select k.department_id, array_agg(k.person_id order by k.person_id) as ids
    from clerk_departments k
    join person_roles r on r.person_id = k.person_id and r.role = 'clerk'
    join people h on h.id = k.person_id and h.active
    group by k.department_id
), led as (
    select pool.*, case
            when r.active then r.id
            when s.active then s.id
            else nullif(up.id, pool.id)
        end as leader, coalesce(r.active, false) as is_named, coalesce(s.active, false) as is_direct
    from pool
    left join people r on r.id = pool.reviewer_id
    left join people s on s.id = pool.superior_id
    left join up on up.start = pool.superior_id
)
select l.id, l.department_id, l.position, l.level, l.leader, nullif(n.superior_id, l.id),
    case when c.with_facilitator then coalesce(
        case when l.level = 'staff' then third_of(k.ids, l.id, l.id, l.leader) end,
        third_of(hr.ids, l.id, l.id, l.leader)) end,
    l.reviewer_id, l.exempt_reason, l.include_reason, l.first_due, l.hired_on,
    case
        when not l.active then 'inactive'
        when l.exempt_reason is not null then 'exempt'
        when l.include_reason is null and cardinality(c.levels) > 0 and l.level <> all (c.levels) then 'other_level'
        when l.include_reason is null and (c.hired_from is not null or c.hired_to is not null)
            and not coalesce(l.hired_on >= coalesce(c.hired_from, '-infinity') and l.hired_on <= coalesce(c.hired_to, 'infinity'), false)
            then 'hired_outside'
        when l.include_reason is null and c.least_months > 0
            and l.hired_on + make_interval(months => c.least_months) > coalesce(c.service_on, c.ends_on) then 'short_service'
        when l.leader is null then 'no_superior'
        when l.is_named then 'named'
        when l.is_direct then 'direct'
        else 'level_up'
    end
from led l
cross join (select * from cycles where id = which) c
cross join hr
left join people n on n.id = l.leader
left join clerks k on k.department_id = l.department_id
$$;
