//! What the page of a dispute shows, in the reader's words.

mod case;
mod committee;
mod opening;

pub use case::case;
pub use opening::opening;

use rust_decimal::Decimal;

use super::{
    rules::{Decision, Kind, Points, Status},
    store::Desk,
};
use crate::{
    appraisals::Seen,
    evaluations::superior,
    ground::decimals,
    web::{Fields, Texts, forms::Faults},
};

/// A form that came back: what was typed and what is wrong with it.
#[derive(Default)]
pub struct Again<'a> {
    pub fields: Option<&'a Fields>,
    pub faults: Faults,
}

impl Again<'_> {
    /// What was typed in this field, where it was part of the form that came back.
    pub fn text(&self, name: &str, kept: String) -> String {
        self.fields
            .filter(|fields| fields.has(name))
            .map_or(kept, |fields| fields.get(name).to_owned())
    }

    fn ticked(&self, name: &str, value: &str, kept: bool) -> bool {
        self.fields
            .filter(|fields| fields.has(name))
            .map_or(kept, |fields| fields.all(name).any(|one| one == value))
    }
}

pub struct Choice {
    pub value: &'static str,
    pub label: String,
    pub hint: String,
    pub checked: bool,
    /// What it opens of the form.
    pub class: &'static str,
}

/// One indicator to tick, or to give points.
pub struct ItemView {
    pub key: String,
    pub name: String,
    pub checked: bool,
    pub before: String,
    pub after: String,
    pub field: String,
    pub value: String,
    pub hint: String,
    pub error: String,
}

pub struct OpeningView {
    pub kinds: Vec<Choice>,
    pub items: Vec<ItemView>,
    pub held: Vec<Choice>,
}

pub struct FileView {
    pub href: String,
    pub name: String,
    pub size: String,
}

pub struct AnswerView {
    pub words: String,
    pub offers: bool,
    pub items: Vec<ItemView>,
    pub version: i32,
}

pub struct SeatView {
    pub name: String,
    pub state: String,
    /// Only for members who have voted.
    pub vote: String,
    pub points: String,
    pub words: String,
}

/// The form of a vote.
pub struct JudgementView {
    pub choices: Vec<Choice>,
    pub items: Vec<ItemView>,
    pub words: String,
    pub version: i32,
}

/// One item of a ruling that adjusts: "69, 65 → 67".
pub struct RuledView {
    pub name: String,
    pub field: String,
    pub value: String,
    pub words: String,
}

/// What the majority decided, to be entered with grounds.
pub struct RulingView {
    pub key: &'static str,
    pub decision: String,
    pub hint: String,
    pub points: Vec<RuledView>,
    pub version: i32,
}

pub struct CommitteeView {
    pub notes: String,
    pub notes_version: i32,
    pub saved_at: String,
    pub voted: bool,
    pub vote: JudgementView,
    pub tally: String,
    pub split: bool,
    /// The middle of the votes for adjusting is what stands: there is nothing to enter.
    pub unchanged: bool,
    pub ruling: Option<RulingView>,
}

pub struct CaseView {
    pub kind: String,
    pub status_name: String,
    pub opened: String,
    pub due: Option<(&'static str, String, String)>,
    pub items: Vec<ItemView>,
    /// Whether `after` of the items is an offer, a ruling or a settlement.
    pub after_title: String,
    pub held: String,
    /// Whether the viewer may open how the total came about.
    pub sees_result: bool,
    pub grounds: String,
    pub files: Vec<FileView>,
    pub next: String,
    pub answer: String,
    pub answered: String,
    pub offered: bool,
    pub version: i32,
    pub can_answer: Option<AnswerView>,
    pub can_accept: bool,
    pub can_refer: bool,
    pub can_reseat: bool,
    pub seats: Vec<SeatView>,
    pub seats_note: String,
    pub committee: Option<CommitteeView>,
    pub decision: String,
    pub decided: String,
    pub written_grounds: String,
}

pub fn kind(kind: Kind, l: &Texts) -> String {
    match kind {
        Kind::ScoringMethod => l.dispute_kind_scoring_method(),
        Kind::DataAccuracy => l.dispute_kind_data_accuracy(),
        Kind::Procedure => l.dispute_kind_procedure(),
        Kind::Other => l.dispute_kind_other(),
    }
}

pub fn status(status: Status, answered: bool, l: &Texts) -> String {
    match status {
        Status::Opened if answered => l.dispute_status_answered(),
        Status::Opened => l.dispute_status_opened(),
        Status::Referred => l.dispute_status_referred(),
        Status::Ruled => l.dispute_status_ruled(),
        Status::Settled => l.dispute_status_settled(),
    }
}

pub fn decision(decision: Decision, l: &Texts) -> String {
    match decision {
        Decision::Upheld => l.dispute_upheld(),
        Decision::Adjusted => l.dispute_adjusted(),
        Decision::Returned => l.dispute_returned(),
    }
}

fn decision_hint(decision: Decision, l: &Texts) -> String {
    match decision {
        Decision::Upheld => l.dispute_upheld_hint(),
        Decision::Adjusted => l.dispute_adjusted_hint(),
        Decision::Returned => l.dispute_returned_hint(),
    }
}

/// The points of every indicator as they stand now.
pub fn standing(desk: &Desk, seen: &Seen) -> Points {
    let cycle = &seen.appraisal.cycle;
    desk.evaluation
        .as_ref()
        .map(|(body, _)| superior::outcome(&cycle.form, &cycle.scheme, body))
        .map(|outcome| {
            outcome
                .items()
                .iter()
                .map(|item| (item.key.clone(), item.score.points))
                .collect()
        })
        .unwrap_or_default()
}

fn shown(points: Option<&Decimal>) -> String {
    points
        .map(|points| decimals::show_rounded(*points, 2))
        .unwrap_or_default()
}
