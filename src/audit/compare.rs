//! Comparing every row that the trail vouches for with the row as it stands: what was changed, taken away or put in
//! without an event is named, all of it.

use std::fmt;

use futures_util::TryStreamExt as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    COMPANY,
    evidence::{Evidence, Name, digest},
    walk::{self, Walked, walk},
};

/// A row that is not as the trail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub stream: Uuid,
    pub name: Name,
    pub fault: Mismatch,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    Changed,
    Gone,
    /// It is there, and no event tells of it.
    PutIn,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.fault {
            Mismatch::Changed => "was changed after the event that tells of it",
            Mismatch::Gone => "was taken away, and no event tells of that",
            Mismatch::PutIn => "is there, and no event tells of it",
        };
        if self.stream == COMPANY {
            write!(f, "the company: {} {what}", self.name)
        } else {
            write!(f, "appraisal {}: {} {what}", self.stream, self.name)
        }
    }
}

/// How much was compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    pub rows: usize,
    pub findings: Vec<Finding>,
}

/// Walks every chain and every row that one could tell of. The transaction has to be `repeatable read`.
pub async fn compare(db: &mut PgConnection) -> sqlx::Result<Compared> {
    let mut compared = Compared::default();
    let mut streams = vec![COMPANY];
    while let Some(last) = streams.last().copied() {
        let mut walked = walk(&mut *db, &streams, true, &mut |_| ()).await?;
        rows(&mut *db, &streams, &mut walked, &mut compared).await?;
        streams = walk::next(&mut *db, last).await?;
    }
    Ok(compared)
}

/// The rows of these chains, beside what the walk over them has heard.
pub async fn rows(
    db: &mut PgConnection,
    streams: &[Uuid],
    walked: &mut Walked,
    compared: &mut Compared,
) -> sqlx::Result<()> {
    let mut rows = sqlx::query!(
        r#"select kind as "kind!", stream as "stream!", key as "key!", part as "part!", format as "format!", salt as "salt!", content as "content!"
           from evidence where stream = any($1)"#,
        streams
    )
    .fetch(db);
    while let Some(row) = rows.try_next().await? {
        let Some(kind) = Evidence::from_key(&row.kind) else {
            continue;
        };
        let name = Name {
            kind,
            key: row.key,
            part: row.part,
        };
        let told = walked.told.entry(row.stream).or_default();
        // the same row in another format is another line of the view
        if told
            .get(&name)
            .is_some_and(|last| last.format != row.format)
        {
            continue;
        }
        compared.rows += 1;
        let fault = match told.remove(&name) {
            Some(last) if *last.sha256 == *digest(&name, row.format, row.salt, &row.content) => {
                continue;
            }
            Some(_) => Mismatch::Changed,
            None => Mismatch::PutIn,
        };
        compared.findings.push(Finding {
            stream: row.stream,
            name,
            fault,
        });
    }
    for (stream, told) in std::mem::take(&mut walked.told) {
        compared
            .findings
            .extend(told.into_keys().map(|name| Finding {
                stream,
                name,
                fault: Mismatch::Gone,
            }));
    }
    Ok(())
}
