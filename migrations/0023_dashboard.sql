-- How many appraisals stand where, so that the dashboard costs the same for a hundred people as for a
-- hundred thousand. Kept in the transaction of every change: each change adds what it took away and what
-- it brought (count -1, count 1), so that no two of them wait for each other; a reader sums up, and
-- housekeeping folds the rows of a cycle into one per group from time to time.
create table appraisal_counts (
    cycle_id uuid not null references cycles,
    department_id uuid references departments,
    stage stage not null,
    due_on date,
    grade smallint,
    provisional boolean not null,
    count bigint not null
);
create index appraisal_counts_cycle on appraisal_counts (cycle_id);
create index appraisal_counts_department on appraisal_counts (department_id);

-- The same for the items of improvement plans, under the cycle and department of their appraisal.
create table plan_counts (
    cycle_id uuid not null references cycles,
    department_id uuid references departments,
    status plan_status not null,
    due_on date not null,
    count bigint not null
);
create index plan_counts_cycle on plan_counts (cycle_id);
create index plan_counts_department on plan_counts (department_id);
