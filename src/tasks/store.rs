//! Everything that waits for one person: one query, and another for HR.

use sqlx::{PgPool, types::Json};
use time::Date;
use uuid::Uuid;

use super::hr;
use crate::{
    access::{Relation, Role, Stage, Viewer},
    appraisals::next_actions::Facts,
    web::Result,
};

/// The kinds of rows, beside an appraisal one is party to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Appraisal,
    /// HR: results to approve in a cycle.
    ToApprove,
    /// HR: approved results to release in a cycle.
    ToRelease,
    /// HR: self-evaluations that did not come.
    ToSkip,
    /// HR: open appraisals whose superior has left.
    SuperiorGone,
    /// HR: work that moved because somebody is away or has left.
    Notices,
    /// HR: a refusal that has no facilitator to witness it.
    ToWitness,
    /// Committee: a case to vote on.
    Vote,
    /// Committee: all have voted; the ruling is to be entered.
    ToRule,
    /// Committee: all have voted, and no decision has more than half.
    VoteAgain,
    PlanDue,
    PlanToVerify,
    /// The superior: an item of the team whose owner is late.
    PlanLate,
    /// HR: items of plans that are late.
    PlansLate,
    /// HR: disputes that the superiors answer next.
    DisputesOpened,
    /// HR: disputes that are late.
    DisputesLate,
    /// HR: a seat of a committee whose holder may not vote any more.
    SeatVacant,
    /// HR: evaluations that did not come.
    EvaluationsLate,
    Parked,
    /// A change of agreed goals that waits for the viewer's confirmation.
    GoalChange,
    /// An earlier superior is asked for what they have to say.
    Advice,
    /// A colleague: questions to answer.
    Input,
    /// The superior: nominated colleagues to ask or strike.
    ToAsk,
    /// A further superior: their part of an evaluation.
    Part,
    /// The superior: a calibration session changed a result.
    Calibrated,
    /// The superior: a point of the team whose owner is late.
    ParkedLate,
    /// HR, by cycle: records that nobody signed in time.
    NoResponse,
    /// The superior's superior: one of those.
    NoResponseBelow,
    /// HR: a request to open something again.
    ToReopen,
    /// Such a request, as the two sides are told of it.
    ReopeningAsked,
    /// HR: people who left and whose time is over.
    LeaversDue,
}

impl Kind {
    pub(super) fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "appraisal" => Self::Appraisal,
            "to_approve" => Self::ToApprove,
            "to_release" => Self::ToRelease,
            "to_skip" => Self::ToSkip,
            "superior_gone" => Self::SuperiorGone,
            "notices" => Self::Notices,
            "to_witness" => Self::ToWitness,
            "vote" => Self::Vote,
            "rule" => Self::ToRule,
            "vote_again" => Self::VoteAgain,
            "plan_late" => Self::PlanLate,
            "plans_late" => Self::PlansLate,
            "disputes_opened" => Self::DisputesOpened,
            "disputes_late" => Self::DisputesLate,
            "seat_vacant" => Self::SeatVacant,
            "evaluations_late" => Self::EvaluationsLate,
            "plan_due" => Self::PlanDue,
            "plan_to_verify" => Self::PlanToVerify,
            "parked" => Self::Parked,
            "goal_change" => Self::GoalChange,
            "advice" => Self::Advice,
            "input" => Self::Input,
            "to_ask" => Self::ToAsk,
            "part" => Self::Part,
            "calibrated" => Self::Calibrated,
            "parked_late" => Self::ParkedLate,
            "no_response" => Self::NoResponse,
            "no_response_below" => Self::NoResponseBelow,
            "to_reopen" => Self::ToReopen,
            "reopening_asked" => Self::ReopeningAsked,
            "leavers_due" => Self::LeaversDue,
            _ => return None,
        })
    }
}

pub struct Row {
    pub kind: Kind,
    /// The appraisal, the item of a plan, or the cycle of a grouped line.
    pub id: Uuid,
    pub relation: Option<Relation>,
    pub stage: Option<Stage>,
    pub due_on: Option<Date>,
    /// The employee, the plan item or the parked point.
    pub subject: String,
    pub cycle: String,
    pub superior: String,
    pub facilitator: String,
    pub count: i64,
    /// Of them, those with a low grade.
    pub low: i64,
    pub facts: Facts,
    /// The cycle rests.
    pub paused: bool,
}

/// More than anybody works through in a day; the list of appraisals has the rest.
pub(super) const MOST: i64 = 400;

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
