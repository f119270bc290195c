//! The whole run, in portions of chains: what is in memory is one portion, and the company's own chain.

use std::collections::HashMap;

use sqlx::PgConnection;
use uuid::Uuid;

use super::{Finding, replay::Replay, shown};
use crate::{
    audit::{
        COMPANY,
        compare::{self, Compared},
        verify::emptied,
        walk::{self, walk},
    },
    records::verify::{self as records, Kept},
};

/// What was looked at, and what was found.
#[derive(Debug, Default)]
pub struct Proven {
    pub chains: usize,
    pub events: usize,
    /// Of them, those whose content was removed under retention.
    pub removed: usize,
    pub appraisals: usize,
    pub records: Kept,
    pub rows: usize,
    pub findings: Vec<Finding>,
}

/// Everything, or one appraisal. The transaction has to be `repeatable read`, so that what is written meanwhile is not
/// mistaken for a finding. `progress` hears after each portion.
pub async fn verify(
    db: &mut PgConnection,
    only: Option<Uuid>,
    progress: &mut (dyn FnMut(&Proven) + Send),
) -> sqlx::Result<Proven> {
    let mut proven = Proven::default();
    if let Some(appraisal) = only {
        portion(db, &[appraisal], &mut proven).await?;
        return Ok(proven);
    }
    let mut streams = vec![COMPANY];
    while let Some(last) = streams.last().copied() {
        portion(&mut *db, &streams, &mut proven).await?;
        progress(&proven);
        streams = walk::next(&mut *db, last).await?;
    }
    let unaccounted = emptied(&mut *db).await?;
    proven
        .findings
        .extend(unaccounted.into_iter().map(Finding::from));
    let unaccounted = records::unaccounted(&mut *db).await?;
    proven
        .findings
        .extend(unaccounted.into_iter().map(Finding::from));
    shown::counts(&mut *db, &mut proven.findings).await?;
    shown::members(db, &mut proven.findings).await?;
    Ok(proven)
}

/// Every comparison of these chains.
async fn portion(db: &mut PgConnection, streams: &[Uuid], proven: &mut Proven) -> sqlx::Result<()> {
    let mut replays: HashMap<Uuid, Replay> = HashMap::new();
    let mut walked = walk(&mut *db, streams, true, &mut |link| {
        if link.stream != COMPANY {
            replays.entry(link.stream).or_default().take(link);
        }
    })
    .await?;
    proven.chains += walked.chains;
    proven.events += walked.events;
    proven.removed += walked.removed;
    let found = &mut proven.findings;
    found.extend(
        std::mem::take(&mut walked.breaks)
            .into_iter()
            .map(Finding::from),
    );
    let mut compared = Compared::default();
    compare::rows(&mut *db, streams, &mut walked, &mut compared).await?;
    proven.rows += compared.rows;
    found.extend(compared.findings.into_iter().map(Finding::from));
    let mut broken = Vec::new();
    records::portion(&mut *db, streams, &mut proven.records, &mut broken).await?;
    found.extend(broken.into_iter().map(Finding::from));
    proven.appraisals += shown::standing(&mut *db, streams, &replays, found).await?;
    shown::signed(&mut *db, streams, &replays, found).await?;
    shown::results(&mut *db, streams, found).await?;
    shown::consequences(db, streams, found).await
}
