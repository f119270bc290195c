-- A calibration session: HR looks at a set of results that wait for release, side by side. What is
-- changed in it is a proposal until the session is applied as a whole; given up, it changes nothing.
create type calibration_status as enum ('open', 'applied', 'abandoned');

create table calibrations (
    id uuid primary key default gen_random_uuid(),
    cycle_id uuid not null references cycles,
    name text not null constraint calibrations_name check (length(name) between 1 and 200),
    status calibration_status not null default 'open',
    opened_by uuid not null references people,
    opened_at timestamptz not null,
    closed_by uuid references people,
    closed_at timestamptz,
    reason text not null default '',
    constraint calibrations_closed check ((status = 'open') = (closed_at is null))
);
create index calibrations_cycle on calibrations (cycle_id);
create index calibrations_opened_by on calibrations (opened_by);
create index calibrations_closed_by on calibrations (closed_by);

create table calibration_members (
    calibration_id uuid not null references calibrations,
    appraisal_id uuid not null references appraisals,
    -- points by the key of the indicator; empty is no proposal
    points jsonb not null default '{}',
    reason text not null default '',
    proposed_by uuid references people,
    -- the appraisal as it was when the proposal was made, and the proposal's own version
    appraisal_version integer not null default 0,
    version integer not null default 1,
    -- A closed session shows every member as it was on that day, changed or not: the result before and after,
    -- and the superior.
    total_before numeric,
    grade_before smallint,
    total_after numeric,
    grade_after smallint,
    superior_id uuid references people,
    -- when the superior looked at what was changed
    read_at timestamptz,
    primary key (calibration_id, appraisal_id),
    constraint calibration_members_reason check (points = '{}' or length(reason) > 0)
);
create index calibration_members_appraisal on calibration_members (appraisal_id);
create index calibration_members_proposed_by on calibration_members (proposed_by);
create index calibration_members_superior on calibration_members (superior_id);
