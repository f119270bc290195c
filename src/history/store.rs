//! Appending to a chain.

use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::PgTransaction;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{ground::ids::PersonId, web::Result};

/// The stream of everything that is not about one appraisal.
pub const COMPANY: Uuid = Uuid::nil();

const FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

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
    let micros = now.unix_timestamp_nanos() / 1000;
    let text = format!(
        "{}\n{stream}\n{seq}\n{micros}\n{}\n{kind}\n{detail}",
        head.hash,
        actor.map(|actor| actor.to_string()).unwrap_or_default()
    );
    let hash = hex(&Sha256::digest(text.as_bytes()));
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

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut out, byte| {
        // writing to a String cannot fail
        let _ = write!(out, "{byte:02x}");
        out
    })
}
