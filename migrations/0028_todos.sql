-- The ledger of what waits for whom: who owes what, from which day, due when. Written in the transaction of each
-- change by `inbox::settle`, from the one function `inbox::rules::owed`; start page, lists, mail, reminders and
-- dashboard read it. Names are never among it, only ids.
create type todo_kind as enum ('agree_goals', 'write_self', 'evaluate', 'approve', 'release', 'answer_appointment',
    'prepare_as_employee', 'prepare_as_superior', 'appoint', 'answer_wish', 'start_interview', 'interview_passed',
    'hold_interview', 'sign', 'record_refusal', 'witness_refusal', 'answer_dispute', 'consider_answer', 'vote', 'rule',
    'vote_again', 'goal_change', 'advice', 'input', 'ask_colleagues', 'part', 'calibrated', 'plan_due', 'plan_to_verify',
    'plan_late', 'open_point', 'open_point_late', 'no_response_below', 'superior_gone', 'dispute_opened', 'dispute_late',
    'seat_vacant', 'reopening', 'hr_notice', 'leaver_due');

create table todos (
    id bigint primary key generated always as identity,
    -- none: about no appraisal
    appraisal_id uuid references appraisals,
    -- as on the appraisal, and kept with it
    cycle_id uuid,
    department_id uuid,
    kind todo_kind not null,
    -- none: anybody of HR, but never somebody whom the appraisal is about, nor `except_id`
    person_id uuid references people,
    except_id uuid,
    relation relation,
    -- the row that it is about, where that is not the appraisal
    subject_id uuid,
    amount smallint not null default 1,
    low boolean not null default false,
    due_on date,
    -- the first and the last day on which it is there, and the instants where a day is too coarse
    begins_on date,
    ends_on date,
    begins_at timestamptz,
    ends_at timestamptz,
    since timestamptz not null,
    -- the event that brought it, and the one that ended it; none: a row or a day alone
    why text,
    done_at timestamptz,
    done_by text,
    constraint todos_of_somebody check (person_id is not null or relation = 'hr')
);
create unique index todos_once on todos (appraisal_id, kind, person_id, relation, subject_id) nulls not distinct where done_at is null;
create index todos_person on todos (person_id) where done_at is null;
create index todos_hr on todos (kind, cycle_id) where done_at is null and person_id is null;
create index todos_cycle on todos (cycle_id, kind, due_on) where done_at is null;
create index todos_done on todos (done_at) where done_at is not null;
-- those that are not among `todo_counts`
create index todos_apart on todos (cycle_id) where done_at is null and kind <= 'vote_again' and (relation = 'committee' or begins_at is not null);

-- For how many appraisals each kind of party is waited for, so that the dashboard costs the same for any number of
-- people. As `standing`: each change adds what it took away and what it brought, and housekeeping folds. A committee's
-- turns are several for one appraisal, and what begins at an instant is not there yet: these are counted where they are.
create table todo_counts (
    cycle_id uuid not null,
    department_id uuid,
    relation relation not null,
    due_on date,
    count bigint not null
);
create index todo_counts_cycle on todo_counts (cycle_id);

-- The list of appraisals is read by day or by name, a page at a time; what has no day comes last.
create index appraisals_listed on appraisals (coalesce(due_on, date '9999-12-31'), id);
create index people_listed on people (lower(name), id);
