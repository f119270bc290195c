//! Proving from the database alone that no event was changed, removed or reordered.

use std::collections::BTreeMap;

use futures_util::TryStreamExt as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    COMPANY,
    link::{Break, Fault},
    removal::{self, Tally},
    walk::{self, walk},
};

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
    let mut whole = Whole::default();
    let mut streams = vec![COMPANY];
    while let Some(last) = streams.last().copied() {
        let walked = walk(&mut *tx, &streams, false, &mut |_| ()).await?;
        if let Some(first) = walked.breaks.into_iter().next() {
            return Ok(Err(first));
        }
        whole.chains += walked.chains;
        whole.events += walked.events;
        whole.removed += walked.removed;
        streams = walk::next(&mut *tx, last).await?;
    }
    let emptied = emptied(&mut *tx).await?;
    Ok(emptied.into_iter().next().map_or(Ok(whole), Err))
}

/// Removals that the company's chain does not account for, by the first event that each emptied.
pub async fn emptied(tx: &mut PgConnection) -> sqlx::Result<Vec<Break>> {
    let accounted = removal::accounted(&mut *tx).await?;
    let mut tallies: BTreeMap<Uuid, (Uuid, i64, Tally)> = BTreeMap::new();
    let mut events = sqlx::query!(
        r#"select stream, seq, hash, sealed_by as "run!" from events where sealed_by is not null order by stream, seq"#
    )
    .fetch(tx);
    while let Some(row) = events.try_next().await? {
        let (.., tally) = tallies
            .entry(row.run)
            .or_insert_with(|| (row.stream, row.seq, Tally::default()));
        tally.add(&removal::event_line(row.stream, row.seq, &row.hash));
    }
    let unaccounted = tallies.into_iter().filter(|(run, (.., tally))| {
        accounted.get(run).map(|removal| &removal.events) != Some(&tally.sum())
    });
    Ok(unaccounted
        .map(|(_, (stream, seq, _))| Break {
            stream,
            seq,
            fault: Fault::Emptied,
        })
        .collect())
}
