//! What the rows say of one appraisal. A fact that is missing is a fault, never a *no*: nothing here has a default.

use serde::Deserialize;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{
    access::{DisputePhase, Stage},
    appraisals::next_actions,
};

#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools)] // each is one fact of the rows
pub struct Facts {
    pub appraisal: Uuid,
    pub cycle: Uuid,
    pub department: Option<Uuid>,
    pub appraisee: Uuid,
    pub superior: Uuid,
    pub facilitator: Option<Uuid>,
    pub next_superior: Option<Uuid>,
    pub stage: Stage,
    pub due_on: Option<Date>,
    pub approved: bool,
    /// Anonymised: nothing is left to work on.
    pub erased: bool,
    /// The result lies in a band that the scheme calls low.
    pub low: bool,
    /// The superior does not work here any more.
    pub superior_gone: bool,
    /// What each side has done of the stage.
    pub done: next_actions::Facts,
    /// Open, and no evaluation was ever submitted.
    pub goal_change: Option<GoalChange>,
    /// Asked, and not answered.
    pub advices: Vec<Advice>,
    /// Where the cycle asks colleagues.
    pub colleagues: Option<Colleagues>,
    pub co_evaluators: Vec<CoEvaluator>,
    /// Results that a session changed, and the superior has not looked at.
    pub calibrated: Vec<Calibrated>,
    pub delegates: Vec<Delegate>,
    /// What is open or reported of the plan.
    pub plan: Vec<PlanItem>,
    /// Not reported yet.
    pub open_points: Vec<OpenPoint>,
    pub case: Option<Case>,
    pub reopening: Option<Reopening>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct GoalChange {
    pub employee_confirmed: bool,
    pub superior_confirmed: bool,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Advice {
    pub id: Uuid,
    pub author: Uuid,
    /// Of somebody who leaves: it is wanted whatever becomes of the appraisal.
    pub final_word: bool,
    #[serde(with = "day")]
    pub due_on: Date,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Colleagues {
    #[serde(with = "day")]
    pub due_on: Date,
    pub closed: bool,
    pub requests: Vec<Request>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Request {
    pub colleague: Uuid,
    pub state: RequestState,
}

/// As far as somebody has something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    Nominated,
    Asked,
    Accepted,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct CoEvaluator {
    pub person: Uuid,
    pub submitted: bool,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Calibrated {
    pub calibration: Uuid,
}

/// Who stands in for the superior, and from when to when.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Delegate {
    pub id: Uuid,
    pub person: Uuid,
    #[serde(with = "time::serde::rfc3339")]
    pub since: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub until: OffsetDateTime,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct PlanItem {
    pub id: Uuid,
    pub owner: Uuid,
    #[serde(with = "day")]
    pub due_on: Date,
    pub status: PlanState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    Open,
    Reported,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct OpenPoint {
    pub id: Uuid,
    pub owner: Uuid,
    #[serde(with = "day")]
    pub due_on: Date,
}

/// A dispute that is not decided.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    pub id: Uuid,
    pub phase: DisputePhase,
    #[serde(with = "day")]
    pub due_on: Date,
    pub seats: Vec<Seat>,
}

impl Case {
    /// Whether every member who may vote has voted.
    #[must_use]
    pub fn is_heard(&self) -> bool {
        let mut holding = self.seats.iter().filter(|seat| seat.holds);
        self.phase == DisputePhase::Hearing && holding.all(|seat| seat.vote.is_some())
    }
}

#[derive(Debug, Clone, Deserialize)]
pub struct Seat {
    pub person: Uuid,
    /// Whether its holder may still sit on the case.
    pub holds: bool,
    #[serde(deserialize_with = "Option::deserialize")] // missing is a fault
    pub vote: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Reopening {
    pub id: Uuid,
    pub requested_by: Uuid,
}

/// Days as the database writes them into JSON.
mod day {
    use serde::{Deserialize as _, Deserializer, de::Error as _};
    use time::{Date, macros::format_description};

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        let text = String::deserialize(from)?;
        Date::parse(&text, format_description!("[year]-[month]-[day]")).map_err(D::Error::custom)
    }
}
