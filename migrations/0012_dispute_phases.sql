-- On whose desk an open dispute lies: it follows from the case, so that it is nowhere kept twice.
create type dispute_phase as enum ('answer', 'consider', 'hearing');

create view dispute_phases as
select appraisal_id,
    (case when status = 'referred' then 'hearing' when answered_at is not null then 'consider' else 'answer' end)::dispute_phase as phase
from disputes
where status in ('opened', 'referred');

-- Who reported the outcome of a parked point: its owner, or HR where the owner cannot.
alter table parked_points
    add column reported_by uuid references people,
    add constraint parked_points_reported_whole check (
        (reported_at is null) = (outcome is null) and (reported_at is null) = (reported_by is null));
create index parked_points_reported_by on parked_points (reported_by);
create index parked_points_due on parked_points (due_on) where reported_at is null;
