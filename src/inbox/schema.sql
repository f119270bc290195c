-- Which to-dos `todo_counts` counts: the turns of the lifecycle that are there at once, one of a kind of party in an appraisal.
create function is_counted(todo_kind, relation, timestamptz) returns boolean language sql immutable as $$
    select $1 <= 'vote_again' and $2 not in ('committee', 'delegate') and $3 is null
$$;
