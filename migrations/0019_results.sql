-- How each result came about, as it was computed: inputs, rule, versions, bounds. One row a result, oldest
-- first; the highest number is the one that counts. Pages explain from here, never by computing anew.
create table results (
    appraisal_id uuid not null references appraisals,
    no integer not null check (no >= 1),
    body jsonb not null,
    made_at timestamptz not null,
    primary key (appraisal_id, no)
);
create trigger results_append_only before update or delete on results
    for each row execute function refuse_change();
