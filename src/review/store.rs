//! A corrected result, and the rows of a bulk release.

use std::collections::HashSet;

use rust_decimal::Decimal;
use sqlx::PgConnection;
use time::Date;
use uuid::Uuid;

use crate::{
    access::Stage,
    appraisals::{
        Seen,
        advance::{Moving, StepEffects, advance_many},
        lifecycle::{Guard, Proven, Step, next},
    },
    audit::{Change, Event},
    ground::ids::{AppraisalId, PersonId},
    web::{OneRow, Result},
};

/// A new result that waits for approval. Locks the appraisal's row, at the version that was read.
pub async fn new_result(
    tx: &mut PgConnection,
    seen: &Seen,
    total: Decimal,
    band: usize,
    multiplier: Decimal,
) -> Result<()> {
    sqlx::query!(
        "update appraisals set version = version + 1, total = $3, grade = $4, multiplier = $5, approved_at = null
         where id = $1 and version = $2 and stage = 'review'",
        seen.appraisal.id.0,
        seen.appraisal.version,
        total,
        // a scheme has at most twelve bands
        i16::try_from(band).unwrap_or_default(),
        multiplier
    )
    .execute(&mut *tx)
    .await?.one_row()
}

/// An appraisal of a release, as it was read.
#[derive(Debug)]
pub struct Releasable {
    pub id: AppraisalId,
    pub appraisee: Uuid,
    pub version: i32,
    pub stage: Stage,
    pub approved: bool,
    pub low: bool,
    pub paused: bool,
    /// The day by which the interview is to be held.
    pub due: Date,
}

/// Which results a release looks at: these, or those that are not out yet of a cycle and perhaps a department. Those of
/// which the actor is not HR are as if they did not exist.
pub async fn releasable(
    tx: &mut PgConnection,
    actor: PersonId,
    cycle: Option<Uuid>,
    department: Option<Uuid>,
    ids: Option<&[Uuid]>,
) -> Result<Vec<Releasable>> {
    Ok(sqlx::query_as!(
        Releasable,
        r#"select a.id as "id: AppraisalId", a.appraisee_id as appraisee, a.version, a.stage as "stage: Stage",
            a.approved_at is not null as "approved!",
            coalesce((s.definition -> 'bands' -> a.grade::int ->> 'low')::bool, a.approved_at is null) as "low!",
            c.status = 'paused' as "paused!", coalesce((a.own_deadlines ->> 'interview_due')::date, c.interview_due) as "due!"
           from appraisals a
           join parties p on p.appraisal_id = a.id and p.person_id = $1 and p.relation = 'hr'
           join cycles c on c.id = a.cycle_id
           join schemes s on s.id = c.scheme_id
           where ($4::uuid[] is null or a.id = any($4)) and ($2::uuid is null or a.cycle_id = $2)
             and ($3::uuid is null or a.department_id = $3)
             and ($4 is not null or a.stage in ('goals', 'self_evaluation', 'evaluation', 'review'))"#,
        actor.0,
        cycle,
        department,
        ids
    )
    .fetch_all(&mut *tx)
    .await?)
}

/// Takes a step of the bulk release for all of them that the table allows it, unless they were changed since they
/// were read; which ones went.
pub async fn take(
    change: &mut Change,
    step: Step,
    rows: impl IntoIterator<Item = &Releasable>,
) -> Result<HashSet<AppraisalId>> {
    let moving: Vec<_> = rows
        .into_iter()
        .filter_map(|row| {
            let proven = Proven::of([(Guard::Approved, row.approved)]);
            Some(Moving {
                id: row.id,
                version: row.version,
                allowed: next(row.stage, step, &proven).ok()?,
                due: Some(row.due),
                effects: StepEffects::default(),
                event: if step == Step::Approved {
                    Event::Approved { bulk: true }
                } else {
                    Event::Released { bulk: true }
                },
            })
        })
        .collect();
    advance_many(change, &moving).await
}
