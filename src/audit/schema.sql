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
    'until', until_on, 'department', department_id, 'position', position, 'asked_by', asked_by, 'asked', micros(asked_at), 'due', due_on,
    'body', case when submitted_at is not null then body end, 'submitted', micros(submitted_at))
from advices
union all
select 'note', appraisal_id, appraisal_id, id::text, 1, salt, jsonb_build_object('author', author_id, 'words', words, 'shared', shared,
    'written', micros(written_at), 'changed', micros(changed_at))
from appraisal_notes
union all
select 'note_file', n.appraisal_id, f.note_id, f.id::text, 1, f.salt, jsonb_build_object('name', f.name, 'media_type', f.media_type,
    'sha256', encode(sha256(f.content), 'hex'), 'uploaded', micros(f.uploaded_at))
from note_files f join appraisal_notes n on n.id = f.note_id
union all
select 'goal', appraisal_id, appraisal_id, id::text, 1, salt, jsonb_build_object('key', key, 'title', title, 'serves', serves,
    'weight', trim_scale(weight)::text, 'target', trim_scale(target)::text, 'unit', unit, 'direction', direction,
    'measured_by', measured_by, 'due', due_on, 'company_goal', company_goal_id, 'indicator', indicator, 'position', position,
    'retired', micros(retired_at))
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
    'goal', goal_key, 'ends', ends_on, 'note', note, 'source', source, 'recorded', micros(recorded_at), 'recorded_by', recorded_by, 'token', token_id)
from actuals
union all
select 'reopening', appraisal_id, appraisal_id, id::text, 1, salt, jsonb_build_object('stage', stage, 'asked_in', asked_in,
    'reason', reason, 'requested_by', requested_by, 'requested', micros(requested_at), 'approved', approved, 'answer', answer,
    'decided_by', decided_by, 'decided', micros(decided_at))
from reopenings
union all
select 'appointment', appraisal_id, appraisal_id, '', 1, salt, jsonb_build_object('purpose', purpose, 'method', method,
    'starts', micros(starts_at), 'minutes', minutes, 'place_kind', place_kind, 'place', place, 'proposed_by', proposed_by,
    'confirmed', micros(confirmed_at), 'wish', wish, 'reason', reschedule_reason, 'started', micros(started_at), 'ended', micros(ended_at),
    'step', current_step)
from interviews
union all
select 'step', appraisal_id, appraisal_id, step::text, 1, salt, jsonb_build_object('opened', micros(opened_at), 'done', micros(done_at),
    'done_by', done_by, 'seconds', seconds, 'asked', asked)
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
    'content_sha256', encode(sha256(convert_to(content, 'UTF8')), 'hex'), 'reason', reason, 'created', micros(created_at), 'created_by', created_by, 'removed', micros(removed_at), 'removed_by', removed_by)
from records
union all
select 'signature', appraisal_id, appraisal_id, record_version || '.' || party, 1, salt, jsonb_build_object('person', person_id,
    'choice', choice, 'items', items, 'words', words, 'sha256', sha256, 'means', means, 'signed', micros(signed_at))
from signatures
union all
select 'refusal', appraisal_id, appraisal_id, record_version::text, 1, salt, jsonb_build_object('reason', reason,
    'recorded_by', recorded_by, 'recorded', micros(recorded_at), 'witness', witness_id, 'witnessed', micros(witnessed_at),
    'comment', employee_comment)
from refusals
union all
select 'declared_refusal', appraisal_id, appraisal_id, record_version::text, 1, salt, jsonb_build_object('person', person_id,
    'words', words, 'sha256', sha256, 'declared', micros(declared_at), 'taken_back', micros(taken_back_at))
from declared_refusals
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
    'interview_held', interview_held, 'status', status, 'opened', micros(opened_at), 'due', due_on, 'answer', answer,
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
-- what stands on the appraisal itself, but for its result
select 'appraisal', id, id, '', 1, salt, jsonb_build_object('cycle', cycle_id, 'form', form_id, 'appraisee', appraisee_id,
    'superior', superior_id, 'next_superior', next_superior_id, 'facilitator', facilitator_id, 'department', department_id,
    'position', position, 'level', level, 'stage', stage, 'since', micros(stage_since), 'due', due_on, 'own_deadlines', own_deadlines,
    'self_submitted', micros(self_submitted_at), 'self_skipped', self_skipped, 'behalf_by', behalf_by, 'behalf_reason', behalf_reason,
    'behalf_text', behalf_text, 'evaluated', micros(evaluated_at), 'approved', micros(approved_at), 'released', micros(released_at),
    'opened', micros(opened_at), 'early_consent', micros(early_consent_at), 'interviewed', micros(interviewed_at),
    'signed_off', micros(signed_off_at), 'dispute_until', dispute_until, 'concluded', micros(concluded_at), 'provisional', provisional)
    || jsonb_build_object('withdrawn_reason', withdrawn_reason, 'withdrawn_as', withdrawn_as, 'return_reason', return_reason,
    'working_purged', micros(working_purged_at), 'input_purged', micros(input_purged_at), 'erased', micros(erased_at))
from appraisals
union all
-- that it is handed in, and by whom; its text is the submission's
select 'paper', appraisal_id, appraisal_id, id::text, 1, salt, jsonb_build_object('kind', kind, 'step', step, 'slot', slot,
    'author', author_id, 'version', version, 'submitted', micros(submitted_at))
from papers where submitted_at is not null
union all
select 'goal_confirmation', appraisal_id, appraisal_id, person_id::text, 1, salt, jsonb_build_object('confirmed', micros(confirmed_at))
from goal_confirmations
union all
select 'stand_in', appraisal_id, appraisal_id, id::text, 1, salt, jsonb_build_object('from', from_id, 'to', to_id,
    'moved', micros(moved_at), 'returned', micros(returned_at))
from stand_ins
union all
-- only once the evaluation is handed in: until then an event about an answer would name its author
select 'answer', n.appraisal_id, n.appraisal_id, n.id::text, 1, n.salt, jsonb_build_object('author', n.author_id, 'body', n.body)
from colleague_answers n join appraisals a on a.id = n.appraisal_id where a.evaluated_at is not null
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
from people p where exists (select from person_roles r where r.person_id = p.id)
    or exists (select from clerk_departments c where c.person_id = p.id)
union all
-- an answer is not told of here: who gave it, and when, stays with them
select 'colleague', '00000000-0000-0000-0000-000000000000', appraisal_id, colleague_id::text, 1, salt, jsonb_build_object(
    'nominated_by', nominated_by, 'state', case state when 'answered' then 'accepted' else state end, 'reason', reason)
from colleague_requests
union all
select 'colleague_round', '00000000-0000-0000-0000-000000000000', appraisal_id, '', 1, salt, jsonb_build_object('closed_by', closed_by)
from colleague_closings
union all
select 'calibration', '00000000-0000-0000-0000-000000000000', id, '', 1, salt, jsonb_build_object('cycle', cycle_id, 'name', name,
    'status', status, 'opened_by', opened_by, 'opened', micros(opened_at), 'closed_by', closed_by, 'closed', micros(closed_at),
    'reason', reason)
from calibrations
union all
select 'person', '00000000-0000-0000-0000-000000000000', id, '', 1, salt, jsonb_build_object('number', number, 'name', name,
    'email', email, 'department', department_id, 'position', position, 'level', level, 'superior', superior_id, 'hired', hired_on,
    'left', left_on, 'left_reason', left_reason, 'active', active, 'anonymised', micros(anonymised_at))
from people
union all
-- which password it is, so that another one shows; nothing in the trail helps to guess it without the row
select 'credential', '00000000-0000-0000-0000-000000000000', person_id, '', 1, salt, jsonb_build_object(
    'sha256', encode(sha256(convert_to(password_hash, 'UTF8')), 'hex'), 'changed', micros(changed_at), 'email', email)
from credentials
union all
select 'opening', '00000000-0000-0000-0000-000000000000', person_id, id::text, 1, salt, jsonb_build_object('purpose', purpose,
    'way', way, 'started_by', started_by, 'started', micros(started_at), 'expires', micros(expires_at), 'printed', micros(printed_at),
    'second_by', second_by, 'second', micros(second_at), 'ended', micros(ended_at), 'ended_as', ended_as, 'ended_by', ended_by)
from account_openings
union all
select 'token', '00000000-0000-0000-0000-000000000000', created_by, id::text, 1, salt, jsonb_build_object('name', name,
    'sha256', encode(token_hash, 'hex'), 'hint', hint, 'department', department_id, 'created', micros(created_at),
    'expires', micros(expires_at), 'revoked', micros(revoked_at), 'revoked_by', revoked_by)
from api_tokens
union all
select 'department', '00000000-0000-0000-0000-000000000000', id, '', 1, salt, jsonb_build_object('name', name, 'parent', parent_id,
    'closed', closed_on)
from departments
union all
select 'reporting_line', '00000000-0000-0000-0000-000000000000', person_id, id::text, 1, salt, jsonb_build_object('superior', superior_id,
    'since', since, 'until', until, 'planned', planned, 'changed_by', changed_by, 'changed', micros(changed_at))
from reporting_lines
union all
select 'absence', '00000000-0000-0000-0000-000000000000', person_id, id::text, 1, salt, jsonb_build_object('kind', kind, 'from', from_on,
    'until', until_on, 'reason', reason, 'acting', acting_id, 'created_by', created_by, 'created', micros(created_at),
    'cancelled', micros(cancelled_at))
from absences
union all
select 'calendar_day', '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000'::uuid, to_char(day, 'YYYY-MM-DD'), 1, salt,
    jsonb_build_object('working', working, 'name', name)
from calendar_days
union all
select 'form', '00000000-0000-0000-0000-000000000000', family, version::text, 1, salt, jsonb_build_object('id', id,
    'definition', definition, 'origin', origin, 'created', micros(created_at), 'published_by', published_by, 'archived', micros(archived_at))
from forms
union all
select 'scheme', '00000000-0000-0000-0000-000000000000', family, version::text, 1, salt, jsonb_build_object('id', id,
    'definition', definition, 'origin', origin, 'created', micros(created_at), 'published_by', published_by, 'archived', micros(archived_at))
from schemes
union all
select 'company_goal', '00000000-0000-0000-0000-000000000000', id, '', 1, salt, jsonb_build_object('department', department_id,
    'parent', parent_id, 'title', title, 'description', description, 'starts', starts_on, 'ends', ends_on, 'owner', owner_id,
    'archived', micros(archived_at), 'created', micros(created_at), 'created_by', created_by)
from company_goals
union all
select 'cycle', '00000000-0000-0000-0000-000000000000', c.id, '', 1, c.salt, jsonb_build_object('name', c.name, 'kind', c.kind,
    'starts', c.starts_on, 'ends', c.ends_on, 'form', c.form_id, 'scheme', c.scheme_id, 'with_goals', c.with_goals,
    'with_review', c.with_review, 'with_facilitator', c.with_facilitator, 'with_below', c.with_below, 'levels', c.levels,
    'hired_from', c.hired_from, 'hired_to', c.hired_to, 'least_months', c.least_months, 'service_on', c.service_on,
    'notice_days', c.notice_days, 'dispute_days', c.dispute_days, 'goals_due', c.goals_due, 'self_due', c.self_due,
    'evaluation_due', c.evaluation_due, 'review_due', c.review_due, 'interview_due', c.interview_due, 'sign_due', c.sign_due,
    'due_rules', c.due_rules, 'status', c.status, 'launched', micros(c.launched_at), 'paused', c.paused_on, 'paused_reason', c.paused_reason,
    'closed', micros(c.closed_at), 'cancelled_reason', c.cancelled_reason)
    || jsonb_build_object(
    'departments', (select jsonb_agg(d.department_id order by d.department_id) from cycle_departments d where d.cycle_id = c.id),
    'forms', (select jsonb_agg(jsonb_build_array(f.level, f.position, f.form_id) order by f.level, f.position) from cycle_forms f where f.cycle_id = c.id),
    'input', (select jsonb_build_array(i.mode, i.most, i.due_on) from cycle_inputs i where i.cycle_id = c.id))
from cycles c
union all
select 'cycle_exception', '00000000-0000-0000-0000-000000000000', person_id, cycle_id::text, 1, salt, jsonb_build_object(
    'reviewer', reviewer_id, 'exempt', exempt_reason, 'include', include_reason, 'first_due', first_due)
from cycle_exceptions
union all
-- who took part, all of a cycle in one: they are written once, and may be a hundred thousand
select 'cycle_members', '00000000-0000-0000-0000-000000000000', c.id, '', 1, c.salt, (select jsonb_build_object('count', count(*)::text,
    'sha256', encode(sha256(convert_to(string_agg(concat_ws(' ', m.seq, m.person_id, m.place, coalesce(m.department_id::text, '-'), m.level,
        coalesce(m.superior_id::text, '-'), coalesce(m.next_superior_id::text, '-'), coalesce(m.facilitator_id::text, '-'),
        m.own_deadlines), E'\n' order by m.seq), 'UTF8')), 'hex'))
    from cycle_members m where m.cycle_id = c.id)
from cycles c where exists (select from cycle_members m where m.cycle_id = c.id)
union all
select 'retention_terms', '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000'::uuid, '', 1, salt,
    jsonb_build_object('record', record_months, 'working', working_months, 'input', input_months, 'set', micros(set_at), 'set_by', set_by,
    'reason', reason)
from retention_terms where set_at is not null
union all
select 'hold', '00000000-0000-0000-0000-000000000000', coalesce(person_id, appraisal_id), id::text, 1, salt, jsonb_build_object(
    'person', person_id, 'appraisal', appraisal_id, 'reason', reason, 'placed_by', placed_by, 'placed', micros(placed_at),
    'lifted_by', lifted_by, 'lifted', micros(lifted_at), 'lift_reason', lift_reason)
from legal_holds
union all
select 'retention_run', '00000000-0000-0000-0000-000000000000', id, '', 1, salt, jsonb_build_object('kind', kind, 'at', micros(at),
    'by', by_id, 'reason', reason, 'people', people, 'appraisals', appraisals, 'counts', counts)
from retention_runs;

-- The rows that an event is about. In plpgsql with the kinds one by one, so that each look has a plan of its own, over
-- one table, that is made once a connection.
create function evidence_of(wanted text, named uuid, one text) returns setof evidence language plpgsql stable as $$
begin
    case wanted
    when 'submission' then return query select * from evidence e where e.kind = 'submission' and e.key = named and (one is null or e.part = one);
    when 'preparation' then return query select * from evidence e where e.kind = 'preparation' and e.key = named and (one is null or e.part = one);
    when 'result' then return query select * from evidence e where e.kind = 'result' and e.key = named and (one is null or e.part = one);
    when 'outcome' then return query select * from evidence e where e.kind = 'outcome' and e.key = named and (one is null or e.part = one);
    when 'share' then return query select * from evidence e where e.kind = 'share' and e.key = named and (one is null or e.part = one);
    when 'advice' then return query select * from evidence e where e.kind = 'advice' and e.key = named and (one is null or e.part = one);
    when 'note' then return query select * from evidence e where e.kind = 'note' and e.key = named and (one is null or e.part = one);
    when 'note_file' then return query select * from evidence e where e.kind = 'note_file' and e.key = named and (one is null or e.part = one);
    when 'goal' then return query select * from evidence e where e.kind = 'goal' and e.key = named and (one is null or e.part = one);
    when 'goals' then return query select * from evidence e where e.kind = 'goals' and e.key = named and (one is null or e.part = one);
    when 'goal_change' then return query select * from evidence e where e.kind = 'goal_change' and e.key = named and (one is null or e.part = one);
    when 'actual' then return query select * from evidence e where e.kind = 'actual' and e.key = named and (one is null or e.part = one);
    when 'reopening' then return query select * from evidence e where e.kind = 'reopening' and e.key = named and (one is null or e.part = one);
    when 'appointment' then return query select * from evidence e where e.kind = 'appointment' and e.key = named and (one is null or e.part = one);
    when 'step' then return query select * from evidence e where e.kind = 'step' and e.key = named and (one is null or e.part = one);
    when 'agreement' then return query select * from evidence e where e.kind = 'agreement' and e.key = named and (one is null or e.part = one);
    when 'open_point' then return query select * from evidence e where e.kind = 'open_point' and e.key = named and (one is null or e.part = one);
    when 'next_goal' then return query select * from evidence e where e.kind = 'next_goal' and e.key = named and (one is null or e.part = one);
    when 'confirmation' then return query select * from evidence e where e.kind = 'confirmation' and e.key = named and (one is null or e.part = one);
    when 'record' then return query select * from evidence e where e.kind = 'record' and e.key = named and (one is null or e.part = one);
    when 'signature' then return query select * from evidence e where e.kind = 'signature' and e.key = named and (one is null or e.part = one);
    when 'refusal' then return query select * from evidence e where e.kind = 'refusal' and e.key = named and (one is null or e.part = one);
    when 'declared_refusal' then return query select * from evidence e where e.kind = 'declared_refusal' and e.key = named and (one is null or e.part = one);
    when 'plan_item' then return query select * from evidence e where e.kind = 'plan_item' and e.key = named and (one is null or e.part = one);
    when 'plan_report' then return query select * from evidence e where e.kind = 'plan_report' and e.key = named and (one is null or e.part = one);
    when 'dispute' then return query select * from evidence e where e.kind = 'dispute' and e.key = named and (one is null or e.part = one);
    when 'vote' then return query select * from evidence e where e.kind = 'vote' and e.key = named and (one is null or e.part = one);
    when 'dispute_file' then return query select * from evidence e where e.kind = 'dispute_file' and e.key = named and (one is null or e.part = one);
    when 'appraisal' then return query select * from evidence e where e.kind = 'appraisal' and e.key = named and (one is null or e.part = one);
    when 'paper' then return query select * from evidence e where e.kind = 'paper' and e.key = named and (one is null or e.part = one);
    when 'goal_confirmation' then return query select * from evidence e where e.kind = 'goal_confirmation' and e.key = named and (one is null or e.part = one);
    when 'stand_in' then return query select * from evidence e where e.kind = 'stand_in' and e.key = named and (one is null or e.part = one);
    when 'answer' then return query select * from evidence e where e.kind = 'answer' and e.key = named and (one is null or e.part = one);
    when 'calibration_member' then return query select * from evidence e where e.kind = 'calibration_member' and e.key = named and (one is null or e.part = one);
    when 'delegation' then return query select * from evidence e where e.kind = 'delegation' and e.key = named and (one is null or e.part = one);
    when 'roles' then return query select * from evidence e where e.kind = 'roles' and e.key = named and (one is null or e.part = one);
    when 'colleague' then return query select * from evidence e where e.kind = 'colleague' and e.key = named and (one is null or e.part = one);
    when 'colleague_round' then return query select * from evidence e where e.kind = 'colleague_round' and e.key = named and (one is null or e.part = one);
    when 'calibration' then return query select * from evidence e where e.kind = 'calibration' and e.key = named and (one is null or e.part = one);
    when 'person' then return query select * from evidence e where e.kind = 'person' and e.key = named and (one is null or e.part = one);
    when 'credential' then return query select * from evidence e where e.kind = 'credential' and e.key = named and (one is null or e.part = one);
    when 'opening' then return query select * from evidence e where e.kind = 'opening' and e.key = named and (one is null or e.part = one);
    when 'token' then return query select * from evidence e where e.kind = 'token' and e.key = named and (one is null or e.part = one);
    when 'department' then return query select * from evidence e where e.kind = 'department' and e.key = named and (one is null or e.part = one);
    when 'reporting_line' then return query select * from evidence e where e.kind = 'reporting_line' and e.key = named and (one is null or e.part = one);
    when 'absence' then return query select * from evidence e where e.kind = 'absence' and e.key = named and (one is null or e.part = one);
    when 'calendar_day' then return query select * from evidence e where e.kind = 'calendar_day' and e.key = named and (one is null or e.part = one);
    when 'form' then return query select * from evidence e where e.kind = 'form' and e.key = named and (one is null or e.part = one);
    when 'scheme' then return query select * from evidence e where e.kind = 'scheme' and e.key = named and (one is null or e.part = one);
    when 'company_goal' then return query select * from evidence e where e.kind = 'company_goal' and e.key = named and (one is null or e.part = one);
    when 'cycle' then return query select * from evidence e where e.kind = 'cycle' and e.key = named and (one is null or e.part = one);
    when 'cycle_exception' then return query select * from evidence e where e.kind = 'cycle_exception' and e.key = named and (one is null or e.part = one);
    when 'cycle_members' then return query select * from evidence e where e.kind = 'cycle_members' and e.key = named and (one is null or e.part = one);
    when 'retention_terms' then return query select * from evidence e where e.kind = 'retention_terms' and e.key = named and (one is null or e.part = one);
    when 'hold' then return query select * from evidence e where e.kind = 'hold' and e.key = named and (one is null or e.part = one);
    when 'retention_run' then return query select * from evidence e where e.kind = 'retention_run' and e.key = named and (one is null or e.part = one);
    end case;
end $$;

-- The same for all rows under many keys: as a set, where they are more than a few.
create function evidence_of_many(wanted text, named uuid[]) returns setof evidence language plpgsql stable as $$
declare
    one uuid;
begin
    if cardinality(named) > 20 then
        return query execute format('select * from evidence where kind = %L and key = any($1)', wanted) using named;
    else
        foreach one in array named loop
            return query select * from evidence_of(wanted, one, null);
        end loop;
    end if;
end $$;

-- What a transaction changes in rows that the trail vouches for is noted here as it goes: kind, chain, key and part of
-- each. The next event in that chain takes its digests, or one of its own at the end (`audit::Change`), so that no
-- writer can forget one. The arguments are SQL over the row `r`: kind, chain, key, part (none: every row under the key), which
-- rows count, and what of them matters.
create function note_rows() returns trigger language plpgsql as $$
declare
    line constant text := format('(%s)::text || E''\x1f'' || (%s)::text || E''\x1f'' || (%s)::text || E''\x1f'' || coalesce((%s)::text, E''\x02'')',
        tg_argv[0], tg_argv[1], tg_argv[2], tg_argv[3]);
    found text;
begin
    if tg_op = 'UPDATE' then
        execute format('select string_agg(distinct line, E''\x1e'') from (
            select line from (
                select %1$s as line, (%2$s)::text as content, true as new from rows r where %3$s
                union all
                select %1$s, (%2$s)::text, false from olds r where %3$s) sides
            group by line, content having count(*) filter (where new) <> count(*) filter (where not new)) changed',
            line, tg_argv[5], tg_argv[4]) into found;
    else
        execute format('select string_agg(distinct %s, E''\x1e'') from rows r where %s', line, tg_argv[4]) into found;
    end if;
    if found is not null then
        perform set_config('countersign.noted',
            concat_ws(E'\x1e', nullif(current_setting('countersign.noted', true), ''), found), true);
    end if;
    return null;
end $$;

-- The triggers that do so on one table. `but`: columns that no digest is over.
create function watch_rows(place regclass, kind text, stream text, key text, part text, but text[] default '{}',
    counts text default 'true', content text default null, on_insert boolean default true, on_update boolean default true)
returns void language plpgsql as $$
declare
    name constant text := 'noted' || left(regexp_replace(kind, '\W+', '_', 'g'), 50);
    told constant text := format('note_rows(%L, %L, %L, %L, %L, %L)', kind, stream, key, part, counts,
        coalesce(content, format('to_jsonb(r) - %L::text[]', but)));
begin
    if on_insert then
        execute format('create trigger %I after insert on %s referencing new table as rows for each statement execute function %s',
            name || 'in', place, told);
    end if;
    if on_update then
        execute format('create trigger %I after update on %s referencing old table as olds new table as rows for each statement execute function %s',
            name || 'up', place, told);
    end if;
    execute format('create trigger %I after delete on %s referencing old table as rows for each statement execute function %s',
        name || 'out', place, told);
end $$;

-- in the chain of an appraisal
select watch_rows('appraisals', '''appraisal''', 'r.id', 'r.id', '''''', '{version,annexed,total,grade,multiplier}');
select watch_rows('appraisals', '''outcome''', 'r.id', 'r.id', '''''', counts => 'r.total is not null',
    content => 'jsonb_build_array(r.total, r.grade, r.multiplier, r.salt)');
select watch_rows('papers', '''paper''', 'r.appraisal_id', 'r.appraisal_id', 'r.id', '{body,updated_at}', 'r.submitted_at is not null');
-- what was handed in goes with its paper, which is no longer there when it does
select watch_rows('papers', 'case when r.kind in (''self_evaluation'', ''evaluation'', ''part'', ''hearing'') then ''submission'' else ''preparation'' end',
    'r.appraisal_id', 'r.appraisal_id', 'null', on_insert => false, on_update => false);
select watch_rows('submissions', '(select case when p.kind in (''self_evaluation'', ''evaluation'', ''part'', ''hearing'') then ''submission'' else ''preparation'' end from papers p where p.id = r.paper_id)',
    '(select p.appraisal_id from papers p where p.id = r.paper_id)', '(select p.appraisal_id from papers p where p.id = r.paper_id)', 'r.paper_id || ''.'' || r.version');
select watch_rows('results', '''result''', 'r.appraisal_id', 'r.appraisal_id', 'r.no');
select watch_rows('appraisal_superiors', '''share''', 'r.appraisal_id', 'r.appraisal_id', 'r.person_id');
select watch_rows('advices', '''advice''', 'r.appraisal_id', 'r.appraisal_id', 'r.id',
    content => '(to_jsonb(r) - ''version'') || case when r.submitted_at is null then ''{"body": ""}''::jsonb else ''{}'' end');
select watch_rows('appraisal_notes', '''note''', 'r.appraisal_id', 'r.appraisal_id', 'r.id', '{version}');
select watch_rows('appraisal_notes', '''note_file''', 'r.appraisal_id', 'r.id', 'null', on_insert => false, on_update => false);
select watch_rows('note_files', '''note_file''', '(select n.appraisal_id from appraisal_notes n where n.id = r.note_id)', 'r.note_id', 'r.id');
select watch_rows('goals', '''goal''', 'r.appraisal_id', 'r.appraisal_id', 'r.id');
select watch_rows('goal_versions', '''goals''', 'r.appraisal_id', 'r.appraisal_id', 'r.number');
select watch_rows('goal_changes', '''goal_change''', 'r.appraisal_id', 'r.appraisal_id', 'r.id');
select watch_rows('goal_confirmations', '''goal_confirmation''', 'r.appraisal_id', 'r.appraisal_id', 'r.person_id');
select watch_rows('actuals', '''actual''', 'r.appraisal_id', 'r.appraisal_id', 'r.item || '' '' || r.period', '{version}');
select watch_rows('reopenings', '''reopening''', 'r.appraisal_id', 'r.appraisal_id', 'r.id');
select watch_rows('stand_ins', '''stand_in''', 'r.appraisal_id', 'r.appraisal_id', 'r.id', '{absence_id}');
select watch_rows('interviews', '''appointment''', 'r.appraisal_id', 'r.appraisal_id', '''''', '{version}');
select watch_rows('interview_steps', '''step''', 'r.appraisal_id', 'r.appraisal_id', 'r.step');
select watch_rows('item_stances', '''agreement''', 'r.appraisal_id', 'r.appraisal_id', 'r.item');
select watch_rows('parked_points', '''open_point''', 'r.appraisal_id', 'r.appraisal_id', 'r.id', '{version}');
select watch_rows('next_goals', '''next_goal''', 'r.appraisal_id', 'r.appraisal_id', 'r.id');
select watch_rows('confirmations', '''confirmation''', 'r.appraisal_id', 'r.appraisal_id', '''''');
select watch_rows('records', '''record''', 'r.appraisal_id', 'r.appraisal_id', 'r.version');
select watch_rows('signatures', '''signature''', 'r.appraisal_id', 'r.appraisal_id', 'r.record_version || ''.'' || r.party');
select watch_rows('refusals', '''refusal''', 'r.appraisal_id', 'r.appraisal_id', 'r.record_version');
select watch_rows('declared_refusals', '''declared_refusal''', 'r.appraisal_id', 'r.appraisal_id', 'r.record_version');
select watch_rows('plan_items', '''plan_item''', 'r.appraisal_id', 'r.appraisal_id', 'r.id', '{version}');
select watch_rows('plan_entries', '''plan_report''', '(select i.appraisal_id from plan_items i where i.id = r.plan_item_id)', 'r.plan_item_id', 'r.id');
select watch_rows('disputes', '''dispute''', 'r.appraisal_id', 'r.id', '''''', '{version}');
select watch_rows('dispute_seats', '''vote''', '(select d.appraisal_id from disputes d where d.id = r.dispute_id)', 'r.dispute_id', 'r.person_id', '{version}');
select watch_rows('dispute_files', '''dispute_file''', '(select d.appraisal_id from disputes d where d.id = r.dispute_id)', 'r.dispute_id', 'r.id');
-- until the evaluation is handed in, who answers, and when, is nobody's to know; then all are told of together
select watch_rows('colleague_answers', '''answer''', 'r.appraisal_id', 'r.appraisal_id', 'null',
    counts => '(select a.evaluated_at is not null from appraisals a where a.id = r.appraisal_id)');

-- in the chain of the company
select watch_rows('calibration_members', '''calibration_member''', '''00000000-0000-0000-0000-000000000000''', 'r.calibration_id', 'r.appraisal_id', '{version,appraisal_version,read_at}');
select watch_rows('calibrations', '''calibration''', '''00000000-0000-0000-0000-000000000000''', 'r.id', '''''');
select watch_rows('delegations', '''delegation''', '''00000000-0000-0000-0000-000000000000''', 'r.id', '''''');
select watch_rows('person_roles', '''roles''', '''00000000-0000-0000-0000-000000000000''', 'r.person_id', '''''');
select watch_rows('clerk_departments', '''roles''', '''00000000-0000-0000-0000-000000000000''', 'r.person_id', '''''');
-- that a colleague has answered is not told, lest its moment names them
select watch_rows('colleague_requests', '''colleague''', '''00000000-0000-0000-0000-000000000000''', 'r.appraisal_id', 'r.colleague_id',
    content => 'jsonb_build_array(r.nominated_by, case r.state when ''answered'' then ''accepted'' else r.state end, r.reason, r.salt)');
select watch_rows('colleague_closings', '''colleague_round''', '''00000000-0000-0000-0000-000000000000''', 'r.appraisal_id', '''''');
select watch_rows('people', '''person''', '''00000000-0000-0000-0000-000000000000''', 'r.id', '''''', '{version,language,zone,theme,digest}');
select watch_rows('credentials', '''credential''', '''00000000-0000-0000-0000-000000000000''', 'r.person_id', '''''');
select watch_rows('account_openings', '''opening''', '''00000000-0000-0000-0000-000000000000''', 'r.person_id', 'r.id', '{secret_hash,second_hash}');
select watch_rows('api_tokens', '''token''', '''00000000-0000-0000-0000-000000000000''', 'r.created_by', 'r.id', '{last_used_at}');
select watch_rows('departments', '''department''', '''00000000-0000-0000-0000-000000000000''', 'r.id', '''''', '{version}');
select watch_rows('reporting_lines', '''reporting_line''', '''00000000-0000-0000-0000-000000000000''', 'r.person_id', 'r.id');
select watch_rows('absences', '''absence''', '''00000000-0000-0000-0000-000000000000''', 'r.person_id', 'r.id');
select watch_rows('calendar_days', '''calendar_day''', '''00000000-0000-0000-0000-000000000000''', '''00000000-0000-0000-0000-000000000000''', 'to_char(r.day, ''YYYY-MM-DD'')');
select watch_rows('forms', '''form''', '''00000000-0000-0000-0000-000000000000''', 'r.family', 'r.version');
select watch_rows('schemes', '''scheme''', '''00000000-0000-0000-0000-000000000000''', 'r.family', 'r.version');
select watch_rows('company_goals', '''company_goal''', '''00000000-0000-0000-0000-000000000000''', 'r.id', '''''', '{version}');
select watch_rows('cycles', '''cycle''', '''00000000-0000-0000-0000-000000000000''', 'r.id', '''''', '{version,edition}');
select watch_rows('cycle_departments', '''cycle''', '''00000000-0000-0000-0000-000000000000''', 'r.cycle_id', '''''');
select watch_rows('cycle_forms', '''cycle''', '''00000000-0000-0000-0000-000000000000''', 'r.cycle_id', '''''');
select watch_rows('cycle_inputs', '''cycle''', '''00000000-0000-0000-0000-000000000000''', 'r.cycle_id', '''''', '{version}');
select watch_rows('cycle_exceptions', '''cycle_exception''', '''00000000-0000-0000-0000-000000000000''', 'r.person_id', 'r.cycle_id');
select watch_rows('cycle_members', '''cycle_members''', '''00000000-0000-0000-0000-000000000000''', 'r.cycle_id', '''''', '{position,reason}');
select watch_rows('retention_terms', '''retention_terms''', '''00000000-0000-0000-0000-000000000000''', '''00000000-0000-0000-0000-000000000000''', '''''', '{version}', 'r.set_at is not null');
select watch_rows('legal_holds', '''hold''', '''00000000-0000-0000-0000-000000000000''', 'coalesce(r.person_id, r.appraisal_id)', 'r.id');
select watch_rows('retention_runs', '''retention_run''', '''00000000-0000-0000-0000-000000000000''', 'r.id', '''''');
