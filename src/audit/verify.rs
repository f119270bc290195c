//! Proving from the database alone that no event was changed, removed or reordered.

use std::collections::BTreeMap;

use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    COMPANY,
    link::{Break, Fault, Head, Link},
    removal::{self, Removal, Tally},
};

/// How many events are looked at in one query.
const BATCH: i64 = 5_000;

/// What was found to be whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Whole {
    pub chains: usize,
    pub events: usize,
    /// Of them, those whose content was removed under retention.
    pub removed: usize,
}

/// Walks every chain. The transaction has to be `repeatable read`, so that what is written meanwhile is not mistaken for
/// a break. The inner result is the first break.
pub async fn verify(tx: &mut PgConnection) -> sqlx::Result<Result<Whole, Break>> {
    let mut told: BTreeMap<Uuid, Head> = sqlx::query!("select stream, seq, hash from chains")
        .fetch_all(&mut *tx)
        .await?
        .into_iter()
        .map(|row| {
            let head = Head {
                seq: row.seq,
                hash: row.hash,
            };
            (row.stream, head)
        })
        .collect();
    let mut whole = Whole {
        chains: told.len(),
        events: 0,
        removed: 0,
    };
    let mut accounted: BTreeMap<Uuid, Removal> = BTreeMap::new();
    // by removal: where the first one stands, and what all of them come to
    let mut emptied: BTreeMap<Uuid, (Uuid, i64, Tally)> = BTreeMap::new();
    let mut now: Option<(Uuid, Head)> = None;
    let mut after = (Uuid::nil(), 0_i64);
    loop {
        let rows = sqlx::query!(
            r#"select stream, seq, at, actor_id, kind, detail, prev, hash, sealed_by from events
               where (stream, seq) > ($1, $2) order by stream, seq limit $3"#,
            after.0,
            after.1,
            BATCH
        )
        .fetch_all(&mut *tx)
        .await?;
        let Some(last) = rows.last() else { break };
        after = (last.stream, last.seq);
        whole.events += rows.len();
        for row in rows {
            if let Some(run) = row.sealed_by {
                whole.removed += 1;
                let (.., tally) = emptied
                    .entry(run)
                    .or_insert_with(|| (row.stream, row.seq, Tally::default()));
                tally.add(&removal::event_line(row.stream, row.seq, &row.hash));
            } else if row.stream == COMPANY
                && row.kind == removal::KIND.key()
                && let Some((run, removal)) = removal::read(&row.detail)
            {
                accounted.insert(run, removal);
            }
            let link = &Link {
                stream: row.stream,
                seq: row.seq,
                at: row.at,
                actor: row.actor_id,
                kind: row.kind,
                detail: row.detail,
                prev: row.prev,
                hash: row.hash,
                removed: row.sealed_by.is_some(),
            };
            if now
                .as_ref()
                .is_none_or(|(stream, _)| *stream != link.stream)
                && let Err(found) = end(now.take(), &mut told)
            {
                return Ok(Err(found));
            }
            let (_, head) = now.get_or_insert_with(|| (link.stream, Head::default()));
            if let Err(found) = head.follow(link) {
                return Ok(Err(found));
            }
        }
    }
    if let Err(found) = end(now, &mut told) {
        return Ok(Err(found));
    }
    // what is left has a head and no event at all
    for (stream, head) in told {
        if let Err(found) = Head::default().ends_at(stream, &head) {
            return Ok(Err(found));
        }
    }
    for (run, (stream, seq, tally)) in emptied {
        if accounted.get(&run).map(|removal| &removal.events) != Some(&tally.sum()) {
            let fault = Fault::Emptied;
            return Ok(Err(Break { stream, seq, fault }));
        }
    }
    Ok(Ok(whole))
}

fn end(chain: Option<(Uuid, Head)>, told: &mut BTreeMap<Uuid, Head>) -> Result<(), Break> {
    let Some((stream, head)) = chain else {
        return Ok(());
    };
    head.ends_at(stream, &told.remove(&stream).unwrap_or_default())
}
