//! Two sides of an evaluation: the whole one of the direct superior, and the part of a further one.

use std::borrow::Cow;

use sqlx::{PgPool, PgTransaction, types::Json};
use uuid::Uuid;

use super::rules::{Evaluation, Part, judged};
use crate::{
    access::{Action, Relation},
    appraisals::{Seen, papers::PaperKind},
    cycles::form::Form,
    web::Result,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Whole,
    Part,
}

impl Side {
    #[must_use]
    pub fn paper(self) -> PaperKind {
        match self {
            Self::Whole => PaperKind::Evaluation,
            Self::Part => PaperKind::Part,
        }
    }

    #[must_use]
    pub fn slot(self, seen: &Seen) -> Uuid {
        match self {
            Self::Whole => Uuid::nil(),
            Self::Part => seen.viewer.id.0,
        }
    }

    #[must_use]
    pub fn relation(self) -> Relation {
        match self {
            Self::Whole => Relation::Superior,
            Self::Part => Relation::CoSuperior,
        }
    }

    #[must_use]
    pub fn writer(self) -> Action {
        match self {
            Self::Whole => Action::WriteEvaluation,
            Self::Part => Action::WritePart,
        }
    }

    /// Where it stands below the appraisal's address.
    #[must_use]
    pub fn below(self) -> &'static str {
        match self {
            Self::Whole => "/evaluation",
            Self::Part => "/part",
        }
    }

    #[must_use]
    pub fn form(self, form: &Form) -> Cow<'_, Form> {
        match self {
            Self::Whole => Cow::Borrowed(form),
            Self::Part => Cow::Owned(judged(form)),
        }
    }
}

struct Row {
    person: Uuid,
    name: String,
    share: rust_decimal::Decimal,
    body: Option<Json<Evaluation>>,
}

impl From<Row> for Part {
    fn from(row: Row) -> Self {
        let submitted = row.body.is_some();
        let body = row.body.map(|body| body.0).unwrap_or_default();
        Self {
            person: row.person,
            name: row.name,
            share: row.share.normalize(),
            items: body.items,
            summary: body.summary,
            submitted,
        }
    }
}

/// The further superiors with what they have submitted; to nobody but the direct superior who writes.
pub async fn parts(db: &PgPool, seen: &Seen) -> Result<Vec<Part>> {
    if !seen.can(Action::WriteEvaluation) {
        return Ok(Vec::new());
    }
    let rows = sqlx::query_as!(
        Row,
        r#"select t.person_id as person, p.name, t.share, q.body as "body?: Json<Evaluation>"
           from appraisal_superiors t
           join people p on p.id = t.person_id
           left join papers q on q.appraisal_id = t.appraisal_id and q.kind = 'part' and q.slot = t.person_id
               and q.submitted_at is not null
           where t.appraisal_id = $1 and t.person_id not in ($2, $3)
           order by t.share desc, p.name, p.id"#,
        seen.appraisal.id.0,
        seen.appraisal.superior.id.0,
        seen.appraisal.appraisee.id.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Part::from).collect())
}

/// Whether the parts are still as they were read, and holds them so: a part that is taken back at
/// this moment must not count.
pub async fn hold_parts(tx: &mut PgTransaction<'_>, seen: &Seen, parts: &[Part]) -> Result<bool> {
    let held = sqlx::query!(
        r#"select q.slot, q.body as "body: Json<Evaluation>" from papers q
           where q.appraisal_id = $1 and q.kind = 'part' and q.submitted_at is not null for share"#,
        seen.appraisal.id.0
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(parts.iter().all(|part| {
        held.iter()
            .any(|row| row.slot == part.person && row.body.items == part.items)
    }))
}
