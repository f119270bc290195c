//! What waits for HR: by cycle where there is one answer for many, by appraisal where each is a case. Never their
//! own appraisal, nor those of the people whose superior they are.

use sqlx::PgPool;
use time::Date;

use super::rows::{Kind, MOST, Row};
use crate::{
    access::{Relation, Stage},
    appraisals::next_actions::Facts,
    ground::ids::PersonId,
    web::Result,
};

pub async fn load(db: &PgPool, hr: PersonId, today: Date) -> Result<Vec<Row>> {
    let rows = sqlx::query!(
        r#"with hr as materialized (
            select a.id, a.cycle_id, a.stage, a.approved_at, a.due_on, a.grade, a.appraisee_id, a.superior_id, a.facilitator_id
            from parties p join appraisals a on a.id = p.appraisal_id
            where p.person_id = $1 and p.relation = 'hr' and a.stage not in ('concluded', 'withdrawn')
              and (a.stage = 'review' or (a.stage in ('self_evaluation', 'evaluation') and a.due_on < $2)
                   or (a.stage = 'sign_off' and (a.facilitator_id is null or a.due_on < $2))
                   or a.superior_id in (select id from people where not active and anonymised_at is null))
        ), due as materialized (
            select p.id from retention_terms t
            join people p on not p.active and p.anonymised_at is null and p.left_on <= $2::date - make_interval(months => t.record_months)
            where not exists (select from legal_holds where person_id = p.id and lifted_at is null)
        ), held as materialized (
            -- few, so one look into each table for each of them, and none where nobody is due
            select q.person_id from (select appraisal_id from held_appraisals where exists (select from due)) h
            cross join lateral (select person_id from appraisal_people where appraisal_id = h.appraisal_id offset 0) q
        ), own as (
            select id from appraisals where appraisee_id = $1
            union select id from appraisals where superior_id = $1
            union select appraisal_id from appraisal_superiors where person_id = $1
        ), cases as materialized (
            select d.id as dispute_id, d.status, d.due_on, a.id, a.stage, a.cycle_id, e.name
            from disputes d join appraisals a on a.id = d.appraisal_id and a.stage = 'dispute' join people e on e.id = a.appraisee_id
            where d.status in ('opened', 'referred') and a.id not in (select id from own)
        ), rows as (
            select case when approved_at is null then 'to_approve' else 'to_release' end as kind, (array_agg(h.id))[1] as id,
                'review'::stage as stage, min(h.due_on) as due_on, '' as subject, h.cycle_id, '' as superior, count(*) as count,
                count(*) filter (where (sc.definition -> 'bands' -> h.grade::int ->> 'low')::bool) as low
            from hr h join cycles c on c.id = h.cycle_id join schemes sc on sc.id = c.scheme_id
            where h.stage = 'review' group by h.cycle_id, approved_at is null
          union all
            select 'to_skip', (array_agg(id))[1], 'self_evaluation', min(due_on), '', cycle_id, '', count(*), 0
            from hr where stage = 'self_evaluation' and due_on < $2 group by cycle_id
          union all
            select 'evaluations_late', (array_agg(id))[1], 'evaluation', min(due_on), '', cycle_id, '', count(*), 0
            from hr where stage = 'evaluation' and due_on < $2 group by cycle_id
          union all
            select case when due_on < $2 then 'disputes_late' else 'disputes_opened' end, (array_agg(id))[1], null, min(due_on),
                (array_agg(name))[1], null, '', count(*), 0
            from cases where status = 'opened' or due_on < $2 group by due_on < $2
          union all
            select 'seat_vacant', c.id, c.stage, c.due_on, c.name, c.cycle_id, '', 1, 0
            from cases c where c.status = 'referred' and exists (select from dispute_seats s where s.dispute_id = c.dispute_id
                and not exists (select from committee_seats k where k.dispute_id = s.dispute_id and k.person_id = s.person_id))
          union all
            -- summed up by the database, less what is not theirs to see to
            select 'plans_late', '00000000-0000-0000-0000-000000000000'::uuid, null, null, '', null, '', s.n - o.n, 0
            from (select coalesce(sum(count), 0)::bigint as n from plan_counts where status in ('open', 'reported') and due_on < $2) s,
                (select count(*) as n from own w join appraisals a on a.id = w.id and plan_stands(a.stage)
                    join plan_items i on i.appraisal_id = a.id and i.status in ('open', 'reported') and i.due_on < $2) o
            where s.n > o.n
          union all
            select 'no_response', (array_agg(id))[1], 'sign_off', min(due_on), '', cycle_id, '', count(*), 0
            from hr where stage = 'sign_off' and due_on < $2 group by cycle_id
          union all
            select 'superior_gone', h.id, h.stage, h.due_on, e.name, h.cycle_id, s.name, 1, 0
            from hr h join people e on e.id = h.appraisee_id join people s on s.id = h.superior_id and not s.active
          union all
            select 'to_witness', h.id, h.stage, h.due_on, e.name, h.cycle_id, '', 1, 0
            from hr h join people e on e.id = h.appraisee_id
            where h.stage = 'sign_off' and h.facilitator_id is null
              and exists (select from standing_refusals r where r.appraisal_id = h.id and r.witnessed_at is null)
          union all
            select 'notices', '00000000-0000-0000-0000-000000000000'::uuid, null, null, '', null, '', count(*), 0
            from hr_notices where noted_at is null having count(*) > 0
          union all
            select 'leavers_due', '00000000-0000-0000-0000-000000000000'::uuid, null, null, '', null, '', count(*), 0
            from due where id not in (select person_id from held) having count(*) > 0
          union all
            select 'to_reopen', a.id, a.stage, null, e.name, a.cycle_id, '', 1, 0
            from reopenings o join appraisals a on a.id = o.appraisal_id join people e on e.id = a.appraisee_id
            where o.decided_at is null and o.requested_by <> $1
              and a.stage in ('evaluation', 'review', 'preparation', 'interview', 'sign_off', 'concluded')
              and 'hr' = any (relations_to(a.id, $1))
        )
        select r.kind as "kind!", case when r.kind in ('to_approve', 'to_release', 'to_skip', 'evaluations_late', 'no_response') and r.count > 1
                then r.cycle_id else r.id end as "id!", r.stage as "stage?: Stage", r.due_on as "due_on?", r.subject as "subject!",
            coalesce(c.name, '') as "cycle!", r.superior as "superior!", coalesce(c.status = 'paused', false) as "paused!",
            r.count as "count!", r.low as "low!"
        from rows r left join cycles c on c.id = r.cycle_id
        order by r.due_on nulls last, c.name, r.subject, r.id limit $3"#,
        hr.0,
        today,
        MOST
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Row {
                kind: Kind::from_key(&row.kind)?,
                id: row.id,
                relation: Some(Relation::Hr),
                stage: row.stage,
                due_on: row.due_on,
                subject: row.subject,
                cycle: row.cycle,
                superior: row.superior,
                facilitator: String::new(),
                count: row.count,
                low: row.low,
                facts: Facts::default(),
                paused: row.paused,
            })
        })
        .collect())
}
