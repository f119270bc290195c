//! Telling the others in the room that something changed: the id of the appraisal, never content.

use sqlx::PgConnection;

use crate::{db::notify::send, ground::ids::AppraisalId, web::Result};

/// Rings for everybody who looks at this room, once the transaction is committed.
pub async fn notify(tx: &mut PgConnection, appraisal: AppraisalId) -> Result<()> {
    send(tx, appraisal.0).await?;
    Ok(())
}
