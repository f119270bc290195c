-- The trail stays as it was written.

-- For what is never changed at all.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;

create trigger events_no_truncate before truncate on events for each statement execute function refuse_change();

-- What remains of a text that was removed after the legal period: its hash, and which removal it was. The trail
-- admits this one change, in this shape alone; the company's chain has an event for every removal that says how
-- many there were and what their hashes come to.
create function refuse_change_of_event() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.sealed_by is null and new.sealed_by is not null and new.detail = ''
            and (new.stream, new.seq, new.at, new.actor_id, new.kind, new.prev, new.hash)
                is not distinct from (old.stream, old.seq, old.at, old.actor_id, old.kind, old.prev, old.hash) then
            return new;
        end if;
    end if;
    raise exception '% is append-only', tg_table_name;
end $$;

create trigger events_append_only before update or delete on events
    for each row execute function refuse_change_of_event();

-- For texts that may go as a whole, in a transaction that says that it removes what is due.
create function refuse_change_but_removal() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if current_setting('countersign.removes', true) = 'on' then
            return old;
        end if;
    end if;
    raise exception '% is append-only', tg_table_name;
end $$;

-- The instant as whole microseconds: the same number whatever the session's zone.
create function micros(at timestamptz) returns bigint language sql immutable parallel safe as $$
    select (extract(epoch from at) * 1000000)::bigint
$$;

-- What the digests in the trail are taken over: of each row its kind, the chain that tells of it, its name in that
-- chain (`key`, and `part` where the key has several), the format of its content, its salt, its content, and whether
-- words were taken out of it under retention. Every kind is one constant branch, so that a look at one opens one
-- table. Writing and `countersign verify` read the same. A content that changes its shape gets a branch with the next
-- format beside the old one, which stays: digests are compared in the format that they were taken in. Figures are
-- texts and instants whole numbers, because a digest must not depend on how a number is printed.
create view evidence as
select 'submission' as kind, p.appraisal_id as stream, p.appraisal_id as key, p.id || '.' || s.version as part, 1 as format, s.salt,
    jsonb_build_object('kind', p.kind, 'author', s.author_id, 'body', s.body, 'submitted', micros(s.submitted_at)) as content
from submissions s join papers p on p.id = s.paper_id and p.kind in ('self_evaluation', 'evaluation', 'part', 'hearing')
union all
select 'preparation', p.appraisal_id, p.appraisal_id, p.id || '.' || s.version, 1, s.salt,
    jsonb_build_object('kind', p.kind, 'author', s.author_id, 'body', s.body, 'submitted', micros(s.submitted_at))
from submissions s join papers p on p.id = s.paper_id and p.kind not in ('self_evaluation', 'evaluation', 'part', 'hearing')
union all
select 'result', appraisal_id, appraisal_id, no::text, 1, salt, jsonb_build_object('body', body, 'made', micros(made_at))
from results
union all
select 'outcome', id, id, '', 1, salt, jsonb_build_object('total', trim_scale(total)::text, 'grade', grade, 'multiplier', trim_scale(multiplier)::text)
from appraisals where total is not null
union all
select 'share', appraisal_id, appraisal_id, person_id::text, 1, salt, jsonb_build_object('share', trim_scale(share)::text)
from appraisal_superiors
union all
select 'advice', appraisal_id, appraisal_id, id::text, 1, salt, jsonb_build_object('author', author_id, 'kind', kind, 'from', from_on,
    'until', until_on, 'body', body, 'submitted', micros(submitted_at))
from advices where submitted_at is not null
union all
select 'note', appraisal_id, appraisal_id, id::text, 1, salt, jsonb_build_object('author', author_id, 'words', words, 'shared', shared,
    'written', micros(written_at))
from appraisal_notes
union all
select 'note_file', n.appraisal_id, f.note_id, f.id::text, 1, f.salt, jsonb_build_object('name', f.name, 'media_type', f.media_type,
    'sha256', encode(sha256(f.content), 'hex'))
from note_files f join appraisal_notes n on n.id = f.note_id
union all
select 'goal', appraisal_id, appraisal_id, id::text, 1, salt, jsonb_build_object('key', key, 'title', title, 'serves', serves,
    'weight', trim_scale(weight)::text, 'target', trim_scale(target)::text, 'unit', unit, 'direction', direction,
    'measured_by', measured_by, 'due', due_on, 'retired', micros(retired_at))
from goals
union all
select 'goals', appraisal_id, appraisal_id, number::text, 1, salt, jsonb_build_object('goals', goals, 'reason', reason,
    'author', author_id, 'saved', micros(saved_at))
from goal_versions
union all
select 'goal_change', appraisal_id, appraisal_id, id::text, 1, salt, jsonb_build_object('goals', goals, 'reason', reason,
    'proposed_by', proposed_by, 'proposed', micros(proposed_at), 'employee_confirmed', micros(employee_confirmed_at),
    'superior_confirmed', micros(superior_confirmed_at), 'status', status, 'closed', micros(closed_at), 'closed_by', closed_by,
    'answer', answer)
from goal_changes
union all
select 'actual', appraisal_id, appraisal_id, item || ' ' || period, 1, salt, jsonb_build_object('actual', trim_scale(actual)::text,
    'note', note, 'source', source, 'recorded', micros(recorded_at), 'recorded_by', recorded_by, 'token', token_id)
from actuals
union all
select 'reopening', appraisal_id, appraisal_id, id::text, 1, salt, jsonb_build_object('stage', stage, 'asked_in', asked_in,
    'reason', reason, 'requested_by', requested_by, 'requested', micros(requested_at), 'approved', approved, 'answer', answer,
    'decided_by', decided_by, 'decided', micros(decided_at))
from reopenings
union all
select 'appointment', appraisal_id, appraisal_id, '', 1, salt, jsonb_build_object('purpose', purpose, 'method', method,
    'starts', micros(starts_at), 'minutes', minutes, 'place_kind', place_kind, 'place', place, 'proposed_by', proposed_by,
    'confirmed', micros(confirmed_at), 'wish', wish, 'reason', reschedule_reason)
from interviews
union all
select 'step', appraisal_id, appraisal_id, step::text, 1, salt, jsonb_build_object('done', micros(done_at), 'done_by', done_by,
    'asked', asked)
from interview_steps
union all
select 'agreement', appraisal_id, appraisal_id, item, 1, salt, jsonb_build_object('stance', stance, 'person', person_id,
    'at', micros(at))
from item_stances
union all
select 'open_point', appraisal_id, appraisal_id, id::text, 1, salt, jsonb_build_object('item', item, 'employee_view', employee_view,
    'employee_wrote', employee_wrote, 'superior_view', superior_view, 'owner', owner_id, 'due', due_on, 'outcome', outcome,
    'reported', micros(reported_at), 'reported_by', reported_by)
from parked_points
union all
select 'next_goal', appraisal_id, appraisal_id, id::text, 1, salt, jsonb_build_object('title', title, 'source', source,
    'serves', serves, 'added', micros(added_at), 'confirmed', micros(confirmed_at))
from next_goals
union all
select 'confirmation', appraisal_id, appraisal_id, '', 1, salt, jsonb_build_object('person', person_id, 'objections', objections,
    'at', micros(at))
from confirmations
union all
select 'record', appraisal_id, appraisal_id, version::text, 1, salt, jsonb_build_object('sha256', sha256,
    'content_sha256', encode(sha256(convert_to(content, 'UTF8')), 'hex'), 'reason', reason, 'created', micros(created_at), 'created_by', created_by)
from records
union all
select 'signature', appraisal_id, appraisal_id, record_version || '.' || party, 1, salt, jsonb_build_object('person', person_id,
    'choice', choice, 'items', items, 'words', words, 'sha256', sha256, 'signed', micros(signed_at))
from signatures
union all
select 'refusal', appraisal_id, appraisal_id, record_version::text, 1, salt, jsonb_build_object('reason', reason,
    'recorded_by', recorded_by, 'recorded', micros(recorded_at), 'witness', witness_id, 'witnessed', micros(witnessed_at),
    'comment', employee_comment)
from refusals
union all
select 'plan_item', appraisal_id, appraisal_id, id::text, 1, salt, jsonb_build_object('item', item, 'what', what, 'cause', cause,
    'measure', measure, 'support', support, 'support_by', support_by, 'owner', owner_id, 'due', due_on, 'criteria', criteria,
    'status', status)
from plan_items
union all
select 'plan_report', i.appraisal_id, e.plan_item_id, e.id::text, 1, e.salt, jsonb_build_object('author', e.author_id,
    'at', micros(e.at), 'kind', e.kind, 'words', e.words)
from plan_entries e join plan_items i on i.id = e.plan_item_id
union all
select 'dispute', appraisal_id, id, '', 1, salt, jsonb_build_object('kind', kind, 'items', items, 'points', points, 'grounds', grounds,
    'interview_held', interview_held, 'status', status, 'opened', micros(opened_at), 'answer', answer,
    'answered', micros(answered_at), 'proposal', proposal, 'referred', micros(referred_at), 'decision', decision,
    'written_grounds', written_grounds, 'new_points', new_points, 'decided', micros(decided_at), 'decided_by', decided_by)
from disputes
union all
select 'vote', d.appraisal_id, s.dispute_id, s.person_id::text, 1, s.salt, jsonb_build_object('vote', s.vote, 'points', s.vote_points,
    'words', s.vote_words, 'voted', micros(s.voted_at))
from dispute_seats s join disputes d on d.id = s.dispute_id
union all
select 'dispute_file', d.appraisal_id, f.dispute_id, f.id::text, 1, f.salt, jsonb_build_object('name', f.name, 'media_type', f.media_type,
    'sha256', encode(sha256(f.content), 'hex'), 'uploaded_by', f.uploaded_by, 'uploaded', micros(f.uploaded_at))
from dispute_files f join disputes d on d.id = f.dispute_id
union all
-- the chain of the company tells of what follows
select 'calibration_member', '00000000-0000-0000-0000-000000000000', m.calibration_id, m.appraisal_id::text, 1, m.salt,
    jsonb_build_object('points', m.points, 'reason', m.reason, 'proposed_by', m.proposed_by, 'total_before', trim_scale(m.total_before)::text,
    'grade_before', m.grade_before, 'total_after', trim_scale(m.total_after)::text, 'grade_after', m.grade_after, 'superior', m.superior_id)
from calibration_members m
union all
select 'delegation', '00000000-0000-0000-0000-000000000000', id, '', 1, salt, jsonb_build_object('delegator', delegator_id,
    'delegate', delegate_id, 'starts', starts_on, 'ends', ends_on, 'since', micros(since), 'until', micros(until), 'reason', reason,
    'created_by', created_by, 'created', micros(created_at), 'revoked_by', revoked_by, 'revoked', micros(revoked_at))
from delegations
union all
select 'roles', '00000000-0000-0000-0000-000000000000', p.id, '', 1, p.salt, jsonb_build_object(
    'roles', (select jsonb_agg(r.role order by r.role) from person_roles r where r.person_id = p.id),
    'departments', (select jsonb_agg(c.department_id order by c.department_id) from clerk_departments c where c.person_id = p.id))
from people p where exists (select from person_roles r where r.person_id = p.id);

-- The rows that an event is about. In plpgsql with the kinds one by one, so that each look has a plan of its own, over
-- one table, that is made once a connection.
create function evidence_of(wanted text, named uuid, one text) returns setof evidence language plpgsql stable as $$
begin
    case wanted
    when 'submission' then
        return query select * from evidence e where e.kind = 'submission' and e.key = named and (one is null or e.part = one);
    when 'preparation' then
        return query select * from evidence e where e.kind = 'preparation' and e.key = named and (one is null or e.part = one);
    when 'result' then
        return query select * from evidence e where e.kind = 'result' and e.key = named and (one is null or e.part = one);
    when 'outcome' then
        return query select * from evidence e where e.kind = 'outcome' and e.key = named and (one is null or e.part = one);
    when 'share' then
        return query select * from evidence e where e.kind = 'share' and e.key = named and (one is null or e.part = one);
    when 'advice' then
        return query select * from evidence e where e.kind = 'advice' and e.key = named and (one is null or e.part = one);
    when 'note' then
        return query select * from evidence e where e.kind = 'note' and e.key = named and (one is null or e.part = one);
    when 'note_file' then
        return query select * from evidence e where e.kind = 'note_file' and e.key = named and (one is null or e.part = one);
    when 'goal' then
        return query select * from evidence e where e.kind = 'goal' and e.key = named and (one is null or e.part = one);
    when 'goals' then
        return query select * from evidence e where e.kind = 'goals' and e.key = named and (one is null or e.part = one);
    when 'goal_change' then
        return query select * from evidence e where e.kind = 'goal_change' and e.key = named and (one is null or e.part = one);
    when 'actual' then
        return query select * from evidence e where e.kind = 'actual' and e.key = named and (one is null or e.part = one);
    when 'reopening' then
        return query select * from evidence e where e.kind = 'reopening' and e.key = named and (one is null or e.part = one);
    when 'appointment' then
        return query select * from evidence e where e.kind = 'appointment' and e.key = named and (one is null or e.part = one);
    when 'step' then
        return query select * from evidence e where e.kind = 'step' and e.key = named and (one is null or e.part = one);
    when 'agreement' then
        return query select * from evidence e where e.kind = 'agreement' and e.key = named and (one is null or e.part = one);
    when 'open_point' then
        return query select * from evidence e where e.kind = 'open_point' and e.key = named and (one is null or e.part = one);
    when 'next_goal' then
        return query select * from evidence e where e.kind = 'next_goal' and e.key = named and (one is null or e.part = one);
    when 'confirmation' then
        return query select * from evidence e where e.kind = 'confirmation' and e.key = named and (one is null or e.part = one);
    when 'record' then
        return query select * from evidence e where e.kind = 'record' and e.key = named and (one is null or e.part = one);
    when 'signature' then
        return query select * from evidence e where e.kind = 'signature' and e.key = named and (one is null or e.part = one);
    when 'refusal' then
        return query select * from evidence e where e.kind = 'refusal' and e.key = named and (one is null or e.part = one);
    when 'plan_item' then
        return query select * from evidence e where e.kind = 'plan_item' and e.key = named and (one is null or e.part = one);
    when 'plan_report' then
        return query select * from evidence e where e.kind = 'plan_report' and e.key = named and (one is null or e.part = one);
    when 'dispute' then
        return query select * from evidence e where e.kind = 'dispute' and e.key = named and (one is null or e.part = one);
    when 'vote' then
        return query select * from evidence e where e.kind = 'vote' and e.key = named and (one is null or e.part = one);
    when 'dispute_file' then
        return query select * from evidence e where e.kind = 'dispute_file' and e.key = named and (one is null or e.part = one);
    when 'calibration_member' then
        return query select * from evidence e where e.kind = 'calibration_member' and e.key = named and (one is null or e.part = one);
    when 'delegation' then
        return query select * from evidence e where e.kind = 'delegation' and e.key = named and (one is null or e.part = one);
    when 'roles' then
        return query select * from evidence e where e.kind = 'roles' and e.key = named and (one is null or e.part = one);
    end case;
end $$;
