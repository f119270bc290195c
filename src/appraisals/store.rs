//! Moving an appraisal from stage to stage: one guarded statement, whose dates follow from the step.

use rust_decimal::Decimal;
use sqlx::PgTransaction;
use time::{Date, OffsetDateTime};

use super::{Seen, lifecycle::Step};
use crate::{
    access::Stage,
    ground::ids::{AppraisalId, PersonId},
    history,
    web::{Error, Result},
};

/// What a step brings along beside the stage.
#[derive(Debug, Clone, Default)]
pub struct Brings {
    /// A new result: total, index of the grade's band, multiplier.
    pub result: Option<(Decimal, i16, Decimal)>,
    /// Whether a submitted evaluation needs no review by HR.
    pub approved: bool,
    /// Last day to open a dispute.
    pub dispute_until: Option<Date>,
    /// The day by which the new stage is to be left, where the cycle does not say.
    pub due_on: Option<Date>,
    pub withdrawn_reason: Option<String>,
    /// Why work is given back; a step that brings none clears an earlier one.
    pub return_reason: Option<String>,
}

/// The row that a step moves, as it was read, and who moves it.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    pub id: AppraisalId,
    pub version: i32,
    /// The day that the cycle sets for the stage to come.
    pub due: Option<Date>,
    pub actor: PersonId,
}

/// Locks the appraisal's row, so that what is read and written after it belongs together. A conflict
/// where the row is no longer the one that the viewer was shown.
pub async fn hold(tx: &mut PgTransaction<'_>, seen: &Seen) -> Result<()> {
    let held = sqlx::query_scalar!(
        "select version from appraisals where id = $1 for no key update",
        seen.appraisal.id.0
    )
    .fetch_one(&mut **tx)
    .await?;
    if held == seen.appraisal.version {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

/// Takes a step that the rules have allowed. Exactly one row changes, at the version that the viewer
/// read, or the answer is a conflict. Writes the audit event with `detail`.
pub async fn advance(
    tx: &mut PgTransaction<'_>,
    seen: &Seen,
    step: Step,
    to: Stage,
    brings: &Brings,
    detail: &impl serde::Serialize,
    now: OffsetDateTime,
) -> Result<()> {
    let standing = Standing {
        id: seen.appraisal.id,
        version: seen.appraisal.version,
        due: seen.appraisal.cycle.due(to),
        actor: seen.viewer.id,
    };
    advance_row(tx, &standing, step, to, brings, detail, now).await
}

/// The same for a row of a list that was read through `parties`, where many take one step at once.
pub async fn advance_row(
    tx: &mut PgTransaction<'_>,
    standing: &Standing,
    step: Step,
    to: Stage,
    brings: &Brings,
    detail: &impl serde::Serialize,
    now: OffsetDateTime,
) -> Result<()> {
    let due = brings.due_on.or(standing.due);
    let (total, grade, multiplier) = brings
        .result
        .map_or((None, None, None), |(t, g, m)| (Some(t), Some(g), Some(m)));
    let changed = sqlx::query!(
        r#"update appraisals set
            version = version + 1,
            stage = $3,
            stage_since = case when stage = $3 then stage_since else $5 end,
            due_on = $6,
            self_submitted_at = case when $4 = 'self_submitted' then $5 when $4 in ('self_returned', 'self_reopened') then null
                else self_submitted_at end,
            self_skipped = case when $4 = 'self_skipped' then true when $4 in ('self_returned', 'self_reopened') then false
                else self_skipped end,
            evaluated_at = case when $4 = 'evaluation_submitted' then $5
                when $4 in ('evaluation_returned', 'dispute_returned', 'self_reopened', 'evaluation_reopened') then null else evaluated_at end,
            approved_at = case when $4 = 'approved' or ($4 = 'evaluation_submitted' and $7) then $5
                when $4 in ('evaluation_returned', 'dispute_returned', 'self_reopened', 'evaluation_reopened') then null else approved_at end,
            released_at = case when $4 = 'released' then $5
                when $4 in ('unreleased', 'dispute_returned', 'self_reopened', 'evaluation_reopened') then null else released_at end,
            opened_at = case when $4 in ('unreleased', 'dispute_returned', 'self_reopened', 'evaluation_reopened') then null else opened_at end,
            early_consent_at = case when $4 in ('unreleased', 'dispute_returned', 'self_reopened', 'evaluation_reopened') then null else early_consent_at end,
            interviewed_at = case when $4 = 'interview_closed' then $5
                when $4 in ('dispute_returned', 'self_reopened', 'evaluation_reopened') then null else interviewed_at end,
            signed_off_at = case when $4 in ('signed_by_both', 'refusal_witnessed') then $5
                when $3 = 'concluded'::stage then signed_off_at else null end,
            dispute_until = case when $4 in ('self_reopened', 'evaluation_reopened') then null
                else coalesce($8, dispute_until) end,
            concluded_at = case when $3 = 'concluded'::stage then $5 end,
            provisional = $3 = 'dispute'::stage,
            total = case when $4 in ('self_reopened', 'evaluation_reopened') then null else coalesce($9, total) end,
            grade = case when $4 in ('self_reopened', 'evaluation_reopened') then null else coalesce($10, grade) end,
            multiplier = case when $4 in ('self_reopened', 'evaluation_reopened') then null else coalesce($11, multiplier) end,
            withdrawn_reason = coalesce($12, withdrawn_reason),
            return_reason = $13
           where id = $1 and version = $2"#,
        standing.id.0,
        standing.version,
        to as Stage,
        step.key(),
        now,
        due,
        brings.approved,
        brings.dispute_until,
        total,
        grade,
        multiplier,
        brings.withdrawn_reason,
        brings.return_reason
    )
    .execute(&mut **tx)
    .await?;
    if changed.rows_affected() != 1 {
        return Err(Error::Conflict);
    }
    history::append(
        tx,
        standing.id.0,
        Some(standing.actor),
        step.key(),
        detail,
        now,
    )
    .await
}
