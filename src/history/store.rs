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

/// Adds one event to each of many streams, in two statements whatever their number. The hash is
/// taken in the database over exactly the text that [`append`] hashes. Each stream stands once.
pub async fn append_many<D: Serialize>(
    tx: &mut PgTransaction<'_>,
    events: &[(Uuid, D)],
    actor: Option<PersonId>,
    kind: &str,
    now: OffsetDateTime,
) -> Result<()> {
    let streams: Vec<Uuid> = events.iter().map(|(stream, _)| *stream).collect();
    let details: Vec<String> = events
        .iter()
        .map(|(_, detail)| serde_json::to_string(detail))
        .collect::<Result<_, _>>()?;
    // in one order, so that two of these never wait for each other
    sqlx::query!(
        "insert into chains (stream, seq, hash) select stream, 0, $2 from unnest($1::uuid[]) as given (stream) order by stream
         on conflict (stream) do update set seq = chains.seq",
        &streams,
        FIRST
    )
    .execute(&mut **tx)
    .await?;
    let micros = (now.unix_timestamp_nanos() / 1000).to_string();
    let written = sqlx::query!(
        r#"with linked as (
               select c.stream, c.seq + 1 as seq, c.hash as prev, g.detail,
                   encode(sha256(convert_to(concat_ws(E'\n', c.hash, c.stream, c.seq + 1, $6::text,
                       coalesce($3::uuid::text, ''), $4::text, g.detail), 'UTF8')), 'hex') as hash
               from unnest($1::uuid[], $2::text[]) as g (stream, detail)
               join chains c on c.stream = g.stream
           ), heads as (
               update chains set seq = linked.seq, hash = linked.hash from linked where chains.stream = linked.stream
           )
           insert into events (stream, seq, at, actor_id, kind, detail, prev, hash)
           select stream, seq, $5, $3, $4, detail, prev, hash from linked"#,
        &streams,
        &details,
        actor.map(|actor| actor.0),
        kind,
        now,
        micros
    )
    .execute(&mut **tx)
    .await?;
    debug_assert_eq!(written.rows_affected(), events.len() as u64);
    Ok(())
}
