//! What the page of an evaluation shows: its parts, the result, and the rows of a comparison.

use super::{
    rules::{Evaluation, outcome},
    store::Earlier,
};
use crate::{
    access::{Action, Lang},
    appraisals::Seen,
    forms::grades::Scheme,
    ground::decimals::show,
    scoring::{Outcome, breakdown::range},
    web::{Pick, Shell},
};

/// One field of the form.
pub struct Slot {
    pub name: String,
    pub label: String,
    pub value: String,
    pub error: String,
    /// What the language check finds worth a second look.
    pub hints: Vec<String>,
}

/// A question that the form asks the superior.
pub struct AnswerView {
    pub slot: Slot,
    pub hint: String,
    pub required: bool,
}

/// A further superior's points and words for one item.
pub struct PartView {
    pub who: String,
    pub points: String,
    pub words: Vec<Words>,
}

pub struct ScoreView {
    pub points: String,
    pub explanation: String,
    /// The difference to the employee's own points, with its sign; empty without them.
    pub gap: String,
    pub gap_class: &'static str,
    pub weak: bool,
    /// What it was before it was adjusted, oldest first; empty if it never was.
    pub before: String,
}

/// How an indicator is filled in.
pub enum Entry {
    Points { points: Slot, hint: String },
    Levels { levels: Vec<Pick>, error: String },
    Figures(Box<Figures>),
}

pub struct Figures {
    /// The same target for everybody: shown, not typed.
    pub fixed: String,
    pub target: Slot,
    pub actual: Slot,
    /// The target that was agreed in a goal, in words; empty without one.
    pub agreed: String,
    /// The latest figure that was recorded, in words; empty without one.
    pub recorded: String,
    pub points: Slot,
    pub reason: Slot,
    pub hint: String,
    /// Whether the fields for points by hand are open.
    pub by_hand: bool,
}

pub struct Words {
    pub label: String,
    pub text: String,
}

#[allow(clippy::struct_excessive_bools)] // each answers one question of the template
pub struct ItemView {
    pub key: String,
    /// Not closed by a ruling that returned other items.
    pub open: bool,
    /// A form that would change it although it is closed.
    pub closed_error: String,
    /// The heading before it; empty where its section goes on.
    pub section: String,
    pub section_intro: String,
    pub name: String,
    pub hint: String,
    pub weight: String,
    pub own_points: String,
    /// "Spring 2026: 66 of 60", newest first.
    pub earlier: Vec<String>,
    pub parts: Vec<PartView>,
    /// What was agreed and recorded for it, to read beside the score.
    pub sources: Vec<String>,
    pub own_words: String,
    pub score: Option<ScoreView>,
    pub entry: Entry,
    pub comment: Slot,
    pub example: Slot,
    pub example_needed: bool,
    pub comment_needed: bool,
    pub causes: Vec<Pick>,
    pub cause_error: String,
    pub triple: Vec<Slot>,
    pub weak: bool,
    pub weak_open: bool,
    /// For reading: every field that has words in it.
    pub words: Vec<Words>,
    /// For the review: other points for this item.
    pub adjust: Slot,
    pub adjust_hint: String,
}

pub struct TotalView {
    pub total: String,
    pub grade: String,
    pub multiplier: String,
    pub low: bool,
    pub provisional: bool,
    /// How many of how many are scored; empty when all are.
    pub missing: String,
}

/// The result: the stored one where there is one to see, else what follows from the document.
pub fn total(body: &Evaluation, seen: &Seen, shell: &Shell) -> TotalView {
    let (form, scheme) = (&seen.appraisal.cycle.form, &seen.appraisal.cycle.scheme);
    let lang = shell.lang;
    let stored = seen
        .result()
        .filter(|_| !seen.can(Action::WriteEvaluation))
        .map(|result| (result.total, result.grade, result.multiplier));
    let computed = || match outcome(form, scheme, body) {
        Outcome::Complete {
            total,
            band,
            multiplier,
            ..
        } => Ok((total, band, multiplier)),
        Outcome::Incomplete { items, .. } => Err(items.len()),
    };
    match stored.map_or_else(computed, Ok) {
        Ok((total, grade, multiplier)) => TotalView {
            total: scheme.printable(total).to_string(),
            grade: grade_name(scheme, grade, lang),
            multiplier: show(multiplier),
            low: scheme.band(grade).is_none_or(|band| band.low),
            provisional: seen.appraisal.provisional,
            missing: String::new(),
        },
        Err(scored) => TotalView {
            total: String::new(),
            grade: String::new(),
            multiplier: String::new(),
            low: false,
            provisional: false,
            missing: shell.l.evaluation_scored(
                i64::try_from(scored).unwrap_or_default(),
                i64::try_from(form.indicators.len()).unwrap_or_default(),
            ),
        },
    }
}

pub fn grade_name(scheme: &Scheme, index: usize, lang: Lang) -> String {
    scheme
        .band(index)
        .map(|band| band.name.get(lang).to_owned())
        .unwrap_or_default()
}

/// "Spring 2026: 91 (Good)", and where it leads.
pub struct EarlierView {
    pub text: String,
    /// How it came about; empty for whoever is no party to it.
    pub href: String,
    /// For them: the band of the grade and the rounding.
    pub rule: String,
}

pub fn earlier(results: &[Earlier], shell: &Shell) -> Vec<EarlierView> {
    let l = shell.l;
    results
        .iter()
        .map(|result| {
            let scheme = &result.scheme;
            let grade = grade_name(scheme, result.grade, shell.lang);
            let printed = scheme.printable(result.total).to_string();
            let multiplier = scheme.band(result.grade).map(|band| band.multiplier);
            let band = scheme.band(result.grade).map(|band| {
                let range = range(scheme.lower_of(result.grade), band.upper, l);
                l.why_grade(range, grade.clone(), show(multiplier.unwrap_or_default()))
            });
            let rounding = if scheme.printable(result.total).is(result.total) {
                l.why_unrounded()
            } else {
                l.why_rounded(show(result.total), printed.clone())
            };
            EarlierView {
                href: if result.open {
                    format!("/appraisals/{}/result", result.id)
                } else {
                    String::new()
                },
                rule: [
                    band.unwrap_or_default(),
                    rounding,
                    l.evaluation_earlier_closed(),
                ]
                .join(" "),
                text: l.evaluation_earlier_one(result.cycle.as_str(), printed, grade),
            }
        })
        .collect()
}
