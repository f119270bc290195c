-- A goal may stand for one of the form's indicators: its target, and later its figures, are what the
-- indicator is counted with. At most one goal an indicator; told at commit, as goals are replaced one by one.
alter table goals add column indicator text not null default '' check (length(indicator) <= 40);
alter table goals add constraint goals_one_an_indicator
    exclude using btree (appraisal_id with =, indicator with =) where (indicator <> '' and retired_at is null)
    deferrable initially deferred;
