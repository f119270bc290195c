//! A corrected result, and the rows of a bulk release.

use rust_decimal::Decimal;
use sqlx::{PgPool, PgTransaction};
use time::Date;
use uuid::Uuid;

use crate::{
    access::{Stage, Viewer},
    appraisals::Seen,
    ground::ids::AppraisalId,
    web::{Error, Result},
};

/// A new result that waits for approval. Locks the appraisal's row, at the version that was read.
pub async fn new_result(
    tx: &mut PgTransaction<'_>,
    seen: &Seen,
    total: Decimal,
    band: usize,
    multiplier: Decimal,
) -> Result<()> {
    let changed = sqlx::query!(
        "update appraisals set version = version + 1, total = $3, grade = $4, multiplier = $5, approved_at = null
         where id = $1 and version = $2 and stage = 'review'",
        seen.appraisal.id.0,
        seen.appraisal.version,
        total,
        // a scheme has at most twelve bands
        i16::try_from(band).unwrap_or_default(),
        multiplier
    )
    .execute(&mut **tx)
    .await?;
    if changed.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

/// One appraisal that was ticked for release.
#[derive(Debug)]
pub struct Ticked {
    pub id: AppraisalId,
    pub version: i32,
    pub stage: Stage,
    pub approved: bool,
    pub name: String,
    pub cycle: String,
    pub due: Option<Date>,
    pub paused: bool,
}

/// Those of the ids for which the viewer is HR; the others are as if they did not exist. In the order
/// of ids, so that two bulk releases never wait for each other in a circle.
pub async fn ticked(db: &PgPool, viewer: &Viewer, ids: &[Uuid]) -> Result<Vec<Ticked>> {
    let rows = sqlx::query!(
        r#"select a.id, a.version, a.stage as "stage: Stage", a.approved_at is not null as "approved!", e.name,
            c.name as cycle, coalesce((a.own_deadlines ->> 'interview_due')::date, c.interview_due) as "interview_due!",
            c.status = 'paused' as "paused!"
           from appraisals a
           join parties p on p.appraisal_id = a.id and p.person_id = $2 and p.relation = 'hr'
           join people e on e.id = a.appraisee_id
           join cycles c on c.id = a.cycle_id
           where a.id = any($1)
           order by a.id"#,
        ids,
        viewer.id.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Ticked {
            id: AppraisalId(row.id),
            version: row.version,
            stage: row.stage,
            approved: row.approved,
            name: row.name,
            cycle: row.cycle,
            due: Some(row.interview_due),
            paused: row.paused,
        })
        .collect())
}
