-- Appraisals that went to somebody else because their superior was away or had left, and what HR is told of it.
create table stand_ins (
    id uuid primary key default gen_random_uuid(),
    appraisal_id uuid not null references appraisals,
    from_id uuid not null references people,
    to_id uuid not null references people,
    -- none where the superior has left
    absence_id uuid references absences,
    moved_at timestamptz not null,
    returned_at timestamptz
);
create index stand_ins_appraisal on stand_ins (appraisal_id);
create index stand_ins_from on stand_ins (from_id);
create index stand_ins_to on stand_ins (to_id);
create index stand_ins_absence on stand_ins (absence_id);
create index stand_ins_out on stand_ins (absence_id) where returned_at is null;

-- shown on the start page until one of HR has taken note
create type hr_notice_kind as enum ('moved', 'returned', 'left', 'line_refused');
create table hr_notices (
    id uuid primary key default gen_random_uuid(),
    kind hr_notice_kind not null,
    person_id uuid not null references people,
    other_id uuid references people,
    -- appraisals concerned
    count integer not null default 0,
    at timestamptz not null,
    noted_by uuid references people,
    noted_at timestamptz
);
create index hr_notices_person on hr_notices (person_id);
create index hr_notices_other on hr_notices (other_id);
create index hr_notices_noted_by on hr_notices (noted_by);
create index hr_notices_open on hr_notices (at) where noted_at is null;
