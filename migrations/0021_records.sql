-- The frozen record and what was signed. Nothing here is ever changed; after the legal period the text goes,
-- its hash stays.
create table records (
    appraisal_id uuid not null references appraisals,
    version integer not null check (version > 0),
    -- the canonical text; sha256 is over exactly these bytes
    content text not null,
    sha256 text not null,
    reason text not null default '',
    created_at timestamptz not null,
    created_by uuid not null references people,
    removed_at timestamptz,
    removed_by uuid,
    primary key (appraisal_id, version),
    constraint records_removed_whole check (
        (removed_at is null) = (removed_by is null) and (removed_at is null or content = ''))
);
create index records_created_by on records (created_by);
create index records_removed_by on records (removed_by) where removed_by is not null;

create type party as enum ('appraisee', 'superior');
create type choice as enum ('agree', 'agree_in_part', 'refuse');

create table signatures (
    appraisal_id uuid not null,
    record_version integer not null,
    party party not null,
    person_id uuid not null references people,
    choice choice not null,
    -- the items objected to, where the choice is agree_in_part
    items text[] not null default '{}',
    words text not null default '' check (length(words) <= 5000),
    sha256 text not null,
    signed_at timestamptz not null,
    primary key (appraisal_id, record_version, party),
    foreign key (appraisal_id, record_version) references records
);
create index signatures_person on signatures (person_id);

create table refusals (
    appraisal_id uuid not null,
    record_version integer not null,
    reason text not null check (length(reason) between 1 and 5000),
    recorded_by uuid not null references people,
    recorded_at timestamptz not null,
    witness_id uuid references people,
    witnessed_at timestamptz,
    employee_comment text not null default '' check (length(employee_comment) <= 5000),
    primary key (appraisal_id, record_version),
    foreign key (appraisal_id, record_version) references records,
    constraint refusals_witness_is_another check (witness_id <> recorded_by),
    constraint refusals_witness_has_date check ((witness_id is null) = (witnessed_at is null))
);
create index refusals_recorded_by on refusals (recorded_by);
create index refusals_witness on refusals (witness_id);
