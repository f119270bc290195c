-- The plan of an appraisal that was opened again rests until its new record is there, in the figures as in the ledger.
create function plan_stands(stage) returns boolean language sql immutable as $$ select $1 in ('sign_off', 'dispute', 'concluded') $$;
