//! The stored versions of a record: the last one, and one more after it. None is ever changed.

use sqlx::PgConnection;
use time::OffsetDateTime;

use super::{Record, canonical, read, sha256_hex};
use crate::{
    audit::{Change, Event},
    ground::ids::{AppraisalId, PersonId},
    web::{Error, Result},
};

/// The version that stands now. The caller holds the appraisal's row.
pub async fn last(tx: &mut PgConnection, appraisal: AppraisalId) -> Result<Option<Record>> {
    let content = sqlx::query_scalar!(
        "select content from records where appraisal_id = $1 order by version desc limit 1",
        appraisal.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    content
        .map(|text| read(&text).map_err(|error| Error::Internal(error.into())))
        .transpose()
}

/// Freezes one more version, audits it and returns its hash. Signatures belong to the version that
/// they were given for, so a new one is unsigned.
pub async fn add(
    change: &mut Change,
    record: &Record,
    reason: &str,
    by: PersonId,
    now: OffsetDateTime,
) -> Result<String> {
    let text = canonical(record);
    let sha256 = sha256_hex(&text);
    let version = i32::try_from(record.version).map_err(|error| Error::Internal(error.into()))?;
    sqlx::query!(
        "insert into records (appraisal_id, version, content, sha256, reason, created_at, created_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        record.appraisal,
        version,
        text,
        sha256,
        reason,
        now,
        by.0
    )
    .execute(&mut **change)
    .await?;
    let event = Event::RecordFrozen {
        record_version: version,
        sha256: &sha256,
        reason,
    };
    change.record(record.appraisal, event).await?;
    Ok(sha256)
}
