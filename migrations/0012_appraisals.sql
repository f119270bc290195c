-- One appraisal per person and cycle, with the people it was launched with, and the papers that they write in it.
create type stage as enum ('goals', 'self_evaluation', 'evaluation', 'review', 'preparation',
    'interview', 'sign_off', 'dispute', 'concluded', 'withdrawn');
-- what somebody is to an appraisal
create type relation as enum ('appraisee', 'superior', 'facilitator', 'hr', 'clerk', 'committee', 'delegate',
    'co_superior', 'colleague');

create table appraisals (
    id uuid primary key default gen_random_uuid(),
    cycle_id uuid not null references cycles,
    -- null: the form of the cycle; set when the appraisal is made, and kept from then on
    form_id uuid references forms,
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
    -- deadlines of this appraisal that differ from the cycle's, by name
    own_deadlines jsonb not null default '{}',
    version integer not null default 1,
    self_submitted_at timestamptz,
    -- HR moved on after the deadline without a self-evaluation
    self_skipped boolean not null default false,
    -- HR did the employee's step for them: who, why, and what is known of their view
    behalf_by uuid references people,
    behalf_reason text,
    behalf_text text,
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
    -- what kind of end a withdrawal was
    withdrawn_as text check (withdrawn_as in ('left', 'cancelled', 'short_service', 'long_leave', 'exempt', 'other')),
    -- why the work of the present stage came back, until it is submitted again
    return_reason text,
    -- there is or was what an appraisal seldom has: a further superior, a colleague asked for input, advice of an earlier
    -- superior, a request to correct, a dispute; looked for only then
    annexed boolean not null default false,
    -- when the two kinds of material were removed, and when the whole text was
    working_purged_at timestamptz,
    input_purged_at timestamptz,
    erased_at timestamptz,
    constraint appraisals_once unique (cycle_id, appraisee_id),
    constraint appraisals_superior_is_another check (superior_id <> appraisee_id),
    constraint appraisals_facilitator_is_third check (facilitator_id not in (appraisee_id, superior_id)),
    constraint appraisals_behalf_whole check (
        (behalf_by is null) = (behalf_reason is null) and (behalf_by is null) = (behalf_text is null)),
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
create index appraisals_form on appraisals (form_id) where form_id is not null;
create index appraisals_behalf on appraisals (behalf_by);
-- the dashboard reads only this
create index appraisals_cycle_stage on appraisals (cycle_id, stage, department_id) include (due_on, provisional, grade, id);
-- what the start page tells of lately
create index appraisals_withdrawn on appraisals (stage_since) where stage = 'withdrawn';
create index appraisals_ended on appraisals (stage_since) where stage in ('concluded', 'withdrawn');

-- What one side writes in one stage: a typed document that is autosaved under a version.
create type paper_kind as enum ('self_evaluation', 'evaluation', 'employee_preparation',
    'superior_preparation', 'interview', 'interview_note', 'private_note', 'hearing', 'part');

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
