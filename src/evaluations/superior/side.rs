//! Two sides of an evaluation: the whole one of the direct superior, and the part of a further one.

use std::borrow::Cow;

use serde::Deserialize;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::rules::{Evaluation, Part, judged};
use crate::{
    access::{Action, Relation, Stage},
    appraisals::{Seen, papers::PaperKind},
    forms::form::Form,
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

    /// Whether the viewer goes through a pile of these.
    #[must_use]
    pub fn goes_through(self, seen: &Seen) -> bool {
        seen.is(self.relation())
            && matches!(seen.appraisal.stage, Stage::Evaluation | Stage::Review)
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

/// A further superior, with what they have submitted.
#[derive(Debug, Deserialize)]
pub struct Given {
    person: Uuid,
    name: String,
    share: rust_decimal::Decimal,
    body: Option<Evaluation>,
}

impl From<Given> for Part {
    fn from(given: Given) -> Self {
        let submitted = given.body.is_some();
        let body = given.body.unwrap_or_default();
        Self {
            person: given.person,
            name: given.name,
            share: given.share.normalize(),
            items: body.items,
            summary: body.summary,
            submitted,
        }
    }
}

/// Whether the parts are still as they were read, and holds them so: a part that is taken back at
/// this moment must not count.
pub async fn hold_parts(tx: &mut PgConnection, seen: &Seen, parts: &[Part]) -> Result<bool> {
    let held = sqlx::query!(
        r#"select q.slot, q.body as "body: Json<Evaluation>" from papers q
           where q.appraisal_id = $1 and q.kind = 'part' and q.submitted_at is not null for share"#,
        seen.appraisal.id.0
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(parts.iter().all(|part| {
        held.iter()
            .any(|row| row.slot == part.person && row.body.items == part.items)
    }))
}
