-- Rows of what the demo's story has none of. `e` is an employee whose appraisal is concluded, `a`, with the superior `s`; `b` is another
-- that is; `h` is of HR, `o` somebody else.
do $$ declare a uuid; b uuid; e uuid; s uuid; h uuid; o uuid; c uuid; k uuid; n uuid; d uuid;
begin
    select a1.id, appraisee_id, a1.superior_id, cycle_id into a, e, s, c from appraisals a1 join people p on p.id = a1.appraisee_id
        where p.number = 'S04' and stage = 'concluded';
    select a1.id into b from appraisals a1 join people p on p.id = a1.appraisee_id where evaluated_at is not null and a1.id <> a
        and p.number = 'S05' and stage = 'concluded';
    select id into h from people where number = 'H03';
    select id into o from people where number = 'F08';
    insert into appraisal_superiors (appraisal_id, person_id, share) values (a, o, 20), (b, o, 10);
    insert into advices (appraisal_id, author_id, kind, from_on, until_on, body, asked_by, asked_at, due_on, submitted_at)
        values (a, o, 'earlier_superior', '2026-01-01', '2026-02-01', 'good work', h, now(), '2026-03-01', now()),
               (b, o, 'final', '2026-01-01', '2026-02-01', '', h, now(), '2026-03-01', null);
    for i in 1..2 loop
        insert into appraisal_notes (appraisal_id, author_id, words, written_at) values (a, e, 'seen', now()) returning id into n;
        insert into note_files (note_id, name, media_type, content, uploaded_at) values (n, 'a.txt', 'text/plain', 'a', now());
        insert into goals (appraisal_id, key, title, weight, position) values (a, 'X' || i, 'more', 10, 70 + i);
        insert into goal_versions (appraisal_id, number, goals, author_id, saved_at) values (a, 70 + i, '[1]', e, now());
        insert into goal_changes (appraisal_id, goals, reason, proposed_by, proposed_at, status, closed_at, closed_by)
            values (a, '[]', 'because', e, now(), 'declined', now(), s);
        insert into actuals (appraisal_id, item, period, ends_on, actual, source, recorded_at, recorded_by)
            values (a, 'profit', '202' || i, '2026-12-31', 7, 'hand', now(), s);
        insert into reopenings (appraisal_id, stage, asked_in, reason, requested_by, requested_at, approved, answer, decided_by, decided_at)
            values (a, 'evaluation', 'concluded', 'because', e, now(), false, 'no', h, now());
        insert into delegations (delegator_id, delegate_id, starts_on, ends_on, since, until, reason, created_by, created_at)
            values (s, o, '2026-01-01', '2026-01-02', now(), now() + interval '1 day', 'away', s, now());
        insert into absences (person_id, kind, from_on, until_on, created_by, created_at) values (s, 'leave', '2026-01-01', '2026-01-05', h, now());
        insert into stand_ins (appraisal_id, from_id, to_id, moved_at, returned_at) values (a, s, o, now(), now());
        insert into company_goals (title, starts_on, ends_on, created_at, created_by) values ('grow ' || i, '2026-01-01', '2026-12-31', now(), h);
        insert into calendar_days (day, working, name) values (date '2026-05-01' + i, false, 'holiday');
        insert into api_tokens (name, token_hash, hint, created_by, created_at, expires_at)
            values ('system', sha256(i::text::bytea), 'abc', h, now(), now() + interval '1 year');
        insert into calibrations (cycle_id, name, opened_by, opened_at, status, closed_by, closed_at)
            values (c, 'all', h, now(), 'applied', h, now()) returning id into k;
        insert into calibration_members (calibration_id, appraisal_id, superior_id, total_before, grade_before, total_after, grade_after)
            values (k, a, s, 90, 2, 91, 2);
        insert into account_openings (person_id, purpose, way, started_by, started_at, expires_at, ended_at, ended_as, ended_by)
            values (o, 'recovery', 'mail', h, now(), now() + interval '1 day', now(), 'used', o);
        insert into legal_holds (person_id, reason, placed_by, placed_at, lifted_by, lifted_at) values (o, 'a case', h, now(), h, now());
    end loop;
    insert into goal_confirmations (appraisal_id, person_id, confirmed_at) values (a, e, now()), (a, s, now());
    insert into cycle_inputs (cycle_id, mode, most, due_on) values (c, 'anonymous', 5, '2026-03-01') on conflict do nothing;
    insert into cycle_forms (cycle_id, position, form_id) select c, 'Guard', form_id from cycles where id = c;
    insert into cycle_exceptions (cycle_id, person_id, exempt_reason) values (c, o, 'on leave'), (c, h, 'new');
    insert into colleague_requests (appraisal_id, colleague_id, nominated_by, state) values (a, o, e, 'answered'), (a, h, e, 'answered'), (b, h, s, 'declined');
    insert into colleague_answers (appraisal_id, body) values (a, '{"strengths": "much"}'), (a, '{"strengths": "some"}');
    insert into colleague_closings (appraisal_id, closed_by) values (a, s), (b, s);
    select id into d from disputes order by id limit 1;
    insert into dispute_files (dispute_id, name, media_type, content, uploaded_by, uploaded_at)
        values (d, 'a.txt', 'text/plain', 'a', e, now()), (d, 'b.txt', 'text/plain', 'b', e, now());
    update retention_terms set set_at = now() - interval '3 days', set_by = h, reason = 'the rule';
    update people set name = name || ' the Second' where id = o;
end $$