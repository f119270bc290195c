//! Telling the others in the room that something changed: the id of the appraisal, never content.

use sqlx::PgTransaction;

use crate::{db::notify, ground::ids::AppraisalId, web::Result};

/// Rings for everybody who looks at this room, once the transaction is committed.
pub async fn ring(tx: &mut PgTransaction<'_>, appraisal: AppraisalId) -> Result<()> {
    notify::ring(tx, appraisal.0).await?;
    Ok(())
}
