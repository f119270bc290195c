//! Proving from the database alone that every record still says what was signed.

use sqlx::PgTransaction;
use uuid::Uuid;

use super::sha256_hex;

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
}

/// Compares every record with its hash, and every signature with the record that it stands under; returns how many.
pub async fn verify(tx: &mut PgTransaction<'_>) -> sqlx::Result<Result<usize, Broken>> {
    let mut count = 0;
    let mut after = (Uuid::nil(), 0_i32);
    loop {
        let rows = sqlx::query!(
            r#"select r.appraisal_id, r.version, r.content, r.sha256,
                   exists (select from signatures s where s.appraisal_id = r.appraisal_id and s.record_version = r.version
                           and s.sha256 <> r.sha256) as "other!"
               from records r where (r.appraisal_id, r.version) > ($1, $2)
               order by r.appraisal_id, r.version limit $3"#,
            after.0,
            after.1,
            BATCH
        )
        .fetch_all(&mut **tx)
        .await?;
        if rows.is_empty() {
            return Ok(Ok(count));
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
            if sha256_hex(&row.content) != row.sha256 {
                return Ok(Err(Broken::Altered { appraisal, version }));
            }
            if row.other {
                return Ok(Err(Broken::OtherText { appraisal, version }));
            }
            after = (appraisal, version);
            count += 1;
        }
    }
}
