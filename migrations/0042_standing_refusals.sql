-- Refusals that count: of the version of the record that stands. A settlement, a ruling or work that was opened again
-- leaves those of earlier versions behind.
create view standing_refusals as
select r.appraisal_id, r.record_version, r.witnessed_at
from refusals r
join appraisals a on a.id = r.appraisal_id and a.stage in ('sign_off', 'dispute', 'concluded')
where not exists (select from records n where n.appraisal_id = r.appraisal_id and n.version > r.record_version);
