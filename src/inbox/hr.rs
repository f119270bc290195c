//! What waits for HR: by cycle where there is one answer for many, by appraisal where each is a case. Never their own
//! appraisal, nor those of the people whom they evaluate.

use sqlx::PgPool;
use uuid::Uuid;

use super::{
    kind::{Escalation, Kind},
    lines::{Line, What},
    mine::MOST,
};
use crate::{
    access::{Relation, Stage},
    audit::Moment,
    web::Result,
};

/// The kinds of which HR does many at once, in one cycle.
const BY_CYCLE: &[Kind] = &[Kind::Approve, Kind::Release];
/// And those that one page shows, whatever the cycle.
const TOGETHER: &[Kind] = &[
    Kind::DisputeOpened,
    Kind::DisputeLate,
    Kind::HrNotice,
    Kind::LeaverDue,
];

/// For each of these people of HR what waits for them, by day.
pub async fn load(db: &PgPool, hr: &[Uuid], at: Moment) -> Result<Vec<(Uuid, Line)>> {
    let late = |signing: bool| -> Vec<Kind> {
        let of = |kind: &Kind| {
            let escalation = kind.escalates();
            escalation.is_some() && (escalation == Some(Escalation::NoResponse)) == signing
        };
        Kind::ALL.into_iter().filter(of).collect()
    };
    let rows = sqlx::query!(
        r#"select h.id as "person!", r.late as "late!", r.kind as "kind!: Kind", r.appraisal_id as "appraisal?", r.cycle_id as "cycle_id?",
            r.subject_id as "subject?", r.due_on, r.count as "count!", r.low as "low!", a.stage as "stage?: Stage",
            e.name as "employee?", s.name as "superior?", c.name as "cycle?", c.status = 'paused' as "paused?"
           from unnest($1::uuid[]) h (id)
           cross join lateral (
               with own as (
                   select id from appraisals where appraisee_id = h.id
                   union select id from appraisals where superior_id = h.id
                   union select appraisal_id from appraisal_superiors where person_id = h.id
               )
               select false as late, t.kind, (array_agg(t.appraisal_id))[1] as appraisal_id, (array_agg(t.subject_id))[1] as subject_id,
                   case when t.kind <> all($4) then t.cycle_id end as cycle_id, min(t.due_on) as due_on, count(*) as count,
                   count(*) filter (where t.low) as low
               from todos t
               where t.person_id is null and t.done_at is null and t.except_id is distinct from h.id
                 and (t.begins_on is null or t.begins_on <= $2) and (t.ends_on is null or t.ends_on >= $2)
                 and (t.appraisal_id is null or t.appraisal_id not in (select id from own))
               group by t.kind, 5, case when t.kind <> all($4) and t.kind <> all($5) then t.id end
             union all
               select true, l.kind, l.appraisal_id, null, l.cycle_id, l.due_on, l.count, 0
               from cycles y cross join lateral (
                   select min(k.kind) as kind, (array_agg(k.appraisal_id))[1] as appraisal_id, y.id as cycle_id, min(k.due_on) as due_on,
                       count(*) as count
                   from todos k
                   where k.cycle_id = y.id and k.kind = any($6) and k.done_at is null and k.due_on < $2
                     and k.appraisal_id not in (select id from own)
                   group by case when k.kind in ('write_self', 'evaluate') then k.kind end
                 union all
                   -- both sides of one record
                   select min(k.kind), (array_agg(k.appraisal_id))[1], y.id, min(k.due_on), count(distinct k.appraisal_id)
                   from todos k
                   where k.cycle_id = y.id and k.kind = any($7) and k.done_at is null and k.due_on < $2
                     and k.appraisal_id not in (select id from own)
                   having count(*) > 0
               ) l
               where y.status in ('running', 'paused', 'closed')
           ) r
           left join appraisals a on a.id = r.appraisal_id
           left join people e on e.id = a.appraisee_id
           left join people s on s.id = a.superior_id
           left join cycles c on c.id = r.cycle_id
           order by r.due_on nulls last, c.name, e.name, r.appraisal_id limit $3"#,
        hr,
        at.today,
        MOST * i64::try_from(hr.len()).unwrap_or(1),
        TOGETHER as &[Kind],
        BY_CYCLE as &[Kind],
        &late(false) as &[Kind],
        &late(true) as &[Kind]
    )
    .fetch_all(db)
    .await?;
    let mut found: Vec<(Uuid, Line)> = Vec::new();
    for row in rows {
        let what = match row.kind.escalates().filter(|_| row.late) {
            Some(late) => What::Late(late),
            None => What::Todo(row.kind),
        };
        // plans are one list, whatever the cycle
        if what == What::Late(Escalation::PlansLate)
            && let Some((_, sum)) = found
                .iter_mut()
                .find(|(person, line)| *person == row.person && line.what == Some(what))
        {
            sum.count += row.count;
            continue;
        }
        let together = TOGETHER.contains(&row.kind) || what == What::Late(Escalation::PlansLate);
        let line = Line {
            what: Some(what),
            appraisal: row.appraisal,
            cycle_id: row.cycle_id,
            subject: row.subject,
            relation: Some(Relation::Hr),
            stage: row.stage.filter(|_| !together),
            due_on: row
                .due_on
                .filter(|_| what != What::Late(Escalation::PlansLate)),
            employee: row.employee.unwrap_or_default(),
            superior: row.superior.unwrap_or_default(),
            facilitator: String::new(),
            cycle: row.cycle.filter(|_| !together).unwrap_or_default(),
            paused: row.paused.unwrap_or(false) && !together,
            count: row.count,
            low: row.low,
            since: None,
            why: None,
            about: None,
        };
        found.push((row.person, line));
    }
    Ok(found)
}
