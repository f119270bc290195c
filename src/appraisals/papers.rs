//! What one side writes in one stage: a typed document, saved as it is typed, under a version.
//! One mechanism for every long form; who may read which paper is decided here, where it is loaded.

use serde::{Serialize, de::DeserializeOwned};
use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Seen;
use crate::{
    access::{Action, Relation},
    ground::ids::PersonId,
    web::{Error, Result},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "paper_kind", rename_all = "snake_case")]
pub enum PaperKind {
    SelfEvaluation,
    Evaluation,
    /// A further superior's own scores.
    Part,
    EmployeePreparation,
    SuperiorPreparation,
    /// The shared sheet of the interview.
    Interview,
    /// One participant's words in one step.
    InterviewNote,
    /// Belongs to its writer alone.
    PrivateNote,
    Hearing,
}

impl PaperKind {
    /// The actions of which one lets the viewer read such a paper in the present stage. The writer's
    /// own action comes first: a draft is open to nobody else.
    fn readers(self) -> &'static [Action] {
        match self {
            Self::SelfEvaluation => &[
                Action::WriteSelfEvaluation,
                Action::ReadSelfEvaluation,
                Action::ReadForPreparation,
            ],
            Self::Evaluation => &[
                Action::WriteEvaluation,
                Action::ReadEvaluation,
                Action::ReadResult,
                Action::ReadForPreparation,
            ],
            Self::Part => &[Action::WritePart, Action::ReadPart],
            Self::EmployeePreparation => &[
                Action::PrepareAsEmployee,
                Action::PrepareAsSuperior,
                Action::ReadInterview,
            ],
            Self::SuperiorPreparation => &[Action::PrepareAsSuperior, Action::ReadInterview],
            Self::Interview | Self::InterviewNote => &[Action::ReadInterview],
            Self::PrivateNote => &[
                Action::PrepareAsEmployee,
                Action::PrepareAsSuperior,
                Action::ReadInterview,
            ],
            Self::Hearing => &[Action::HearDispute],
        }
    }

    /// Whether every writer has one of their own.
    fn personal(self) -> bool {
        matches!(self, Self::InterviewNote | Self::PrivateNote | Self::Part)
    }

    fn writer(self) -> Action {
        match self {
            Self::SelfEvaluation => Action::WriteSelfEvaluation,
            Self::Evaluation => Action::WriteEvaluation,
            Self::Part => Action::WritePart,
            Self::EmployeePreparation => Action::PrepareAsEmployee,
            Self::SuperiorPreparation => Action::PrepareAsSuperior,
            Self::Interview => Action::ConductInterview,
            Self::InterviewNote | Self::PrivateNote => Action::TakePartInInterview,
            Self::Hearing => Action::HearDispute,
        }
    }
}

#[derive(Debug, Clone)]
pub struct Paper<T> {
    pub kind: PaperKind,
    pub step: i16,
    pub author: PersonId,
    pub body: T,
    pub version: i32,
    pub updated_at: OffsetDateTime,
    pub submitted_at: Option<OffsetDateTime>,
}

/// The kinds of which the viewer may read anything now. Whoever selects papers in a query of its own
/// keeps to these, and to the three conditions on single rows in `sheets`.
#[must_use]
pub fn readable(seen: &Seen, kinds: &[PaperKind]) -> Vec<PaperKind> {
    kinds
        .iter()
        .copied()
        .filter(|kind| kind.readers().iter().any(|action| seen.can(*action)))
        .collect()
}

/// Papers of different kinds in one query, those that the viewer may read now; the others are as if
/// they did not exist. A body is decoded by `Sheet::body`.
pub async fn sheets(db: &PgPool, seen: &Seen, kinds: &[PaperKind]) -> Result<Vec<Sheet>> {
    let readable = readable(seen, kinds);
    if readable.is_empty() {
        return Ok(Vec::new());
    }
    // what the employee writes is read once it is submitted: not while it is written, and never where HR moved
    // on without it
    let rows = sqlx::query!(
        r#"select kind as "kind: PaperKind", step, author_id, body, version, updated_at, submitted_at
           from papers
           where appraisal_id = $1 and kind = any($2)
             and (kind not in ('private_note', 'part') or slot = $3)
             and (kind not in ('self_evaluation', 'employee_preparation') or submitted_at is not null or author_id = $3)
             and (kind <> 'superior_preparation' or author_id = $3 or $4)
           order by kind, step, author_id"#,
        seen.appraisal.id.0,
        readable as Vec<PaperKind>,
        seen.viewer.id.0,
        // a delegate may have written it for the superior
        seen.can(Action::PrepareAsSuperior) || seen.is(Relation::Superior)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            Sheet(Paper {
                kind: row.kind,
                step: row.step,
                author: PersonId(row.author_id),
                body: row.body,
                version: row.version,
                updated_at: row.updated_at,
                submitted_at: row.submitted_at,
            })
        })
        .collect())
}

/// A paper whose body has not been decoded yet.
#[derive(Debug, Clone)]
pub struct Sheet(Paper<serde_json::Value>);

impl Sheet {
    #[must_use]
    pub fn kind(&self) -> PaperKind {
        self.0.kind
    }

    #[must_use]
    pub fn step(&self) -> i16 {
        self.0.step
    }

    #[must_use]
    pub fn author(&self) -> PersonId {
        self.0.author
    }

    pub fn read<T: DeserializeOwned>(self) -> Result<Paper<T>> {
        self.0.read()
    }
}

impl Paper<serde_json::Value> {
    /// Decodes the body.
    pub fn read<T: DeserializeOwned>(self) -> Result<Paper<T>> {
        Ok(Paper {
            kind: self.kind,
            step: self.step,
            author: self.author,
            body: serde_json::from_value(self.body)?,
            version: self.version,
            updated_at: self.updated_at,
            submitted_at: self.submitted_at,
        })
    }
}

/// The first paper of a kind among several, decoded.
pub fn pick<T: DeserializeOwned>(sheets: &[Sheet], kind: PaperKind) -> Result<Option<Paper<T>>> {
    sheets
        .iter()
        .find(|sheet| sheet.kind() == kind)
        .cloned()
        .map(Sheet::read)
        .transpose()
}

/// The paper of one kind, if the viewer may read it and it exists.
pub async fn load<T: DeserializeOwned>(
    db: &PgPool,
    seen: &Seen,
    kind: PaperKind,
) -> Result<Option<Paper<T>>> {
    pick(&sheets(db, seen, &[kind]).await?, kind)
}

/// Saves a draft over the version it was read at (0: there was none) and returns the new version.
/// Anything newer in the database is a conflict, and nothing is written.
pub async fn save<T: Serialize>(
    tx: &mut PgConnection,
    seen: &Seen,
    (kind, step): (PaperKind, i16),
    read_at: i32,
    body: &T,
    now: OffsetDateTime,
) -> Result<i32> {
    seen.must(kind.writer())?;
    let slot = if kind.personal() {
        seen.viewer.id.0
    } else {
        Uuid::nil()
    };
    let body = serde_json::to_value(body)?;
    // the stage may have moved on since it was read: the lock and the check are one statement
    let version = sqlx::query_scalar!(
        r#"with open as (
               select id from appraisals where id = $1 and version = $9 for no key update
           )
           insert into papers as p (appraisal_id, kind, step, slot, author_id, body, updated_at)
           select id, $2, $3, $4, $5, $6, $7 from open where $8 = 0 or exists (
               select from papers where appraisal_id = $1 and kind = $2 and step = $3 and slot = $4 and version = $8)
           on conflict (appraisal_id, kind, step, slot) do update
               set body = $6, author_id = $5, updated_at = $7, version = p.version + 1
               where p.version = $8 and p.submitted_at is null
           returning version"#,
        seen.appraisal.id.0,
        kind as PaperKind,
        step,
        slot,
        seen.viewer.id.0,
        body,
        now,
        read_at,
        seen.appraisal.version
    )
    .fetch_optional(&mut *tx)
    .await?;
    version.ok_or(Error::Conflict)
}

/// Locks a paper and keeps its text for ever. The paper must be at the version just saved. Returns its id.
pub async fn submit(
    tx: &mut PgConnection,
    seen: &Seen,
    (kind, step): (PaperKind, i16),
    version: i32,
    now: OffsetDateTime,
) -> Result<Uuid> {
    seen.must(kind.writer())?;
    let slot = if kind.personal() {
        seen.viewer.id.0
    } else {
        Uuid::nil()
    };
    sqlx::query_scalar!(
        r#"with paper as (
               update papers set submitted_at = $6
               where appraisal_id = $1 and kind = $2 and step = $3 and slot = $4 and version = $5 and submitted_at is null
               returning id, version, author_id, body
           )
           insert into submissions (paper_id, version, author_id, body, submitted_at)
           select id, version, author_id, body, $6 from paper returning paper_id"#,
        seen.appraisal.id.0,
        kind as PaperKind,
        step,
        slot,
        version,
        now
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::Conflict)
}

/// Opens a submitted paper for writing again; what was submitted stays kept.
pub async fn reopen(tx: &mut PgConnection, seen: &Seen, kind: PaperKind) -> Result<()> {
    sqlx::query!(
        "update papers set submitted_at = null, version = version + 1
         where appraisal_id = $1 and kind = $2 and submitted_at is not null and ($3::uuid is null or slot = $3)",
        seen.appraisal.id.0,
        kind as PaperKind,
        kind.personal().then_some(seen.viewer.id.0)
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}
