//! The status of a cycle: read under a lock, changed at the version that was read.

use sqlx::{PgConnection, PgExecutor};
use time::{Date, OffsetDateTime};

use super::{rules::Terms, store::Status};
use crate::{
    ground::ids::CycleId,
    web::{Error, Result},
};

/// Locks the cycle and says what it was; one launch at a time, so that the look for overlapping cycles
/// holds until the end of the transaction.
pub async fn lock(tx: &mut PgConnection, cycle: CycleId) -> Result<(Status, i32)> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('cycle launch'))")
        .execute(&mut *tx)
        .await?;
    let row = sqlx::query!(
        r#"select status as "status: Status", version from cycles where id = $1 for update"#,
        cycle.0
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    Ok((row.status, row.version))
}

pub async fn exists(db: impl PgExecutor<'_>, cycle: CycleId) -> Result<()> {
    sqlx::query_scalar!("select id from cycles where id = $1", cycle.0)
        .fetch_optional(db)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(())
}

/// The status, which cannot change before the end of the transaction.
pub async fn share(tx: &mut PgConnection, cycle: CycleId) -> Result<Status> {
    sqlx::query_scalar!(
        r#"select status as "status: Status" from cycles where id = $1 for no key update"#,
        cycle.0
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)
}

/// Begins a launch, with the days that the counted deadlines come to.
pub async fn launching(
    tx: &mut PgConnection,
    cycle: CycleId,
    terms: &Terms,
    now: OffsetDateTime,
) -> Result<()> {
    dates(tx, cycle, &terms.dates()).await?;
    sqlx::query!(
        "update cycles set status = 'launching', launched_at = $2, version = version + 1 where id = $1",
        cycle.0,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

pub async fn running(tx: &mut PgConnection, cycle: CycleId, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        r#"update cycles set status = 'running', version = version + 1, launched_at = coalesce(launched_at, $2),
            paused_on = null, paused_reason = null
           where id = $1"#,
        cycle.0,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

pub async fn paused(tx: &mut PgConnection, cycle: CycleId, reason: &str, on: Date) -> Result<()> {
    sqlx::query!(
        "update cycles set status = 'paused', version = version + 1, paused_on = $2, paused_reason = $3 where id = $1",
        cycle.0,
        on,
        reason
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

pub async fn closed(tx: &mut PgConnection, cycle: CycleId, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update cycles set status = 'closed', version = version + 1, closed_at = $2 where id = $1",
        cycle.0,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

pub async fn cancelled(tx: &mut PgConnection, cycle: CycleId, reason: &str) -> Result<()> {
    sqlx::query!(
        r#"update cycles set status = 'cancelled', version = version + 1, cancelled_reason = $2,
            paused_on = null, paused_reason = null
           where id = $1"#,
        cycle.0,
        reason
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// Sets the days of the six deadlines; the version stays: nobody's decision rests on them.
pub async fn dates(
    tx: &mut PgConnection,
    cycle: CycleId,
    dates: &super::rules::Dates,
) -> Result<()> {
    sqlx::query!(
        r#"update cycles set goals_due = $2, self_due = coalesce($3, self_due), evaluation_due = coalesce($4, evaluation_due),
            review_due = $5, interview_due = coalesce($6, interview_due), sign_due = coalesce($7, sign_due)
           where id = $1"#,
        cycle.0,
        dates[0],
        dates[1],
        dates[2],
        dates[3],
        dates[4],
        dates[5]
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}
