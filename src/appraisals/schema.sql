-- Who is party to an appraisal, and what of it is looked for only where there is something.

-- Every submitted text is kept, until the period for working material is over.
create trigger submissions_append_only before update or delete on submissions
    for each row execute function refuse_change_but_removal();

-- The mark on an appraisal that has what few have. Set with the first row and never taken back: a stale one costs a
-- look, never an answer. Without it the query behind every page of an appraisal takes 1.27 times as long.
create function mark_annexed() returns trigger language plpgsql as $$
begin
    update appraisals set annexed = true where not annexed and id in (select appraisal_id from brought);
    return null;
end $$;

create trigger superiors_mark after insert on appraisal_superiors
    referencing new table as brought for each statement execute function mark_annexed();
create trigger requests_mark after insert on colleague_requests
    referencing new table as brought for each statement execute function mark_annexed();
create trigger advices_mark after insert on advices
    referencing new table as brought for each statement execute function mark_annexed();
create trigger reopenings_mark after insert on reopenings
    referencing new table as brought for each statement execute function mark_annexed();
create trigger disputes_mark after insert on disputes
    referencing new table as brought for each statement execute function mark_annexed();

-- Who is party to an appraisal by what stands on it or by delegation, with what one asks of it first: the start
-- page reads this, and `parties` is composed of it.
create view participants as
select id, cycle_id, stage, due_on, appraisee_id, superior_id, facilitator_id, appraisee_id as person_id, 'appraisee'::relation as relation
from appraisals
union all
select id, cycle_id, stage, due_on, appraisee_id, superior_id, facilitator_id, superior_id, 'superior' from appraisals
union all
select id, cycle_id, stage, due_on, appraisee_id, superior_id, facilitator_id, facilitator_id, 'facilitator' from appraisals
where facilitator_id is not null
union all
select a.id, a.cycle_id, a.stage, a.due_on, a.appraisee_id, a.superior_id, a.facilitator_id, d.delegate_id, 'delegate'
from delegations d
join appraisals a on a.superior_id = d.delegator_id and a.appraisee_id <> d.delegate_id
where d.revoked_at is null and d.since <= now() and d.until > now();

-- What is said about an evaluation that is not released is as closed to the employee as the evaluation itself: a request
-- of somebody else to open it again, made before the interview, until the interview is over.
create view closed_reopenings as
select r.id, r.appraisal_id, a.appraisee_id
from reopenings r
join appraisals a on a.id = r.appraisal_id and a.stage not in ('sign_off', 'dispute', 'concluded')
where r.stage = 'evaluation' and r.asked_in in ('review', 'preparation') and r.requested_by <> a.appraisee_id;

-- A seat is its holder's only while they hold the committee's role: whoever lost it no longer reads, votes or counts.
create view committee_seats as
select d.appraisal_id, s.dispute_id, s.person_id, s.vote
from dispute_seats s
join disputes d on d.id = s.dispute_id
join appraisals a on a.id = d.appraisal_id
    and s.person_id not in (a.appraisee_id, a.superior_id)
    and s.person_id is distinct from a.facilitator_id
    and s.person_id is distinct from a.next_superior_id
join person_roles r on r.person_id = s.person_id and r.role = 'committee'
where not exists (select from appraisal_superiors t where t.appraisal_id = a.id and t.person_id = s.person_id);

-- Who may see an appraisal, and as what. Every load and every list of appraisals joins this view;
-- a person who is not in it for a row cannot load that row at all. A role never reaches an appraisal that its
-- holder has a part in: their own, or one that they are a superior of.
create view parties as
select id as appraisal_id, person_id, relation from participants
union all
select a.id, r.person_id, 'hr'
from appraisals a
join person_roles r on r.role = 'hr' and r.person_id not in (a.appraisee_id, a.superior_id)
where not exists (select from appraisal_superiors t where t.appraisal_id = a.id and t.person_id = r.person_id)
union all
select a.id, c.person_id, 'clerk'
from appraisals a
join clerk_departments c on c.department_id = a.department_id and c.person_id not in (a.appraisee_id, a.superior_id)
join person_roles r on r.person_id = c.person_id and r.role = 'clerk'
where not exists (select from appraisal_superiors t where t.appraisal_id = a.id and t.person_id = c.person_id)
union all
select appraisal_id, person_id, 'committee' from committee_seats
union all
select t.appraisal_id, t.person_id, 'co_superior'
from appraisal_superiors t
join appraisals a on a.id = t.appraisal_id and t.person_id not in (a.appraisee_id, a.superior_id)
union all
select q.appraisal_id, q.colleague_id, 'colleague'
from colleague_requests q
join appraisals a on a.id = q.appraisal_id and q.colleague_id not in (a.appraisee_id, a.superior_id)
where q.state in ('asked', 'accepted');

-- On whose desk an open dispute lies.
create view dispute_phases as
select appraisal_id,
    (case when status = 'referred' then 'hearing' when answered_at is not null then 'consider' else 'answer' end)::dispute_phase as phase
from disputes
where status in ('opened', 'referred');

-- What each party of an appraisal has done already; `appraisals::deeds` says what is left to do.
create view deed_facts as
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
            'refusal_declared', exists (select from declared_refusals n where n.appraisal_id = a.id
                and n.record_version = r.version and n.taken_back_at is null
                and not exists (select from signatures s where s.appraisal_id = a.id
                    and s.record_version = r.version and s.party = 'appraisee')),
            'refusal_recorded', exists (select from refusals n where n.appraisal_id = a.id
                and n.record_version = r.version and n.witnessed_at is null),
            'answer_by', a.due_on,
            'without_facilitator', a.facilitator_id is null)
        from (select max(version) as version from records where appraisal_id = a.id) r)
    when 'dispute' then (select json_build_object('dispute', phase) from dispute_phases where appraisal_id = a.id)
    end as facts
from appraisals a;

-- What the viewer is to an appraisal beside the people it names, whether a member waits for other votes, its
-- further superiors, where its dispute lies, and what a ruling returned. In plpgsql, so that a query which does
-- not come to it does not even open its tables: inline, the one behind every page of an appraisal takes 1.22 times
-- as long.
create function others_beside(appraisal uuid, viewer uuid) returns jsonb language plpgsql stable as $$
begin
    return jsonb_build_object(
        'further', exists (select from appraisal_superiors where appraisal_id = appraisal and person_id = viewer),
        'asked', exists (select from colleague_requests where appraisal_id = appraisal and colleague_id = viewer and state in ('asked', 'accepted')),
        'seat', exists (select from disputes d join dispute_seats s on s.dispute_id = d.id
            join person_roles r on r.person_id = s.person_id and r.role = 'committee'
            where d.appraisal_id = appraisal and s.person_id = viewer),
        'voted', not exists (select from todos where appraisal_id = appraisal and person_id = viewer and relation = 'committee' and done_at is null),
        'ruled', exists (select from disputes where appraisal_id = appraisal and status = 'ruled'),
        'superiors', (select jsonb_agg(jsonb_build_object('id', t.person_id, 'name', p.name, 'share', trim_scale(t.share)::text)
            order by t.share desc, p.name) from appraisal_superiors t join people p on p.id = t.person_id where t.appraisal_id = appraisal),
        'dispute', (select phase from dispute_phases where appraisal_id = appraisal),
        'returned_items', (select items from disputes where appraisal_id = appraisal and decision = 'returned' order by decided_at desc limit 1));
end $$;
