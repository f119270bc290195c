-- Every row that the trail vouches for has a salt, so that its digest tells nothing of it; the salt goes when the row
-- goes, or when words are taken out of it.
alter table appraisals add column salt uuid not null default gen_random_uuid();
alter table submissions add column salt uuid not null default gen_random_uuid();
alter table results add column salt uuid not null default gen_random_uuid();
alter table appraisal_superiors add column salt uuid not null default gen_random_uuid();
alter table advices add column salt uuid not null default gen_random_uuid();
alter table appraisal_notes add column salt uuid not null default gen_random_uuid();
alter table note_files add column salt uuid not null default gen_random_uuid();
alter table goals add column salt uuid not null default gen_random_uuid();
alter table goal_versions add column salt uuid not null default gen_random_uuid();
alter table goal_changes add column salt uuid not null default gen_random_uuid();
alter table actuals add column salt uuid not null default gen_random_uuid();
alter table reopenings add column salt uuid not null default gen_random_uuid();
alter table interviews add column salt uuid not null default gen_random_uuid();
alter table interview_steps add column salt uuid not null default gen_random_uuid();
alter table item_stances add column salt uuid not null default gen_random_uuid();
alter table parked_points add column salt uuid not null default gen_random_uuid();
alter table next_goals add column salt uuid not null default gen_random_uuid();
alter table confirmations add column salt uuid not null default gen_random_uuid();
alter table records add column salt uuid not null default gen_random_uuid();
alter table signatures add column salt uuid not null default gen_random_uuid();
alter table refusals add column salt uuid not null default gen_random_uuid();
alter table plan_items add column salt uuid not null default gen_random_uuid();
alter table plan_entries add column salt uuid not null default gen_random_uuid();
alter table disputes add column salt uuid not null default gen_random_uuid();
alter table dispute_seats add column salt uuid not null default gen_random_uuid();
alter table dispute_files add column salt uuid not null default gen_random_uuid();
alter table calibration_members add column salt uuid not null default gen_random_uuid();
alter table delegations add column salt uuid not null default gen_random_uuid();
alter table people add column salt uuid not null default gen_random_uuid();

-- what somebody is told of on the start page, as the program's list of events says
alter table events add column news boolean not null default false;
drop index events_told;
create index events_told on events (stream, at) where news;
