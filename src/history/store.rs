//! Appending to a chain.

use std::collections::BTreeMap;

use serde::Serialize;
use sqlx::PgTransaction;
use time::OffsetDateTime;
use uuid::Uuid;

use super::link::{self, FIRST, Head};
use crate::{ground::ids::PersonId, web::Result};

/// The stream of everything that is not about one appraisal.
pub const COMPANY: Uuid = Uuid::nil();

/// Adds one event to a stream.
pub async fn append(
    tx: &mut PgTransaction<'_>,
    stream: Uuid,
    actor: Option<PersonId>,
    kind: &str,
    detail: &impl Serialize,
    now: OffsetDateTime,
) -> Result<()> {
    append_many(tx, &[(stream, detail)], actor, kind, now).await
}

/// Adds events to streams, in the order given and in two statements whatever their number. The heads of the chains
/// are locked until the transaction ends, so that two events never follow the same one.
pub async fn append_many<D: Serialize>(
    tx: &mut PgTransaction<'_>,
    events: &[(Uuid, D)],
    actor: Option<PersonId>,
    kind: &str,
    now: OffsetDateTime,
) -> Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    let mut heads = heads(tx, events.iter().map(|(stream, _)| *stream).collect()).await?;
    let actor = actor.map(|actor| actor.0);
    let (mut streams, mut seqs, mut details) = (Vec::new(), Vec::new(), Vec::new());
    let (mut prevs, mut hashes) = (Vec::new(), Vec::new());
    for (stream, detail) in events {
        let detail = serde_json::to_string(detail)?;
        // every stream that was given has a head
        let head = heads.entry(*stream).or_default();
        let seq = head.seq + 1;
        let hash = link::hash(&head.hash, *stream, seq, now, actor, kind, &detail);
        let prev = std::mem::replace(
            head,
            Head {
                seq,
                hash: hash.clone(),
            },
        )
        .hash;
        streams.push(*stream);
        seqs.push(seq);
        details.push(detail);
        prevs.push(prev);
        hashes.push(hash);
    }
    let (chains, ends): (Vec<Uuid>, Vec<Head>) = heads.into_iter().unzip();
    let (end_seqs, end_hashes): (Vec<i64>, Vec<String>) =
        ends.into_iter().map(|head| (head.seq, head.hash)).unzip();
    sqlx::query!(
        "with heads as (
             update chains c set seq = h.seq, hash = h.hash
             from unnest($1::uuid[], $2::bigint[], $3::text[]) as h (stream, seq, hash) where c.stream = h.stream
         )
         insert into events (stream, seq, at, actor_id, kind, detail, prev, hash)
         select e.stream, e.seq, $4, $5, $6, e.detail, e.prev, e.hash
         from unnest($7::uuid[], $8::bigint[], $9::text[], $10::text[], $11::text[]) as e (stream, seq, detail, prev, hash)",
        &chains,
        &end_seqs,
        &end_hashes,
        now,
        actor,
        kind,
        &streams,
        &seqs,
        &details,
        &prevs,
        &hashes
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The heads of these chains, begun where they are not there yet, and locked: in one order, so that two transactions
/// never wait for each other.
async fn heads(tx: &mut PgTransaction<'_>, mut streams: Vec<Uuid>) -> Result<BTreeMap<Uuid, Head>> {
    streams.sort_unstable();
    streams.dedup();
    let rows = sqlx::query!(
        "insert into chains (stream, seq, hash) select stream, 0, $2 from unnest($1::uuid[]) as given (stream) order by stream
         on conflict (stream) do update set seq = chains.seq returning stream, seq, hash",
        &streams,
        FIRST
    )
    .fetch_all(&mut **tx)
    .await?;
    let head = |seq, hash| Head { seq, hash };
    Ok(rows
        .into_iter()
        .map(|row| (row.stream, head(row.seq, row.hash)))
        .collect())
}
