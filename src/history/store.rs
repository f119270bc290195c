//! Appending to a chain.

use serde::Serialize;
use sqlx::PgTransaction;
use time::OffsetDateTime;
use uuid::Uuid;

use super::link::{self, FIRST};
use crate::{ground::ids::PersonId, web::Result};

/// The stream of everything that is not about one appraisal.
pub const COMPANY: Uuid = Uuid::nil();

/// Adds one event to a stream. The row of the chain's head is locked until the transaction ends, so
/// that two events never follow the same one.
pub async fn append(
    tx: &mut PgTransaction<'_>,
    stream: Uuid,
    actor: Option<PersonId>,
    kind: &str,
    detail: &impl Serialize,
    now: OffsetDateTime,
) -> Result<()> {
    let detail = serde_json::to_string(detail)?;
    let head = sqlx::query!(
        "insert into chains (stream, seq, hash) values ($1, 0, $2)
         on conflict (stream) do update set seq = chains.seq returning seq, hash",
        stream,
        FIRST
    )
    .fetch_one(&mut **tx)
    .await?;
    let seq = head.seq + 1;
    let hash = link::hash(
        &head.hash,
        stream,
        seq,
        now,
        actor.map(|actor| actor.0),
        kind,
        &detail,
    );
    sqlx::query!(
        "with head as (update chains set seq = $2, hash = $8 where stream = $1)
         insert into events (stream, seq, at, actor_id, kind, detail, prev, hash) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        stream,
        seq,
        now,
        actor.map(|actor| actor.0),
        kind,
        detail,
        head.hash,
        hash
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
