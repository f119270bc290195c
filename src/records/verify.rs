//! Proving from the database alone that every record still says what was signed.

use std::collections::BTreeMap;

use sqlx::PgConnection;
use time::Date;
use uuid::Uuid;

use super::sha256_hex;
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
/// has to be accounted for by the company's chain.
pub async fn verify(tx: &mut PgConnection) -> sqlx::Result<Result<Kept, Broken>> {
    let mut kept = Kept::default();
    let mut emptied: BTreeMap<Uuid, (Uuid, i32, Tally)> = BTreeMap::new();
    let mut after = (Uuid::nil(), 0_i32);
    loop {
        let rows = sqlx::query!(
            r#"select r.appraisal_id, r.version, r.content, r.sha256, r.removed_at, r.removed_by,
                   exists (select from signatures s where s.appraisal_id = r.appraisal_id and s.record_version = r.version
                           and s.sha256 <> r.sha256) as "other!"
               from records r where (r.appraisal_id, r.version) > ($1, $2)
               order by r.appraisal_id, r.version limit $3"#,
            after.0,
            after.1,
            BATCH
        )
        .fetch_all(&mut *tx)
        .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let (appraisal, version) = (row.appraisal_id, row.version);
            let expected = if appraisal == after.0 { after.1 + 1 } else { 1 };
            if version != expected {
                return Ok(Err(Broken::Missing {
                    appraisal,
                    version: expected,
                }));
            }
            if let (Some(at), Some(run)) = (row.removed_at, row.removed_by) {
                if !row.content.is_empty() {
                    return Ok(Err(Broken::Altered { appraisal, version }));
                }
                *kept.removed.entry(at.date()).or_default() += 1;
                let (.., tally) = emptied
                    .entry(run)
                    .or_insert_with(|| (appraisal, version, Tally::default()));
                tally.add(&removal::record_line(appraisal, version, &row.sha256));
            } else if sha256_hex(&row.content) == row.sha256 {
                kept.records += 1;
            } else {
                return Ok(Err(Broken::Altered { appraisal, version }));
            }
            if row.other {
                return Ok(Err(Broken::OtherText { appraisal, version }));
            }
            after = (appraisal, version);
        }
    }
    let accounted = removal::accounted(tx).await?;
    for (run, (appraisal, version, tally)) in emptied {
        if accounted.get(&run).map(|removal| &removal.records) != Some(&tally.sum()) {
            return Ok(Err(Broken::Emptied { appraisal, version }));
        }
    }
    Ok(Ok(kept))
}
