-- Who has a say beside the direct superior: further superiors with a share of the judged scores, and
-- colleagues who answer a few questions.

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

-- As before, with the two new relations; no role reaches an appraisal that one is a further superior of.
create or replace view parties as
select id as appraisal_id, appraisee_id as person_id, 'appraisee'::relation as relation from appraisals
union all
select id, superior_id, 'superior' from appraisals
union all
select id, facilitator_id, 'facilitator' from appraisals where facilitator_id is not null
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
select d.appraisal_id, s.person_id, 'committee'
from disputes d
join appraisals a on a.id = d.appraisal_id
join dispute_seats s on s.dispute_id = d.id
    and s.person_id not in (a.appraisee_id, a.superior_id)
    and s.person_id is distinct from a.facilitator_id
    and s.person_id is distinct from a.next_superior_id
where not exists (select from appraisal_superiors t where t.appraisal_id = a.id and t.person_id = s.person_id)
union all
select t.appraisal_id, t.person_id, 'co_superior'
from appraisal_superiors t
join appraisals a on a.id = t.appraisal_id and t.person_id not in (a.appraisee_id, a.superior_id)
union all
select q.appraisal_id, q.colleague_id, 'colleague'
from colleague_requests q
join appraisals a on a.id = q.appraisal_id and q.colleague_id not in (a.appraisee_id, a.superior_id)
where q.state in ('asked', 'accepted')
union all
select a.id, d.delegate_id, 'delegate'
from delegations d
join appraisals a on a.superior_id = d.delegator_id and a.appraisee_id <> d.delegate_id
where d.revoked_at is null and d.since <= now() and d.until > now();
