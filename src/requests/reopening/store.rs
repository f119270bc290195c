//! Requests and their answers; and undoing what followed.

use serde::Deserialize;
use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    access::{Action, Relation, Stage},
    appraisals::{
        Seen,
        papers::{self, PaperKind},
    },
    ground::ids::PersonId,
    web::{OneRow, Result},
};

/// One request, with its answer once there is one.
#[derive(Debug, Clone, Deserialize)]
pub struct Reopening {
    pub id: Uuid,
    pub stage: Stage,
    pub reason: String,
    pub by: String,
    pub requested_by: PersonId,
    #[serde(with = "time::serde::rfc3339")]
    pub requested_at: OffsetDateTime,
    pub approved: Option<bool>,
    pub answer: String,
    pub decided_by: Option<String>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub decided_at: Option<OffsetDateTime>,
}

/// All of an appraisal, newest first; none for whoever may not read them.
pub(super) async fn of(db: &PgPool, seen: &Seen) -> Result<Vec<Reopening>> {
    if !seen.can(Action::ReadReopenings) {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_as!(
        Reopening,
        r#"select r.id, r.stage as "stage: Stage", r.reason, q.name as by, r.requested_by as "requested_by: PersonId",
            r.requested_at, r.approved, r.answer, d.name as "decided_by?", r.decided_at
           from reopenings r join people q on q.id = r.requested_by left join people d on d.id = r.decided_by
           where r.appraisal_id = $1 and not ($2 and r.id in (select id from closed_reopenings where appraisal_id = $1))
           order by r.requested_at desc"#,
        seen.appraisal.id.0,
        seen.is(Relation::Appraisee)
    )
    .fetch_all(db)
    .await?)
}

/// False where another request waits already.
pub(super) async fn request(
    tx: &mut PgConnection,
    seen: &Seen,
    stage: Stage,
    reason: &str,
    now: OffsetDateTime,
) -> Result<bool> {
    let made = sqlx::query!(
        "insert into reopenings (appraisal_id, stage, asked_in, reason, requested_by, requested_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (appraisal_id) where decided_at is null do nothing",
        seen.appraisal.id.0,
        stage as Stage,
        seen.appraisal.stage as Stage,
        reason,
        seen.viewer.id.0,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(made.rows_affected() == 1)
}

/// Answers a request once; a second answer, or one's own request, is a conflict.
pub(super) async fn decide(
    tx: &mut PgConnection,
    seen: &Seen,
    request: Uuid,
    (approved, answer): (bool, &str),
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "update reopenings set approved = $3, answer = $4, decided_by = $5, decided_at = $6
         where id = $1 and appraisal_id = $2 and decided_at is null and requested_by <> $5",
        request,
        seen.appraisal.id.0,
        approved,
        answer,
        seen.viewer.id.0,
        now
    )
    .execute(&mut *tx)
    .await?
    .one_row()
}

/// Whether a committee has ruled on this appraisal: that is final.
pub(super) async fn ruled(tx: &mut PgConnection, seen: &Seen) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from disputes where appraisal_id = $1 and status = 'ruled') as "ruled!""#,
        seen.appraisal.id.0
    )
    .fetch_one(&mut *tx)
    .await?)
}

/// The work of the stages after the self-evaluation, or after and including it, is open again: texts stay
/// as drafts, what was agreed in an interview has to be agreed again. Records and signatures stay.
pub async fn undo(tx: &mut PgConnection, seen: &Seen, from: Stage) -> Result<()> {
    let id = seen.appraisal.id.0;
    if from == Stage::SelfEvaluation {
        papers::reopen(tx, seen, PaperKind::SelfEvaluation).await?;
    }
    for kind in [
        PaperKind::Evaluation,
        PaperKind::EmployeePreparation,
        PaperKind::SuperiorPreparation,
        PaperKind::Interview,
        PaperKind::InterviewNote,
    ] {
        papers::reopen(tx, seen, kind).await?;
    }
    sqlx::query!(
        "update interviews set starts_at = null, proposed_by = null, confirmed_at = null, started_at = null,
             ended_at = null, current_step = 1, version = version + 1 where appraisal_id = $1",
        id
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "update interview_steps set opened_at = null, done_at = null, done_by = null, seconds = 0 where appraisal_id = $1",
        id
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("delete from item_stances where appraisal_id = $1", id)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("delete from confirmations where appraisal_id = $1", id)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        "update next_goals set confirmed_at = null where appraisal_id = $1",
        id
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}
