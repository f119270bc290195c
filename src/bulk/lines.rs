//! The rows of a run as its readers may see them.

use futures_util::stream::BoxStream;
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    access::{Scope, Viewer},
    web::{Cursor, Result},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "run_outcome", rename_all = "snake_case")]
pub(super) enum Outcome {
    Waiting,
    Done,
    Left,
}

impl Outcome {
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Done, Self::Left];

    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Left => "left",
        }
    }
}

pub(super) struct Count {
    pub outcome: Outcome,
    pub reason: String,
    pub count: i64,
}

/// How many of each outcome, those left out by reason.
pub(super) async fn counts(
    db: &PgPool,
    run: Uuid,
    viewer: &Viewer,
    scope: &Scope,
) -> Result<Vec<Count>> {
    let reach = scope.departments();
    Ok(sqlx::query_as!(
        Count,
        r#"select outcome as "outcome!: Outcome", reason as "reason!", count(*) as "count!" from run_lines($1, $2, $3)
           group by 1, 2 order by 3 desc, 2"#,
        run,
        viewer.id.0,
        reach.as_deref()
    )
    .fetch_all(db)
    .await?)
}

pub(super) struct Line {
    pub seq: i32,
    pub outcome: Outcome,
    pub reason: String,
    pub person: Uuid,
    pub appraisal: Option<Uuid>,
    pub name: String,
    pub number: String,
    /// Whose appraisal it is, where it is somebody else's.
    pub about: Option<String>,
    pub department: String,
}

/// A page of those with one outcome.
pub(super) async fn page(
    db: &PgPool,
    run: Uuid,
    (viewer, scope): (&Viewer, &Scope),
    outcome: Outcome,
    pattern: Option<&str>,
    cursor: &Cursor,
    size: i64,
) -> Result<Vec<Line>> {
    let reach = scope.departments();
    let from: Option<i32> = cursor.at.as_ref().and_then(|(key, _)| key.parse().ok());
    // one branch for each direction: both walk the index and stop at the limit
    Ok(sqlx::query_as!(
        Line,
        r#"(select seq as "seq!", outcome as "outcome!: Outcome", reason as "reason!", person_id as "person!", appraisal_id as "appraisal?",
                name as "name!", number as "number!", about as "about?", coalesce(department, '') as "department!"
            from run_lines($1, $2, $3)
            where not $7 and outcome = $4 and seq > coalesce($6, 0) and ($5::text is null or lower(name || ' ' || number) like $5)
            order by seq limit $8)
           union all
           (select seq, outcome, reason, person_id, appraisal_id, name, number, about, coalesce(department, '')
            from run_lines($1, $2, $3)
            where $7 and outcome = $4 and seq < coalesce($6, 0) and ($5::text is null or lower(name || ' ' || number) like $5)
            order by seq desc limit $8)"#,
        run,
        viewer.id.0,
        reach.as_deref(),
        outcome as Outcome,
        pattern,
        from,
        cursor.back,
        size
    )
    .fetch_all(db)
    .await?)
}

/// All of them, row by row.
pub(super) fn all<'a>(
    db: &'a PgPool,
    run: Uuid,
    viewer: &Viewer,
    reach: Option<&'a [Uuid]>,
) -> BoxStream<'a, sqlx::Result<Line>> {
    sqlx::query_as!(
        Line,
        r#"select seq as "seq!", outcome as "outcome!: Outcome", reason as "reason!", person_id as "person!", appraisal_id as "appraisal?",
            name as "name!", number as "number!", about as "about?", coalesce(department, '') as "department!"
           from run_lines($1, $2, $3) order by seq"#,
        run,
        viewer.id.0,
        reach
    )
    .fetch(db)
}
