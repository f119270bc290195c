-- Who takes part in a cycle, by when, and what happens to people while it runs.
create type cycle_kind as enum ('annual', 'half_year', 'quarterly', 'probation', 'other');

alter table cycles
    -- nobody is in two running cycles of one kind at the same time
    add column kind cycle_kind not null default 'other',
    -- departments below the chosen ones are in it too
    add column with_below boolean not null default false,
    -- empty: every level
    add column levels level[] not null default '{}',
    add column hired_from date,
    add column hired_to date,
    add constraint cycles_hired_in_order check (hired_to >= hired_from),
    -- months of service that somebody needs to be rated, counted on that day; 0: none
    add column least_months integer not null default 0 check (least_months between 0 and 120),
    add column service_on date,
    -- deadlines that are counted in working days, by name: {"self_due": {"days": 10, "after": "previous"}}; the
    -- dates beside them are what they come to
    add column due_rules jsonb not null default '{}',
    add column paused_on date,
    add column paused_reason text,
    add column closed_at timestamptz,
    add constraint cycles_paused_has_day check (
        (status = 'paused') = (paused_on is not null) and (paused_on is null) = (paused_reason is null)),
    add constraint cycles_closed_has_date check (status <> 'closed' or closed_at is not null);
-- for the look at who is in another cycle of the same time
create index cycles_status on cycles (status, kind);

-- somebody is taken in by name: from elsewhere, or in spite of a rule; perhaps with a later first deadline
alter table cycle_exceptions
    add column include_reason text check (length(include_reason) between 1 and 1000),
    add column first_due date,
    drop constraint cycle_exceptions_one_decision,
    add constraint cycle_exceptions_one_decision check (
        num_nonnulls(reviewer_id, include_reason) > 0 and exempt_reason is null
        or exempt_reason is not null and num_nonnulls(reviewer_id, include_reason) = 0),
    add constraint cycle_exceptions_due_of_included check (first_due is null or include_reason is not null);

-- Who stood where at the launch, and when somebody came later: what the launch works off, and what is known
-- of those who fell out.
create table cycle_members (
    cycle_id uuid not null references cycles,
    seq bigint generated always as identity,
    person_id uuid not null references people,
    place text not null,
    department_id uuid references departments,
    position text not null default '',
    level level not null,
    superior_id uuid references people,
    next_superior_id uuid references people,
    facilitator_id uuid references people,
    reason text not null default '',
    -- a late starter's own deadlines, by name
    own_deadlines jsonb not null default '{}',
    primary key (cycle_id, person_id)
);
create index cycle_members_order on cycle_members (cycle_id, seq);
create index cycle_members_person on cycle_members (person_id);
create index cycle_members_department on cycle_members (department_id);
create index cycle_members_superior on cycle_members (superior_id);
create index cycle_members_next_superior on cycle_members (next_superior_id);
create index cycle_members_facilitator on cycle_members (facilitator_id);

alter table appraisals
    -- deadlines of this appraisal that differ from the cycle's, by name
    add column own_deadlines jsonb not null default '{}',
    -- what kind of end a withdrawal was
    add column withdrawn_as text check (withdrawn_as in ('left', 'cancelled', 'short_service', 'long_leave', 'exempt', 'other')),
    -- HR did the employee's step for them: who, why, and what is known of their view
    add column behalf_by uuid references people,
    add column behalf_reason text,
    add column behalf_text text,
    add constraint appraisals_behalf_whole check (
        (behalf_by is null) = (behalf_reason is null) and (behalf_by is null) = (behalf_text is null));
create index appraisals_behalf on appraisals (behalf_by);
-- what the start page tells of lately
create index appraisals_withdrawn on appraisals (stage_since) where stage = 'withdrawn';

-- What an earlier superior has to say: asked for by HR, a text and never a score, for whoever evaluates now.
-- The days that they were the superior stand beside it.
create type advice_kind as enum ('earlier_superior', 'final');
create table advices (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    author_id uuid not null references people,
    kind advice_kind not null,
    from_on date not null,
    until_on date not null,
    -- where the employee worked then
    department_id uuid references departments,
    position text not null default '',
    body text not null default '' check (length(body) <= 5000),
    version integer not null default 1,
    asked_by uuid references people,
    asked_at timestamptz not null,
    due_on date not null,
    submitted_at timestamptz,
    constraint advices_in_order check (until_on >= from_on),
    constraint advices_once unique (appraisal_id, author_id, kind)
);
create index advices_author on advices (author_id) where submitted_at is null;
create index advices_author_all on advices (author_id);
create index advices_asked_by on advices (asked_by);
create index advices_department on advices (department_id);

-- The hash of an event over the very text that the program hashes, so that thousands of chains are
-- begun or gone on with in one statement.
create function event_hash(prev text, stream uuid, seq bigint, at timestamptz, actor uuid, kind text, detail text)
returns text language sql stable parallel safe as $$
    select encode(sha256(convert_to(prev || E'\n' || stream::text || E'\n' || seq::text || E'\n'
        || (extract(epoch from at) * 1000000)::bigint::text || E'\n' || coalesce(actor::text, '') || E'\n' || kind || E'\n' || detail,
        'UTF8')), 'hex')
$$;

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
--          person; never the appraisee or the superior; spread evenly and always the same way.
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

drop view cycle_population;
