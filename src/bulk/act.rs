//! What an act says of itself, and what a run of it is.

use std::{collections::HashSet, future::Future, pin::Pin, time::Duration};

use serde::{Serialize, de::DeserializeOwned};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    access::Duty,
    audit::Change,
    ground::ids::PersonId,
    jobs,
    web::{Result, Shell, Texts},
};

/// So many rows in one transaction.
pub(super) const BLOCK: i64 = 2_000;
/// A run of one block is done while its answer waits, for this long at most.
pub(super) const PATIENCE: Duration = Duration::from_millis(1500);

/// The work of an act in the transaction of a block.
pub type Acting<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// Whether it can be done to each: to the whole selection, or to these appraisals (or people, where the act is about
/// people). Knows no other selection than what the actor may do it to.
pub type Judge = for<'a> fn(&'a mut Change, &'a Run, Option<&'a [Uuid]>) -> Acting<'a, Vec<Judged>>;

/// Does it to those of a block that were judged fit, set by set, and says to which it was done. The last block may be
/// empty.
pub type Perform = for<'a> fn(&'a mut Change, &'a Run, &'a [Row], bool) -> Acting<'a, HashSet<i32>>;

/// Something that is done to many.
pub struct Act {
    /// Also the name of its kind of background work.
    pub name: &'static str,
    pub duty: Duty,
    pub title: fn(&Texts) -> String,
    /// What is to be done, in a sentence.
    pub tells: fn(&Run, &Shell) -> Result<String>,
    /// The button that does it to so many.
    pub go: fn(i64, &Texts) -> String,
    /// Why somebody is left out; none for what every act knows.
    pub why: fn(&str, &Texts) -> Option<String>,
    /// Whether it may end halfway.
    pub stops: bool,
    pub judge: Judge,
    pub perform: Perform,
    /// What `bulk::step` does with this act, as background work.
    pub work: jobs::Work,
}

/// All acts, by the roof.
pub type Acts = &'static [&'static Act];

impl Act {
    /// Its kind of background work.
    #[must_use]
    pub const fn kind(&self) -> jobs::Kind {
        jobs::Kind {
            name: self.name,
            work: self.work,
            every: None,
        }
    }

    pub(super) fn why(&self, reason: &str, l: &Texts) -> String {
        (self.why)(reason, l).unwrap_or_else(|| match reason {
            GONE => l.run_gone(),
            _ => l.run_changed(),
        })
    }
}

/// It was changed since the preview.
pub(super) const CHANGED: &str = "changed";
/// It is no longer what the act is for, or no longer within reach.
pub(super) const GONE: &str = "gone";

/// What an act says of one.
#[derive(Debug, Clone)]
pub struct Judged {
    pub person: Uuid,
    pub appraisal: Option<Uuid>,
    /// Why it is left out; none where it is done.
    pub reason: Option<String>,
    /// What that rests on.
    pub mark: String,
}

/// One of a run.
#[derive(Debug, Clone)]
pub struct Row {
    pub seq: i32,
    pub person: Uuid,
    pub appraisal: Option<Uuid>,
    pub(super) mark: String,
}

impl Row {
    fn subject(&self) -> Uuid {
        self.appraisal.unwrap_or(self.person)
    }

    /// The rows about these appraisals or people.
    pub fn about(rows: &[Self], done: impl Fn(Uuid) -> bool) -> HashSet<i32> {
        rows.iter()
            .filter(|row| done(row.subject()))
            .map(|row| row.seq)
            .collect()
    }

    /// What the rows are about.
    #[must_use]
    pub fn subjects(rows: &[Self]) -> Vec<Uuid> {
        rows.iter().map(Self::subject).collect()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "run_state", rename_all = "snake_case")]
pub(super) enum State {
    Draft,
    Running,
    Stopped,
    Done,
}

/// One selection with what is to be done to it.
#[derive(Debug, Clone)]
pub struct Run {
    pub id: Uuid,
    pub actor: PersonId,
    /// When it was looked at.
    pub made_at: OffsetDateTime,
    pub(super) act: String,
    pub(super) cycle_id: Option<Uuid>,
    /// The name of the cycle.
    pub(super) cycle: Option<String>,
    pub(super) told: serde_json::Value,
    pub(super) back: String,
    pub(super) unseen: i32,
    pub(super) state: State,
    pub(super) stopped_by: Option<String>,
    pub(super) stopped_at: Option<OffsetDateTime>,
}

impl Run {
    /// What its act was told.
    pub fn told<T: DeserializeOwned>(&self) -> Result<T> {
        Ok(serde_json::from_value(self.told.clone())?)
    }

    pub(super) fn address(&self, below: &str) -> String {
        format!("/runs/{}{below}", self.id)
    }
}

/// A selection on its way to a run.
pub struct Selection<'a, T> {
    pub cycle: Option<Uuid>,
    pub told: &'a T,
    /// The page that it was chosen on.
    pub back: &'a str,
    /// How many were named one by one: those whom the act does not find are counted.
    pub named: usize,
}

impl<T: Serialize> Selection<'_, T> {
    pub(super) fn told(&self) -> Result<serde_json::Value> {
        jobs::told(self.told)
    }
}
