-- Who gives scores and input, and what the scores come to: further superiors with a share of the judged
-- scores, colleagues who answer a few questions, results.

-- The direct superior has what is left to 100 and stays the one who submits.
create table appraisal_superiors (
    appraisal_id uuid not null references appraisals,
    person_id uuid not null references people,
    share numeric not null constraint appraisal_superiors_share check (share > 0 and share < 100),
    primary key (appraisal_id, person_id)
);
create index appraisal_superiors_person on appraisal_superiors (person_id);

-- Whether a cycle asks colleagues at all: no row, no input. The mode is a promise to the writers and
-- never changes once somebody has been nominated.
create type input_mode as enum ('named', 'anonymous');
create table cycle_inputs (
    cycle_id uuid primary key references cycles,
    mode input_mode not null,
    most smallint not null constraint cycle_inputs_most check (most between 1 and 20),
    due_on date not null,
    version integer not null default 1
);

create type request_state as enum ('nominated', 'struck', 'asked', 'accepted', 'declined', 'answered');
create table colleague_requests (
    appraisal_id uuid not null references appraisals,
    colleague_id uuid not null references people,
    nominated_by uuid not null references people,
    state request_state not null,
    -- why it was struck or declined
    reason text not null default '',
    -- the colleague's own, until it is sent
    draft jsonb,
    version integer not null default 1,
    primary key (appraisal_id, colleague_id),
    constraint colleague_requests_draft_is_sent check (state <> 'answered' or draft is null)
);
create index colleague_requests_colleague on colleague_requests (colleague_id, state);
create index colleague_requests_nominated_by on colleague_requests (nominated_by);

-- What was sent. Where the cycle promises anonymity there is no author, and never a time: the row
-- says nothing but its words, and its id is random.
create table colleague_answers (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    author_id uuid references people,
    body jsonb not null
);
create index colleague_answers_appraisal on colleague_answers (appraisal_id);
create index colleague_answers_author on colleague_answers (author_id);

-- The superior ended the round before its day. Answers are shown together, after the round.
create table colleague_closings (
    appraisal_id uuid primary key references appraisals,
    closed_by uuid not null references people
);
create index colleague_closings_closed_by on colleague_closings (closed_by);

-- How each result came about, as it was computed: inputs, rule, versions, bounds. One row a result, oldest
-- first; the highest number is the one that counts. Pages explain from here, never by computing anew.
create table results (
    appraisal_id uuid not null references appraisals,
    no integer not null check (no >= 1),
    body jsonb not null,
    made_at timestamptz not null,
    primary key (appraisal_id, no)
);
