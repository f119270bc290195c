//! The course of the interview: entering, the clock, steps, open questions.

use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{
    appraisals::Seen,
    web::{Error, Result},
};

/// Begins a write in the room: nobody closes it before this transaction ends, and nothing is written
/// into a stage that has moved on.
pub async fn enter(tx: &mut PgConnection, seen: &Seen) -> Result<()> {
    sqlx::query!(
        r#"select id from appraisals where id = $1 and version = $2 for no key update"#,
        seen.appraisal.id.0,
        seen.appraisal.version
    )
    .fetch_optional(&mut *tx)
    .await?
    .map(|_| ())
    .ok_or(Error::Conflict)
}

/// Moves all three to a step: the clock of the one before stops, this one's runs on.
pub async fn go_to(
    tx: &mut PgConnection,
    seen: &Seen,
    step: u8,
    now: OffsetDateTime,
) -> Result<()> {
    let id = seen.appraisal.id.0;
    let step = i16::from(step);
    sqlx::query!(
        "update interviews set current_step = $2 where appraisal_id = $1",
        id,
        step
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "update interview_steps set
             seconds = seconds + case when step <> $2 and opened_at is not null
                 then greatest(0, extract(epoch from $3 - opened_at))::integer else 0 end,
             opened_at = case when step = $2 then coalesce(opened_at, $3) end
         where appraisal_id = $1 and (opened_at is not null or step = $2)",
        id,
        step,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// Stops the clock: a break, or an interview that goes on another day.
pub async fn pause(tx: &mut PgConnection, seen: &Seen, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update interview_steps set seconds = seconds + greatest(0, extract(epoch from $2 - opened_at))::integer, opened_at = null
         where appraisal_id = $1 and opened_at is not null",
        seen.appraisal.id.0,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// Marks a step as done, or opens it again. False where it was so already.
pub async fn mark(
    tx: &mut PgConnection,
    seen: &Seen,
    step: u8,
    done_at: Option<OffsetDateTime>,
) -> Result<bool> {
    let changed = sqlx::query!(
        "update interview_steps set done_at = $3, done_by = case when $3::timestamptz is not null then $4::uuid end
         where appraisal_id = $1 and step = $2 and (done_at is null) = ($3::timestamptz is not null)",
        seen.appraisal.id.0,
        i16::from(step),
        done_at,
        seen.viewer.id.0
    )
    .execute(&mut *tx)
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// Remembers that an open question was asked. False where it was so already.
pub async fn asked(tx: &mut PgConnection, seen: &Seen, step: u8, question: &str) -> Result<bool> {
    let changed = sqlx::query!(
        "update interview_steps set asked = array_append(asked, $3)
         where appraisal_id = $1 and step = $2 and not $3 = any(asked)",
        seen.appraisal.id.0,
        i16::from(step),
        question
    )
    .execute(&mut *tx)
    .await?;
    Ok(changed.rows_affected() == 1)
}
