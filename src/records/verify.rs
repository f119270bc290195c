//! Proving from the database alone that every record still says what was signed.

use std::collections::BTreeMap;

use futures_util::TryStreamExt as _;
use sqlx::PgConnection;
use time::Date;
use uuid::Uuid;

use crate::audit::removal::{self, Tally};

/// How many records are looked at in one query.
const BATCH: i64 = 500;

/// The first record that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error(
        "appraisal {appraisal}: version {version} of the record was changed after it was frozen"
    )]
    Altered { appraisal: Uuid, version: i32 },
    #[error("appraisal {appraisal}: version {version} of the record was removed")]
    Missing { appraisal: Uuid, version: i32 },
    #[error(
        "appraisal {appraisal}: a signature stands under another text than version {version} of the record"
    )]
    OtherText { appraisal: Uuid, version: i32 },
    #[error(
        "appraisal {appraisal}: version {version} of the record was emptied without a removal under retention that accounts for it"
    )]
    Emptied { appraisal: Uuid, version: i32 },
}

/// What was found to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// Records that are whole, with their signatures.
    pub records: usize,
    /// Those of which only hash and signatures are left, by the day on which the text was removed.
    pub removed: BTreeMap<Date, usize>,
}

impl Kept {
    /// One line a day of removal.
    #[must_use]
    pub fn removals(&self) -> Vec<String> {
        self.removed
            .iter()
            .map(|(day, count)| format!("removed under retention on {day}: {count} records, of which hash and signatures remain"))
            .collect()
    }
}

/// Compares every record with its hash, and every signature with the record that it stands under. A removed one
/// has to be accounted for by the company's chain. The inner result is the first that does not hold.
pub async fn verify(tx: &mut PgConnection) -> sqlx::Result<Result<Kept, Broken>> {
    let (mut kept, mut broken) = (Kept::default(), Vec::new());
    let mut after = Uuid::nil();
    loop {
        let appraisals = sqlx::query_scalar!(
            "select distinct appraisal_id from records where appraisal_id > $1 order by appraisal_id limit $2",
            after,
            BATCH
        )
        .fetch_all(&mut *tx)
        .await?;
        let Some(last) = appraisals.last() else { break };
        after = *last;
        portion(&mut *tx, &appraisals, &mut kept, &mut broken).await?;
    }
    broken.extend(unaccounted(&mut *tx).await?);
    Ok(broken.into_iter().next().map_or(Ok(kept), Err))
}

/// The records of these appraisals: all that do not hold.
pub async fn portion(
    tx: &mut PgConnection,
    appraisals: &[Uuid],
    kept: &mut Kept,
    broken: &mut Vec<Broken>,
) -> sqlx::Result<()> {
    let mut after = (Uuid::nil(), 0_i32);
    // hashed where they are: a text may be long, and only whether it fits is asked
    let rows = sqlx::query!(
        r#"select r.appraisal_id, r.version, r.content = '' as "empty!", r.removed_at, r.removed_by,
               r.sha256 = encode(sha256(convert_to(r.content, 'UTF8')), 'hex') as "whole!",
               exists (select from signatures s where s.appraisal_id = r.appraisal_id and s.record_version = r.version
                       and s.sha256 <> r.sha256) as "other!"
           from records r where r.appraisal_id = any($1)
           order by r.appraisal_id, r.version"#,
        appraisals
    )
    .fetch_all(&mut *tx)
    .await?;
    for row in rows {
        let (appraisal, version) = (row.appraisal_id, row.version);
        let expected = if appraisal == after.0 { after.1 + 1 } else { 1 };
        broken.extend((expected..version).map(|version| Broken::Missing { appraisal, version }));
        let holds = if let Some(at) = row.removed_at.filter(|_| row.removed_by.is_some()) {
            *kept.removed.entry(at.date()).or_default() += 1;
            row.empty
        } else {
            kept.records += usize::from(row.whole);
            row.whole
        };
        if !holds {
            broken.push(Broken::Altered { appraisal, version });
        }
        if row.other {
            broken.push(Broken::OtherText { appraisal, version });
        }
        after = (appraisal, version);
    }
    Ok(())
}

/// Records whose text is gone without a removal that the company's chain accounts for, the first of each removal.
pub async fn unaccounted(tx: &mut PgConnection) -> sqlx::Result<Vec<Broken>> {
    let accounted = removal::accounted(&mut *tx).await?;
    let mut emptied: BTreeMap<Uuid, (Uuid, i32, Tally)> = BTreeMap::new();
    let mut rows = sqlx::query!(
        r#"select appraisal_id, version, sha256, removed_by as "run!" from records where removed_by is not null and removed_at is not null
           order by appraisal_id, version"#
    )
    .fetch(tx);
    while let Some(row) = rows.try_next().await? {
        let (.., tally) = emptied
            .entry(row.run)
            .or_insert_with(|| (row.appraisal_id, row.version, Tally::default()));
        tally.add(&removal::record_line(
            row.appraisal_id,
            row.version,
            &row.sha256,
        ));
    }
    let unaccounted = emptied.into_iter().filter(|(run, (.., tally))| {
        accounted.get(run).map(|removal| &removal.records) != Some(&tally.sum())
    });
    Ok(unaccounted
        .map(|(_, (appraisal, version, _))| Broken::Emptied { appraisal, version })
        .collect())
}
