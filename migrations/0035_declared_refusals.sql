-- A refusal is the employee's own word and no signature: it can be taken back until it is recorded, and a signature
-- given later takes its place. One row a version; who declared and took back when stands in the trail.
create table declared_refusals (
    appraisal_id uuid not null,
    record_version integer not null,
    person_id uuid not null references people,
    words text not null default '' check (length(words) <= 5000),
    sha256 text not null,
    declared_at timestamptz not null,
    taken_back_at timestamptz,
    salt uuid not null default gen_random_uuid(),
    primary key (appraisal_id, record_version),
    foreign key (appraisal_id, record_version) references records,
    constraint declared_refusals_taken_back_later check (taken_back_at >= declared_at)
);
create index declared_refusals_person on declared_refusals (person_id);

-- How somebody showed that it was they who signed; the record says it.
alter table signatures add column means text not null default 'password';
alter table signatures add constraint signatures_are_no_refusals check (choice <> 'refuse');
