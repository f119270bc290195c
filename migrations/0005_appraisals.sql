-- One appraisal per person and cycle, with the people it was launched with.
create type stage as enum ('goals', 'self_evaluation', 'evaluation', 'review', 'preparation',
    'interview', 'sign_off', 'dispute', 'concluded', 'withdrawn');

create table appraisals (
    id uuid primary key default gen_random_uuid(),
    cycle_id uuid not null references cycles,
    appraisee_id uuid not null references people,
    superior_id uuid not null references people,
    -- the superior's superior at launch: may not sit on a dispute
    next_superior_id uuid references people,
    facilitator_id uuid references people,
    department_id uuid references departments,
    position text not null default '',
    level level not null default 'staff',
    stage stage not null,
    stage_since timestamptz not null,
    due_on date,
    version integer not null default 1,
    self_submitted_at timestamptz,
    -- HR moved on after the deadline without a self-evaluation
    self_skipped boolean not null default false,
    evaluated_at timestamptz,
    approved_at timestamptz,
    released_at timestamptz,
    -- when the appraisee first opened the result: no unrelease from here on
    opened_at timestamptz,
    early_consent_at timestamptz,
    interviewed_at timestamptz,
    signed_off_at timestamptz,
    -- last day on which a dispute may be opened
    dispute_until date,
    concluded_at timestamptz,
    total numeric,
    -- index of the band in the cycle's grade scheme
    grade smallint,
    multiplier numeric,
    provisional boolean not null default false,
    withdrawn_reason text,
    -- why the work of the present stage came back, until it is submitted again
    return_reason text,
    constraint appraisals_once unique (cycle_id, appraisee_id),
    constraint appraisals_superior_is_another check (superior_id <> appraisee_id),
    constraint appraisals_facilitator_is_third check (facilitator_id not in (appraisee_id, superior_id)),
    constraint appraisals_result_whole check ((total is null) = (grade is null) and (grade is null) = (multiplier is null)),
    constraint appraisals_release_has_result check (
        stage not in ('preparation', 'interview', 'sign_off', 'dispute', 'concluded')
        or (released_at is not null and total is not null)),
    constraint appraisals_before_release check (
        stage not in ('goals', 'self_evaluation', 'evaluation', 'review') or released_at is null),
    constraint appraisals_evaluation_follows check (
        stage not in ('evaluation', 'review') or self_submitted_at is not null or self_skipped),
    constraint appraisals_sign_off_follows_interview check (
        stage not in ('sign_off', 'dispute', 'concluded') or interviewed_at is not null),
    constraint appraisals_concluded_has_date check (stage <> 'concluded' or concluded_at is not null),
    constraint appraisals_withdrawn_has_reason check (stage <> 'withdrawn' or withdrawn_reason is not null)
);
create index appraisals_appraisee on appraisals (appraisee_id);
create index appraisals_superior on appraisals (superior_id, stage);
create index appraisals_next_superior on appraisals (next_superior_id);
create index appraisals_facilitator on appraisals (facilitator_id, stage);
create index appraisals_department on appraisals (department_id);
-- the dashboard reads only this
create index appraisals_cycle_stage on appraisals (cycle_id, stage, department_id) include (due_on, provisional, grade, id);

-- What one side writes in one stage: a typed document that is autosaved under a version.
create type paper_kind as enum ('self_evaluation', 'evaluation', 'employee_preparation',
    'superior_preparation', 'interview', 'interview_note', 'private_note', 'hearing');

create table papers (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    kind paper_kind not null,
    -- interview step 1 to 8, else 0
    step smallint not null default 0 check (step between 0 and 8),
    -- the writer where everybody has one of their own, else nil: a new superior inherits the draft
    slot uuid not null default '00000000-0000-0000-0000-000000000000',
    author_id uuid not null references people,
    body jsonb not null,
    version integer not null default 1,
    updated_at timestamptz not null,
    submitted_at timestamptz,
    constraint papers_once unique (appraisal_id, kind, step, slot)
);
create index papers_author on papers (author_id);

-- every submitted text is kept, whatever happens to the paper later
create table submissions (
    paper_id uuid not null references papers,
    version integer not null,
    author_id uuid not null references people,
    body jsonb not null,
    submitted_at timestamptz not null,
    primary key (paper_id, version)
);
create index submissions_author on submissions (author_id);
create trigger submissions_append_only before update or delete on submissions
    for each row execute function refuse_change();

create table goals (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    title text not null check (length(title) between 1 and 500),
    -- the company or department goal it serves
    serves text not null default '' check (length(serves) <= 500),
    weight numeric not null check (weight > 0 and weight <= 100),
    position integer not null,
    constraint goals_position_unique unique (appraisal_id, position)
);
create table goal_confirmations (
    appraisal_id uuid not null references appraisals,
    person_id uuid not null references people,
    confirmed_at timestamptz not null,
    primary key (appraisal_id, person_id)
);
create index goal_confirmations_person on goal_confirmations (person_id);
