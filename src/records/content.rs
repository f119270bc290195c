//! What a record contains. Mostly types of its own, on purpose: stages and tables may change later, but the shape of
//! what people have signed may only grow, by fields that old records can do without.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::wire;
use crate::{forms::form::Bilingual, scoring::Explanation};

// these are written as in the interview's own tables; what was once signed stays readable, so none is ever taken away
pub use crate::interviews::kinds::{Method, PlaceKind, Purpose};

/// Number of the shape below, written into each record.
pub const FORMAT: u32 = 1;

/// Everything that is frozen when an interview is closed. A missing text is the empty string.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub format: u32,
    pub appraisal: Uuid,
    pub version: u32,
    pub company: String,
    pub cycle: Cycle,
    pub appraisee: Person,
    pub superior: Person,
    pub facilitator: Option<Person>,
    pub participants: Vec<Participant>,
    pub interview: Interview,
    pub items: Vec<Item>,
    pub result: Outcome,
    pub summary: String,
    pub strengths: String,
    pub improvements: Vec<Improvement>,
    pub development: Development,
    pub goals: Vec<Goal>,
    pub parked: Vec<Parked>,
    pub objections: Vec<Objection>,
    pub notes: Vec<Note>,
    pub employee_comment: String,
    pub ruling: Option<Ruling>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cycle {
    pub name: String,
    #[serde(with = "wire::day")]
    pub from: Date,
    #[serde(with = "wire::day")]
    pub to: Date,
}

/// A person as they were on that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
    pub number: String,
    pub department: String,
    pub position: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    pub id: Uuid,
    pub name: String,
    pub role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Appraisee,
    Superior,
    Facilitator,
    Guest,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interview {
    pub purpose: Purpose,
    pub method: Method,
    pub place_kind: Option<PlaceKind>,
    pub place: String,
    #[serde(with = "wire::instant")]
    pub started: OffsetDateTime,
    #[serde(with = "wire::instant")]
    pub ended: OffsetDateTime,
    pub times: Vec<StepTime>,
}

/// Seconds spent in one of the eight steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepTime {
    pub step: u8,
    pub seconds: u32,
}

/// One indicator, with everything from which its points can be explained again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub key: String,
    pub name: Bilingual,
    #[serde(with = "wire::decimal")]
    pub weight: Decimal,
    #[serde(with = "wire::decimal_option")]
    pub target: Option<Decimal>,
    #[serde(with = "wire::decimal_option")]
    pub actual: Option<Decimal>,
    pub unit: Bilingual,
    /// The described level that was chosen, in its words.
    pub level: Option<Bilingual>,
    pub explanation: Explanation,
    #[serde(with = "wire::decimal")]
    pub points: Decimal,
    #[serde(with = "wire::decimal_option")]
    pub self_points: Option<Decimal>,
    pub comment: Comment,
    pub stance: Stance,
}

/// The superior's words on one indicator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    pub words: String,
    pub example: String,
    pub cause: Option<Cause>,
    pub problem: String,
    pub direction: String,
    pub support: String,
    /// Why the superior sees it lower than the employee does.
    pub difference: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    Resources,
    Process,
    Ability,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    Agreed,
    Parked,
    Objected,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    #[serde(with = "wire::decimal")]
    pub total: Decimal,
    pub grade: Bilingual,
    #[serde(with = "wire::decimal")]
    pub multiplier: Decimal,
    /// True while a dispute is open.
    pub provisional: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Improvement {
    pub what: String,
    /// Key of the indicator that it belongs to.
    pub item: Option<String>,
    /// Resources, process or ability, by its name in both languages.
    pub cause: Bilingual,
    pub measure: String,
    pub support: String,
    pub support_by: String,
    pub owner: String,
    #[serde(with = "wire::day_option")]
    pub due: Option<Date>,
    pub criteria: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Development {
    pub difficulties: String,
    pub support: String,
    pub growth: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    pub text: String,
    /// Where the goal comes from, if that was said.
    pub source: Option<GoalSource>,
    /// Words of the company or department goal that it was drawn from.
    pub drawn_from: String,
    #[serde(with = "wire::decimal_option")]
    pub weight: Option<Decimal>,
    pub confirmed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalSource {
    Company,
    Department,
    Own,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parked {
    pub item: Option<String>,
    pub employee_view: String,
    pub superior_view: String,
    pub owner: String,
    #[serde(with = "wire::day_option")]
    pub due: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    pub item: String,
    pub words: String,
}

/// What somebody wrote in a step, under their own name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub step: u8,
    pub author: Uuid,
    pub name: String,
    pub text: String,
}

/// The committee's decision, in the version that it led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    pub kind: DisputeKind,
    pub decision: Decision,
    pub items: Vec<RuledItem>,
    #[serde(with = "wire::decimal")]
    pub total_before: Decimal,
    #[serde(with = "wire::decimal")]
    pub total_after: Decimal,
    pub grade_before: Bilingual,
    pub grade_after: Bilingual,
    pub grounds: String,
    pub members: Vec<String>,
    #[serde(with = "wire::instant")]
    pub ruled: OffsetDateTime,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeKind {
    ScoringMethod,
    DataAccuracy,
    Procedure,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    Upheld,
    Adjusted,
    Returned,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuledItem {
    pub item: String,
    #[serde(with = "wire::decimal")]
    pub before: Decimal,
    #[serde(with = "wire::decimal")]
    pub after: Decimal,
}
