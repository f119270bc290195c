-- What each member does next in a case: vote, wait for the other votes, enter the ruling, or vote again where no
-- decision has more than half. What the votes decide is `disputes::rules::tally`; a test holds the two together.
create view committee_deeds as
select d.appraisal_id, d.id as dispute_id, d.due_on, s.person_id,
    case when s.vote is null then 'vote'
        when v.voted < v.seats or v.voted < 3 or v.voted % 2 = 0 then 'wait'
        when v.most * 2 > v.voted then 'rule'
        else 'vote_again' end as deed
from disputes d
join committee_seats s on s.dispute_id = d.id
cross join lateral (
    select count(*) as seats, count(t.vote) as voted, greatest(count(*) filter (where t.vote = 'upheld'),
        count(*) filter (where t.vote = 'adjusted'), count(*) filter (where t.vote = 'returned')) as most
    from committee_seats t where t.dispute_id = d.id
) v
where d.status = 'referred';

create or replace function others_beside(appraisal uuid, viewer uuid) returns jsonb language plpgsql stable as $$
begin
    return jsonb_build_object(
        'further', exists (select from appraisal_superiors where appraisal_id = appraisal and person_id = viewer),
        'asked', exists (select from colleague_requests where appraisal_id = appraisal and colleague_id = viewer and state in ('asked', 'accepted')),
        'seat', exists (select from disputes d join dispute_seats s on s.dispute_id = d.id
            join person_roles r on r.person_id = s.person_id and r.role = 'committee'
            where d.appraisal_id = appraisal and s.person_id = viewer),
        'voted', exists (select from committee_deeds where appraisal_id = appraisal and person_id = viewer and deed = 'wait'),
        'ruled', exists (select from disputes where appraisal_id = appraisal and status = 'ruled'),
        'superiors', (select jsonb_agg(jsonb_build_object('id', t.person_id, 'name', p.name, 'share', trim_scale(t.share)::text)
            order by t.share desc, p.name) from appraisal_superiors t join people p on p.id = t.person_id where t.appraisal_id = appraisal),
        'dispute', (select phase from dispute_phases where appraisal_id = appraisal),
        'returned_items', (select items from disputes where appraisal_id = appraisal and decision = 'returned' order by decided_at desc limit 1));
end $$;
comment on function others_beside is 'what the viewer is to an appraisal beside the people it names, whether a member waits for other votes, its further superiors, where its dispute lies, and what a ruling returned';
