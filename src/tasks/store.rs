//! Everything that waits for one person: one query, and another for HR.

use sqlx::{PgPool, types::Json};
use time::Date;

use super::{
    hr,
    rows::{Kind, MOST, Row},
};
use crate::{
    access::{Relation, Role, Stage, Viewer},
    appraisals::next_actions::Facts,
    web::Result,
};

pub async fn load(db: &PgPool, viewer: &Viewer, today: Date) -> Result<Vec<Row>> {
    let mut rows = of_everybody(db, viewer, today).await?;
    if viewer.is(Role::Hr) {
        rows.extend(hr::load(db, viewer.id, today).await?);
    }
    Ok(rows)
}

#[allow(clippy::too_many_lines)] // one query, and one is faster than ten
async fn of_everybody(db: &PgPool, viewer: &Viewer, today: Date) -> Result<Vec<Row>> {
    let rows = sqlx::query!(
        r#"with own as (
            select p.* from participants p
            where p.person_id = $1 and case p.relation
                when 'facilitator' then p.stage in ('preparation', 'interview', 'sign_off')
                when 'delegate' then p.stage = 'preparation'
                else p.stage not in ('concluded', 'withdrawn') end
            order by p.due_on nulls last, p.id limit $3
        ), rows as (
            select 'appraisal' as kind, o.id, o.relation, o.stage, o.due_on, e.name as subject, o.cycle_id,
                s.name as superior, f.name as facilitator, 1::bigint as count,
                case when o.stage in ('goals', 'preparation', 'sign_off', 'dispute') then (select facts from deed_facts where appraisal_id = o.id) end as facts
            from own o
            join people e on e.id = o.appraisee_id
            join people s on s.id = o.superior_id
            left join people f on f.id = o.facilitator_id
          union all
            select 'goal_change', o.id, o.relation, o.stage, o.due_on, e.name, o.cycle_id, s.name, '', 1, null
            from own o join goal_changes g on g.appraisal_id = o.id and g.status = 'open'
            join people e on e.id = o.appraisee_id join people s on s.id = o.superior_id
            where o.stage in ('self_evaluation', 'evaluation')
              and case o.relation when 'appraisee' then g.employee_confirmed_at is null
                  when 'superior' then g.superior_confirmed_at is null else false end
              and not exists (select from papers w join submissions b on b.paper_id = w.id
                  where w.appraisal_id = o.id and w.kind = 'evaluation')
          union all
            select t.deed, a.id, 'committee', a.stage, t.due_on, e.name, a.cycle_id, '', '', 1, null
            from committee_deeds t
            join appraisals a on a.id = t.appraisal_id and a.stage = 'dispute'
            join people e on e.id = a.appraisee_id
            where t.person_id = $1 and t.deed <> 'wait'
          union all
            select 'plan_due', n.id, null, a.stage, n.due_on, n.what, a.cycle_id, '', '', 1, null
            from plan_items n join appraisals a on a.id = n.appraisal_id and plan_stands(a.stage)
            where n.owner_id = $1 and n.status = 'open'
          union all
            select case n.status when 'reported' then 'plan_to_verify' else 'plan_late' end, n.id, 'superior', a.stage, n.due_on,
                e.name || ': ' || n.what, a.cycle_id, o.name, '', 1, null
            from appraisals a join plan_items n on n.appraisal_id = a.id
                and (n.status = 'reported' or (n.status = 'open' and n.due_on < $2 and n.owner_id <> $1))
            join people e on e.id = a.appraisee_id join people o on o.id = n.owner_id
            where a.superior_id = $1 and plan_stands(a.stage)
          union all
            select 'advice', v.id, null, null, v.due_on, e.name, a.cycle_id, '', '', 1, null
            from advices v join appraisals a on a.id = v.appraisal_id join people e on e.id = a.appraisee_id
            where v.author_id = $1 and v.submitted_at is null
              and (v.kind = 'final' or a.stage in ('goals', 'self_evaluation', 'evaluation'))
          union all
            select 'input', a.id, 'colleague', a.stage, n.due_on, e.name, a.cycle_id, '', '', 1, null
            from colleague_requests q join appraisals a on a.id = q.appraisal_id and a.stage in ('self_evaluation', 'evaluation')
            join cycle_inputs n on n.cycle_id = a.cycle_id and n.due_on >= $2 join people e on e.id = a.appraisee_id
            where q.colleague_id = $1 and q.state in ('asked', 'accepted')
              and not exists (select from colleague_closings x where x.appraisal_id = a.id)
          union all
            select 'to_ask', a.id, 'superior', a.stage, n.due_on, e.name, a.cycle_id, '', '', count(*), null
            from appraisals a join colleague_requests q on q.appraisal_id = a.id and q.state = 'nominated'
            join cycle_inputs n on n.cycle_id = a.cycle_id and n.due_on >= $2 join people e on e.id = a.appraisee_id
            where a.superior_id = $1 and a.stage in ('self_evaluation', 'evaluation')
              and not exists (select from colleague_closings x where x.appraisal_id = a.id)
            group by a.id, n.due_on, e.name
          union all
            select 'part', a.id, 'co_superior', a.stage, a.due_on, e.name, a.cycle_id, '', '', 1, null
            from appraisal_superiors t join appraisals a on a.id = t.appraisal_id and a.stage = 'evaluation'
                and t.person_id not in (a.appraisee_id, a.superior_id)
            join people e on e.id = a.appraisee_id
            where t.person_id = $1 and not exists (select from papers q where q.appraisal_id = a.id and q.kind = 'part'
                and q.slot = $1 and q.submitted_at is not null)
          union all
            select 'calibrated', a.id, 'superior', a.stage, null, e.name, a.cycle_id, '', '', 1, null
            from appraisals a join calibration_members m on m.appraisal_id = a.id and m.points <> '{}' and m.read_at is null
            join calibrations k on k.id = m.calibration_id and k.status = 'applied' join people e on e.id = a.appraisee_id
            where a.superior_id = $1 and a.stage not in ('concluded', 'withdrawn')
          union all
            select case when k.owner_id = $1 then 'parked' else 'parked_late' end, a.id, null, a.stage, k.due_on,
                e.name || ': ' || coalesce(n.name, k.item), a.cycle_id, o.name, '', 1, null
            from parked_points k
            join appraisals a on a.id = k.appraisal_id and a.stage in ('sign_off', 'dispute', 'concluded')
            join people e on e.id = a.appraisee_id join people o on o.id = k.owner_id
            join cycles c on c.id = a.cycle_id
            left join lateral (
                select i -> 'name' ->> $4 as name from forms f, jsonb_array_elements(f.definition -> 'indicators') i
                where f.id = c.form_id and i ->> 'key' = k.item limit 1
            ) n on true
            where k.reported_at is null and (k.owner_id = $1 or (a.superior_id = $1 and k.due_on < $2))
              and exists (select from unnest(relations_to(a.id, $1)) relation where relation <> 'committee')
          union all
            select 'no_response_below', a.id, null, a.stage, a.due_on, e.name, a.cycle_id, s.name, '', 1, null
            from appraisals a join people e on e.id = a.appraisee_id join people s on s.id = a.superior_id
            where a.next_superior_id = $1 and a.stage = 'sign_off' and a.due_on < $2
          union all
            select 'reopening_asked', a.id, null, a.stage, null, e.name, a.cycle_id, s.name, '', 1, null
            from appraisals a join reopenings o on o.appraisal_id = a.id
            join people e on e.id = a.appraisee_id join people s on s.id = a.superior_id
            where (a.appraisee_id = $1 or a.superior_id = $1) and o.decided_at is null
        )
        select r.kind as "kind!", r.id as "id!", r.relation as "relation?: Relation", r.stage as "stage?: Stage", r.due_on as "due_on?", r.subject as "subject!",
            coalesce(c.name, '') as "cycle!", coalesce(r.superior, '') as "superior!", coalesce(r.facilitator, '') as "facilitator!",
            coalesce(c.status = 'paused', false) as "paused!", r.count as "count!", r.facts as "facts?: Json<Facts>"
        from rows r left join cycles c on c.id = r.cycle_id
        order by r.due_on nulls last, c.name, r.subject, r.id limit $3"#,
        viewer.id.0,
        today,
        MOST,
        viewer.lang.key()
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Row {
                kind: Kind::from_key(&row.kind)?,
                id: row.id,
                relation: row.relation,
                stage: row.stage,
                due_on: row.due_on,
                subject: row.subject,
                cycle: row.cycle,
                superior: row.superior,
                facilitator: row.facilitator,
                count: row.count,
                low: 0,
                paused: row.paused,
                facts: row.facts.map(|facts| facts.0).unwrap_or_default(),
            })
        })
        .collect())
}
