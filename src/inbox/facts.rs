//! The facts of any number of appraisals, in one query or two: what seldom is there is asked only for those that
//! are marked to have it.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use sqlx::{PgConnection, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::rules::{Calibrated, Colleagues, Facts, GoalChange};
use crate::{access::Stage, appraisals::next_actions};

/// Of those of the given appraisals that there are, in no order.
pub async fn load(
    db: &mut PgConnection,
    appraisals: &[Uuid],
    now: OffsetDateTime,
) -> sqlx::Result<Vec<Facts>> {
    let rows = sqlx::query!(
        r#"select a.id, a.cycle_id, a.department_id, a.appraisee_id, a.superior_id, a.facilitator_id, a.next_superior_id,
            a.stage as "stage: Stage", a.due_on, a.approved_at is not null as "approved!", a.erased_at is not null as "erased!",
            a.annexed,
            coalesce(case when a.stage = 'review' then (
                select (s.definition -> 'bands' -> a.grade::int ->> 'low')::bool
                from cycles c join schemes s on s.id = c.scheme_id where c.id = a.cycle_id) end, false) as "low!",
            (select not active and anonymised_at is null from people where id = a.superior_id) as "superior_gone!",
            case when a.stage in ('goals', 'preparation', 'sign_off', 'dispute') then (select f.facts from deed_facts f where f.appraisal_id = a.id) end
                as "done: Json<next_actions::Facts>",
            case when a.stage in ('self_evaluation', 'evaluation') then (
                select json_build_object('employee_confirmed', g.employee_confirmed_at is not null,
                    'superior_confirmed', g.superior_confirmed_at is not null)
                from goal_changes g where g.appraisal_id = a.id and g.status = 'open'
                  and not exists (select from papers w join submissions b on b.paper_id = w.id
                      where w.appraisal_id = a.id and w.kind = 'evaluation')) end as "goal_change: Json<GoalChange>",
            case when a.stage not in ('goals', 'concluded', 'withdrawn') then coalesce((
                select json_agg(json_build_object('calibration', m.calibration_id))
                from calibration_members m join calibrations k on k.id = m.calibration_id and k.status = 'applied'
                where m.appraisal_id = a.id and m.points <> '{}' and m.read_at is null), '[]') end as "calibrated: Json<Vec<Calibrated>>"
           from unnest($1::uuid[]) given (id) join appraisals a on a.id = given.id"#,
        appraisals
    )
    .fetch_all(&mut *db)
    .await?;
    let annexed: Vec<Uuid> = rows
        .iter()
        .filter(|row| {
            row.annexed
                || matches!(
                    row.stage,
                    Stage::Preparation | Stage::SignOff | Stage::Dispute | Stage::Concluded
                )
        })
        .map(|row| row.id)
        .collect();
    let mut annexes = annexes(db, &annexed, now).await?;
    rows.into_iter()
        .map(|row| {
            let mut annex = annexes.remove(&row.id).unwrap_or_default();
            Ok(Facts {
                appraisal: row.id,
                cycle: row.cycle_id,
                department: row.department_id,
                appraisee: row.appraisee_id,
                superior: row.superior_id,
                facilitator: row.facilitator_id,
                next_superior: row.next_superior_id,
                stage: row.stage,
                due_on: row.due_on,
                approved: row.approved,
                erased: row.erased,
                low: row.low,
                superior_gone: row.superior_gone,
                done: next_actions::Facts::of(row.stage, row.done.map(|done| done.0))
                    .map_err(|fault| sqlx::Error::Decode(fault.into()))?,
                goal_change: row.goal_change.map(|change| change.0),
                calibrated: row.calibrated.map(|all| all.0).unwrap_or_default(),
                advices: annex.take("advice")?,
                colleagues: annex.take::<Colleagues>("colleagues")?.pop(),
                co_evaluators: annex.take("co_evaluator")?,
                delegates: annex.take("delegate")?,
                plan: annex.take("plan")?,
                open_points: annex.take("open_point")?,
                case: annex.take("case")?.pop(),
                reopening: annex.take("reopening")?.pop(),
            })
        })
        .collect()
}

/// The rows that hang on one appraisal, by what they are.
#[derive(Default)]
struct Annex(HashMap<String, Vec<serde_json::Value>>);

impl Annex {
    fn take<T: DeserializeOwned>(&mut self, what: &str) -> sqlx::Result<Vec<T>> {
        let rows = self.0.remove(what).unwrap_or_default();
        rows.into_iter()
            .map(|row| {
                serde_json::from_value(row).map_err(|fault| sqlx::Error::Decode(fault.into()))
            })
            .collect()
    }
}

async fn annexes(
    db: &mut PgConnection,
    appraisals: &[Uuid],
    now: OffsetDateTime,
) -> sqlx::Result<HashMap<Uuid, Annex>> {
    let mut found: HashMap<Uuid, Annex> = HashMap::new();
    if appraisals.is_empty() {
        return Ok(found);
    }
    let rows = sqlx::query!(
        r#"select appraisal_id as "appraisal_id!", 'advice' as "what!", jsonb_build_object('id', id, 'author', author_id,
                'final_word', kind = 'final', 'due_on', due_on) as "row!"
           from advices where appraisal_id = any($1) and submitted_at is null
           union all
           select a.id, 'colleagues', jsonb_build_object('due_on', n.due_on,
                'closed', exists (select from colleague_closings x where x.appraisal_id = a.id),
                'requests', coalesce((select jsonb_agg(jsonb_build_object('colleague', q.colleague_id, 'state', q.state))
                    from colleague_requests q where q.appraisal_id = a.id and q.state in ('nominated', 'asked', 'accepted')), '[]'))
           from appraisals a join cycle_inputs n on n.cycle_id = a.cycle_id
           where a.id = any($1) and a.stage in ('self_evaluation', 'evaluation')
           union all
           select t.appraisal_id, 'co_evaluator', jsonb_build_object('person', t.person_id, 'submitted', exists (
                select from papers q where q.appraisal_id = t.appraisal_id and q.kind = 'part' and q.slot = t.person_id
                    and q.submitted_at is not null))
           from appraisal_superiors t where t.appraisal_id = any($1)
           union all
           select a.id, 'delegate', jsonb_build_object('id', d.id, 'person', d.delegate_id,
                'since', to_char(d.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                'until', to_char(d.until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
           from appraisals a join delegations d on d.delegator_id = a.superior_id and d.revoked_at is null and d.until > $2
           where a.id = any($1) and a.stage = 'preparation'
           union all
           select appraisal_id, 'plan', jsonb_build_object('id', id, 'owner', owner_id, 'due_on', due_on, 'status', status)
           from plan_items where appraisal_id = any($1) and status in ('open', 'reported')
           union all
           select appraisal_id, 'open_point', jsonb_build_object('id', id, 'owner', owner_id, 'due_on', due_on)
           from parked_points where appraisal_id = any($1) and reported_at is null
           union all
           select d.appraisal_id, 'case', jsonb_build_object('id', d.id, 'due_on', d.due_on,
                'phase', (select p.phase from dispute_phases p where p.appraisal_id = d.appraisal_id),
                'seats', coalesce((select jsonb_agg(jsonb_build_object('person', s.person_id, 'vote', s.vote,
                    'holds', exists (select from committee_seats k where k.dispute_id = s.dispute_id and k.person_id = s.person_id)))
                    from dispute_seats s where s.dispute_id = d.id), '[]'))
           from disputes d where d.appraisal_id = any($1) and d.status in ('opened', 'referred')
           union all
           select appraisal_id, 'reopening', jsonb_build_object('id', id, 'requested_by', requested_by)
           from reopenings where appraisal_id = any($1) and decided_at is null"#,
        appraisals,
        now
    )
    .fetch_all(&mut *db)
    .await?;
    for row in rows {
        let annex = found.entry(row.appraisal_id).or_default();
        annex.0.entry(row.what).or_default().push(row.row);
    }
    Ok(found)
}
