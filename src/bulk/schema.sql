-- The rows of a run that somebody may see: no role shows its holder anything about themselves, or about an appraisal
-- that they are a superior of; a clerk sees the departments in reach. Whoever asks for no more than outcomes joins
-- nothing.
create function run_lines(which uuid, viewer uuid, reach uuid[])
returns table (seq integer, outcome run_outcome, reason text, person_id uuid, appraisal_id uuid, name text, number text,
    about text, department text)
language sql stable as $$
    select r.seq, r.outcome, r.reason, r.person_id, r.appraisal_id, p.name, p.number,
        case when e.id <> p.id then e.name end, coalesce(d.name, o.name)
    from run_rows r
    left join people p on p.id = r.person_id
    left join appraisals a on a.id = r.appraisal_id
    left join people e on e.id = a.appraisee_id
    left join departments d on d.id = a.department_id
    left join departments o on o.id = p.department_id
    where r.run_id = which
      and (reach is null or coalesce(a.department_id, p.department_id) = any(reach))
      and case when r.appraisal_id is null then r.person_id <> viewer else r.appraisal_id not in (
            select id from appraisals where appraisee_id = viewer
            union all select id from appraisals where superior_id = viewer
            union all select t.appraisal_id from appraisal_superiors t where t.person_id = viewer) end
$$;
