//! The document, what follows from it, what it lacks before it may be submitted, and how points are
//! corrected afterwards.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    forms::{
        form::{Form, Indicator, Kind},
        grades::Scheme,
    },
    scoring::{self, Input, Outcome, ScoreError, Share},
    web::{
        Texts,
        forms::{Fault, Faults},
    },
};

/// The body of the paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Evaluation {
    /// By the key of the indicator.
    pub items: BTreeMap<String, Item>,
    /// What the form asks the superior, by the key of the question.
    pub answers: BTreeMap<String, String>,
    pub strengths: String,
    pub summary: String,
    /// The further superiors as they stood when it was submitted; a draft has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// The direct superior, where there are others.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub superior: String,
}

/// What a further superior gives: their own scores and words, for a share in percent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub person: uuid::Uuid,
    pub name: String,
    pub share: Decimal,
    /// Empty as long as it has not been submitted.
    pub items: BTreeMap<String, Item>,
    #[serde(default)]
    pub summary: String,
    pub submitted: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// What counts.
    pub input: Input,
    /// What counted before a review or a ruling adjusted it, oldest first.
    pub earlier: Vec<Input>,
    /// What stands beside it and does not count.
    pub begun: Begun,
    pub comment: String,
    pub example: String,
    pub cause: Option<Cause>,
    pub problem: String,
    pub direction: String,
    pub support: String,
}

/// What was typed but is not an input: half a measurement, points by hand without a reason, the
/// figures of a target that cannot be divided by. Kept so that no draft loses anything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Begun {
    pub target: Option<Decimal>,
    pub actual: Option<Decimal>,
    pub points: Option<Decimal>,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "cause", rename_all = "snake_case")]
pub enum Cause {
    Resources,
    Process,
    Ability,
}

impl Cause {
    pub const ALL: [Self; 3] = [Self::Resources, Self::Process, Self::Ability];

    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Resources => "resources",
            Self::Process => "process",
            Self::Ability => "ability",
        }
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.key() == key)
    }

    #[must_use]
    pub fn name(self, l: &Texts) -> String {
        match self {
            Self::Resources => l.cause_resources(),
            Self::Process => l.cause_process(),
            Self::Ability => l.cause_ability(),
        }
    }
}

impl Item {
    /// Target and actual figure, whether they count or only stand beside points given by hand.
    #[must_use]
    pub fn figures(&self) -> (Option<Decimal>, Option<Decimal>) {
        match self.input {
            Input::Measured { target, actual } => (Some(target), Some(actual)),
            _ => (self.begun.target, self.begun.actual),
        }
    }
}

impl Evaluation {
    #[must_use]
    pub fn inputs(&self) -> BTreeMap<String, Input> {
        self.items
            .iter()
            .map(|(key, item)| (key.clone(), self.input(key, item)))
            .collect()
    }

    /// What counts for an item. A judgement is shared among the superiors; figures are facts, and
    /// points that a review or a ruling has set are for all.
    #[must_use]
    pub fn input(&self, key: &str, item: &Item) -> Input {
        if self.parts.is_empty()
            || !matches!(item.input, Input::Judged { .. } | Input::Level { .. })
        {
            return item.input.clone();
        }
        let others: Decimal = self.parts.iter().map(|part| part.share).sum();
        let own = Share {
            who: self.superior.clone(),
            share: Decimal::ONE_HUNDRED - others,
            input: item.input.clone(),
        };
        let theirs = self.parts.iter().map(|part| Share {
            who: part.name.clone(),
            share: part.share,
            input: part
                .items
                .get(key)
                .map(|item| item.input.clone())
                .unwrap_or_default(),
        });
        Input::Shared {
            parts: std::iter::once(own).chain(theirs).collect(),
        }
    }
}

/// Points, total and grade as they follow from what is entered now.
#[must_use]
pub fn outcome(form: &Form, scheme: &Scheme, evaluation: &Evaluation) -> Outcome {
    scoring::total(form, scheme, &evaluation.inputs())
}

/// Whether a result waits for HR even where the cycle has no review: a low grade.
#[must_use]
pub fn needs_review(scheme: &Scheme, with_review: bool, band: usize) -> bool {
    with_review || scheme.band(band).is_none_or(|band| band.low)
}

/// Everything that is missing before it may be submitted, at the fields of the form: a score for
/// every indicator; an example for every judgement; example, cause and the triple of problem,
/// direction and support for every weak item; a comment for every extreme score.
#[must_use]
pub fn lacks(form: &Form, evaluation: &Evaluation, l: &Texts) -> Faults {
    let mut faults = Faults::default();
    let asked = form.superior_questions.iter();
    for question in asked.filter(|question| question.required) {
        let answer = evaluation.answers.get(&question.key);
        if answer.is_none_or(|answer| answer.trim().is_empty()) {
            faults.add(format!("answer.{}", question.key), Fault::Required);
        }
    }
    let none = Item::default();
    for indicator in &form.indicators {
        let item = evaluation.items.get(&indicator.key).unwrap_or(&none);
        match scoring::score_item(indicator, form.percent_mode, &item.input) {
            Ok(own) => {
                // the direct superior answers for the score that comes out, too
                let whole = evaluation.input(&indicator.key, item);
                let weak = scoring::score_item(indicator, form.percent_mode, &whole)
                    .is_ok_and(|score| scoring::weak(indicator, &score));
                words_lacking(indicator, item, &own, weak, l, &mut faults);
            }
            Err(error) => {
                let (field, fault) = score_lacking(indicator, item, &error, l);
                faults.add(format!("{field}.{}", indicator.key), fault);
            }
        }
    }
    let missing: Vec<&str> = evaluation
        .parts
        .iter()
        .filter(|part| !part.submitted)
        .map(|part| part.name.as_str())
        .collect();
    if !missing.is_empty() {
        let names = missing.join(&l.words_comma());
        faults.add("parts", Fault::Other(l.fault_part_missing(names)));
    }
    faults
}

/// The form of a further superior: what is judged. Figures are the direct superior's to enter.
#[must_use]
pub fn judged(form: &Form) -> Form {
    let mut judged = form.clone();
    judged
        .indicators
        .retain(|indicator| !indicator.kind.is_measured());
    judged
}

/// The field at which a score is missing or wrong, and why.
fn score_lacking(
    indicator: &Indicator,
    item: &Item,
    error: &ScoreError,
    l: &Texts,
) -> (&'static str, Fault) {
    let field = match indicator.kind {
        Kind::Judgement => "points",
        Kind::Anchored { .. } => "level",
        Kind::Deviation { .. } | Kind::Proportional => return measure_lacking(item, error, l),
    };
    match error {
        ScoreError::Missing => (field, Fault::Required),
        ScoreError::Points { reason, .. } => (field, Fault::Number(*reason)),
        _ => (field, Fault::NotAChoice),
    }
}

fn measure_lacking(item: &Item, error: &ScoreError, l: &Texts) -> (&'static str, Fault) {
    let (target, actual) = item.figures();
    match error {
        ScoreError::Figure(reason) => ("actual", Fault::Number(*reason)),
        ScoreError::Points { reason, .. } => ("hand_points", Fault::Number(*reason)),
        ScoreError::ReasonMissing => ("hand_reason", Fault::Required),
        _ => match target {
            Some(target) if target > Decimal::ZERO => {
                if actual.is_none() {
                    ("actual", Fault::Required)
                } else {
                    ("target", Fault::Required)
                }
            }
            // nothing to divide by: a person has to decide
            _ if item.begun.points.is_some() => ("hand_reason", Fault::Required),
            Some(_) => ("hand_points", Fault::Other(l.fault_by_hand())),
            None => ("target", Fault::Other(l.fault_target_or_hand())),
        },
    }
}

fn words_lacking(
    indicator: &Indicator,
    item: &Item,
    score: &scoring::ItemScore,
    weak: bool,
    l: &Texts,
    faults: &mut Faults,
) {
    let mut need = |field: &str, text: &str, sentence: fn(&Texts) -> String| {
        if text.trim().is_empty() {
            faults.add(
                format!("{field}.{}", indicator.key),
                Fault::Other(sentence(l)),
            );
        }
    };
    if weak || scoring::weak(indicator, score) {
        need("example", &item.example, Texts::fault_weak_example);
        need(
            "cause",
            item.cause.map_or("", Cause::key),
            Texts::fault_weak_cause,
        );
        need("problem", &item.problem, Texts::fault_weak_problem);
        need("direction", &item.direction, Texts::fault_weak_direction);
        need("support", &item.support, Texts::fault_weak_support);
    } else if indicator.kind == Kind::Judgement {
        need("example", &item.example, Texts::fault_judgement_example);
    }
    if scoring::extreme(indicator, score) {
        need("comment", &item.comment, Texts::fault_extreme_comment);
    }
}

/// The same evaluation with other points for the named items and nothing else: what a review or a
/// ruling leads to. Figures that were measured stay beside the points, for the record.
#[must_use]
pub fn adjusted(
    evaluation: &Evaluation,
    points: &BTreeMap<String, Decimal>,
    reason: &str,
) -> Evaluation {
    let mut adjusted = evaluation.clone();
    for (key, points) in points {
        let counted = evaluation
            .items
            .get(key)
            .map(|item| evaluation.input(key, item))
            .unwrap_or_default();
        let item = adjusted.items.entry(key.clone()).or_default();
        let (target, actual) = item.figures();
        item.begun = Begun {
            target,
            actual,
            ..Begun::default()
        };
        item.input = Input::Manual {
            points: *points,
            reason: reason.to_owned(),
        };
        item.earlier.push(counted);
    }
    adjusted
}

#[cfg(test)]
mod tests;
