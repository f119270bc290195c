-- Who has a room open just now, a row for each open stream. Nothing of value: a row lives as long as its
-- server renews it, and a crash may lose the table.
create unlogged table presences (
    id uuid primary key,
    appraisal_id uuid not null references appraisals,
    person_id uuid not null references people,
    seen_at timestamptz not null
);
create index presences_appraisal on presences (appraisal_id);
create index presences_person on presences (person_id);
