-- What was reached: actual figures of goals and of the form's indicators.
create type actual_source as enum ('hand', 'file', 'api');
create table actuals (
    appraisal_id uuid not null references appraisals,
    -- the key of an indicator of the form, or of a goal
    item text not null check (length(item) between 1 and 200),
    goal_key text,
    -- 2026, 2026-H1, 2026-Q3, 2026-09 or 2026-09-30
    period text not null check (length(period) between 4 and 10),
    ends_on date not null,
    actual numeric not null,
    note text not null default '' check (length(note) <= 1000),
    source actual_source not null,
    recorded_at timestamptz not null,
    -- one of the two
    recorded_by uuid references people,
    token_id uuid references api_tokens,
    version integer not null default 1,
    primary key (appraisal_id, item, period),
    foreign key (appraisal_id, goal_key) references goals (appraisal_id, key),
    constraint actuals_goal_is_item check (goal_key is null or goal_key = item),
    constraint actuals_have_author check ((recorded_by is null) <> (token_id is null)),
    constraint actuals_api_has_token check ((source = 'api') = (token_id is not null))
);
create index actuals_goal on actuals (appraisal_id, goal_key);
create index actuals_recorded_by on actuals (recorded_by);
create index actuals_token on actuals (token_id);
