//! Everything that an interview has left behind so far, as one value: the room's page, its rules and
//! the record are made from it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    kinds::{GoalSource, Method, PlaceKind, Purpose, Stance},
    moment,
    sheets::{
        Closing, Development, EmployeePreparation, Exchange, NoPlan, Note, Opening, OwnWords,
        SuperiorPreparation,
    },
};
use crate::{
    evaluations::{
        self_evaluation::SelfEvaluation,
        superior::{Cause, Evaluation},
    },
    ground::ids::{PersonId, PlanItemId},
};

#[derive(Debug, Clone, Default)]
pub struct Gathered {
    /// Absent until somebody proposed an appointment.
    pub interview: Option<Interview>,
    /// Always eight, in the order of their numbers.
    pub steps: Vec<StepState>,
    /// What each participant wrote in each step.
    pub notes: Vec<NoteBy>,
    /// The viewer's own, nobody else's.
    pub private_note: Saved<Note>,
    pub opening: Saved<Opening>,
    pub own_words: Saved<OwnWords>,
    pub exchange: Saved<Exchange>,
    pub no_plan: Saved<NoPlan>,
    pub development: Saved<Development>,
    pub closing: Saved<Closing>,
    /// By item.
    pub stances: BTreeMap<String, StanceBy>,
    pub parked: Vec<Parked>,
    pub plan: Vec<PlanItem>,
    pub goals: Vec<NextGoal>,
    pub confirmation: Option<Confirmation>,
    /// In the order of the form.
    pub items: Vec<Standing>,
    pub self_evaluation: Option<SelfEvaluation>,
    pub evaluation: Option<Evaluation>,
    /// As far as the viewer may read them.
    pub employee_preparation: Option<Saved<EmployeePreparation>>,
    pub superior_preparation: Option<Saved<SuperiorPreparation>>,
    /// When each side was ready, whoever asks.
    pub employee_ready_at: Option<OffsetDateTime>,
    pub superior_ready_at: Option<OffsetDateTime>,
}

/// A paper's text with the version it was read at; version 0 is one that does not exist yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Saved<T> {
    pub body: T,
    pub version: i32,
    pub updated_at: Option<OffsetDateTime>,
    pub submitted_at: Option<OffsetDateTime>,
}

/// Appointment and course.
#[derive(Debug, Clone)]
pub struct Interview {
    pub purpose: Purpose,
    pub method: Method,
    pub starts_at: Option<OffsetDateTime>,
    pub minutes: i32,
    pub place_kind: Option<PlaceKind>,
    pub place: String,
    pub proposed_by: Option<(PersonId, String)>,
    pub confirmed_at: Option<OffsetDateTime>,
    /// The employee's counter-proposal, until it is taken up.
    pub wish: String,
    pub reschedule_reason: String,
    pub started_at: Option<OffsetDateTime>,
    pub ended_at: Option<OffsetDateTime>,
    pub current_step: u8,
    pub version: i32,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct StepState {
    pub step: u8,
    /// Running since, if its clock runs now.
    #[serde(with = "moment")]
    pub opened_at: Option<OffsetDateTime>,
    #[serde(with = "moment")]
    pub done_at: Option<OffsetDateTime>,
    /// Without the time since `opened_at`.
    pub seconds: i64,
    pub asked: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteBy {
    pub step: u8,
    pub author: PersonId,
    /// Whether the author is the appraisee.
    pub employee: bool,
    pub name: String,
    pub text: String,
    pub version: i32,
    pub updated_at: OffsetDateTime,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StanceBy {
    pub item: String,
    pub stance: Stance,
    pub person: PersonId,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Parked {
    pub id: Uuid,
    pub item: String,
    pub employee_view: String,
    /// The employee has written it; nobody else changes it from then on.
    pub employee_wrote: bool,
    pub superior_view: String,
    pub owner: PersonId,
    pub owner_name: String,
    pub due_on: Date,
    pub outcome: Option<String>,
    pub version: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PlanItem {
    pub id: PlanItemId,
    /// Key of the indicator, empty where it answers none.
    pub item: String,
    pub what: String,
    pub cause: Cause,
    pub measure: String,
    pub support: String,
    pub support_by: Option<PersonId>,
    pub support_by_name: Option<String>,
    pub owner: PersonId,
    pub owner_name: String,
    pub due_on: Date,
    pub criteria: String,
    pub version: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NextGoal {
    pub id: Uuid,
    pub title: String,
    pub source: GoalSource,
    pub serves: String,
    #[serde(with = "moment")]
    pub confirmed_at: Option<OffsetDateTime>,
}

/// The employee's own last word on the result.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Confirmation {
    pub person: PersonId,
    /// Words by item; none is agreement.
    pub objections: BTreeMap<String, String>,
    #[serde(with = "moment::always")]
    pub at: OffsetDateTime,
}

/// Both views of one indicator in points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    pub key: String,
    pub own: Option<Decimal>,
    pub points: Option<Decimal>,
    pub weak: bool,
}

impl Standing {
    /// The employee sees more than the superior: the difference has to be explained first.
    #[must_use]
    pub fn self_is_higher(&self) -> bool {
        matches!((self.own, self.points), (Some(own), Some(points)) if own > points)
    }
}

impl Gathered {
    #[must_use]
    pub fn step(&self, step: u8) -> Option<&StepState> {
        self.steps.iter().find(|one| one.step == step)
    }

    #[must_use]
    pub fn is_done(&self, step: u8) -> bool {
        self.step(step).is_some_and(|one| one.done_at.is_some())
    }

    #[must_use]
    pub fn note(&self, step: u8, author: PersonId) -> Option<&NoteBy> {
        self.notes
            .iter()
            .find(|note| note.step == step && note.author == author)
    }

    /// Whether the employee wrote anything in a step.
    #[must_use]
    pub fn employee_spoke(&self, step: u8) -> bool {
        self.notes
            .iter()
            .any(|note| note.step == step && note.employee && !note.text.trim().is_empty())
    }

    /// The summary that the record will hold: what was kept in the room, else the evaluation's.
    #[must_use]
    pub fn summary(&self) -> &str {
        let kept = self.closing.body.summary.as_str();
        if kept.trim().is_empty() {
            self.evaluation
                .as_ref()
                .map_or("", |one| one.summary.as_str())
        } else {
            kept
        }
    }

    #[must_use]
    pub fn parked_at(&self, item: &str) -> Option<&Parked> {
        self.parked.iter().find(|point| point.item == item)
    }
}
