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
