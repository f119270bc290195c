//! Freezing: what an interview left behind becomes a version of the record.

use time::OffsetDateTime;

use super::{
    assemble::{self, Around},
    content::Person,
    versions,
};
use crate::{appraisals::Seen, audit::Change, interviews::Gathered, web::Result};

/// A version as it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    pub version: i32,
    pub sha256: String,
}

/// Freezes what the interview left behind. The caller holds the appraisal's row and takes the step.
pub(super) async fn interview(
    change: &mut Change,
    seen: &Seen,
    gathered: &Gathered,
    company: &str,
    now: OffsetDateTime,
) -> Result<Frozen> {
    let a = &seen.appraisal;
    let mut ids = vec![a.appraisee.id.0, a.superior.id.0];
    ids.extend(a.facilitator.as_ref().map(|party| party.id.0));
    let rows = sqlx::query!(
        r#"select p.id as "id!", p.name as "name!", p.number as "number!", p.position as "position!", coalesce(d.name, '') as "department!",
            (select coalesce(max(version), 0) from records where appraisal_id = $2) as "last!"
           from people p left join departments d on d.id = p.department_id where p.id = any($1)"#,
        &ids,
        a.id.0
    )
    .fetch_all(&mut **change)
    .await?;
    let last = rows.first().map_or(0, |row| row.last);
    let around = Around {
        company: company.to_owned(),
        version: u32::try_from(last + 1).unwrap_or(1),
        people: rows
            .into_iter()
            .map(|row| Person {
                id: row.id,
                name: row.name,
                number: row.number,
                department: row.department,
                position: row.position,
            })
            .collect(),
    };
    let record = assemble::assemble(a, gathered, around, now)
        .ok_or_else(|| anyhow::anyhow!("an interview without a complete result"))?;
    let sha256 = versions::add(change, &record, "", seen.viewer.id, now).await?;
    Ok(Frozen {
        version: last + 1,
        sha256,
    })
}
