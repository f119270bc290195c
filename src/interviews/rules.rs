//! The rules of the eight steps: their order, which are open, what each must leave behind, and how
//! the time is shared.

use time::OffsetDateTime;

use super::{gathered::Gathered, kinds::Stance};
use crate::forms::form::{Form, SpeakingOrder};

pub const OPENING: u8 = 1;
pub const OWN_WORDS: u8 = 2;
pub const EXCHANGE: u8 = 3;
pub const ITEMS: u8 = 4;
pub const PLAN: u8 = 5;
pub const DEVELOPMENT: u8 = 6;
pub const GOALS: u8 = 7;
pub const CONFIRMATION: u8 = 8;

/// The share of the time, in percent, that belongs to finding solutions: steps 4 to 7.
pub const SOLVING_AIM: u8 = 80;

/// A step whose must is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    pub step: u8,
    /// Never empty.
    pub lacks: Vec<Lack>,
}

/// One thing that a step must leave behind and has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    PurposeStated,
    ConfidentialityStated,
    EmployeesWords,
    Strengths,
    /// The explanation of the difference, by item.
    Difference(String),
    /// Neither agreed nor parked.
    Stance(String),
    /// One of the views of a parked item.
    EmployeeView(String),
    SuperiorView(String),
    /// An item of the plan, or why none is needed.
    Plan,
    Difficulties,
    Support,
    Growth,
    Goals,
    /// The employee's confirmation of this goal.
    GoalConfirmed(String),
    Confirmation,
    /// Everything is there; it only has to be marked as done.
    Mark,
}

/// The numbers of the steps in the order in which they are walked: the form says who speaks first.
#[must_use]
pub fn order(form: &Form) -> [u8; 8] {
    match form.speaking_order {
        SpeakingOrder::EmployeeFirst => [1, 2, 3, 4, 5, 6, 7, 8],
        SpeakingOrder::SuperiorFirst => [1, 3, 2, 4, 5, 6, 7, 8],
    }
}

/// The step after this one, in that order.
#[must_use]
pub fn following(step: u8, form: &Form) -> Option<u8> {
    let order = order(form);
    let at = order.iter().position(|one| *one == step)?;
    order.get(at + 1).copied()
}

/// Whether a step can be looked at: everything after the first speaker waits until they were heard,
/// so that neither view colours the other.
#[must_use]
pub fn is_open(step: u8, gathered: &Gathered, form: &Form) -> bool {
    let [opening, first, ..] = order(form);
    step == opening || step == first || gathered.is_done(first)
}

/// What a step must leave behind and has not.
#[must_use]
pub fn lacking(step: u8, gathered: &Gathered, form: &Form) -> Vec<Lack> {
    let g = gathered;
    let blank = |text: &str| text.trim().is_empty();
    let mut lacks = Vec::new();
    let mut need = |missing: bool, lack: Lack| {
        if missing {
            lacks.push(lack);
        }
    };
    match step {
        OPENING => {
            let opening = &g.opening.body;
            need(!opening.purpose_stated, Lack::PurposeStated);
            need(!opening.confidentiality_stated, Lack::ConfidentialityStated);
        }
        OWN_WORDS => {
            let taken = g.own_words.body.as_in_self_evaluation && g.self_evaluation.is_some();
            need(!taken && !g.employee_spoke(step), Lack::EmployeesWords);
        }
        EXCHANGE => {
            let exchange = &g.exchange.body;
            need(blank(&exchange.strengths), Lack::Strengths);
            for item in g.items.iter().filter(|item| item.self_is_higher()) {
                let said = exchange.differences.get(&item.key);
                need(
                    said.is_none_or(|text| blank(text)),
                    Lack::Difference(item.key.clone()),
                );
            }
        }
        ITEMS => {
            for indicator in &form.indicators {
                let key = &indicator.key;
                match g.stances.get(key).map(|by| by.stance) {
                    Some(Stance::Agreed) => {}
                    Some(Stance::Parked) => {
                        let point = g.parked_at(key);
                        let without = |view: fn(&super::gathered::Parked) -> &str| {
                            point.is_none_or(|point| blank(view(point)))
                        };
                        need(
                            without(|point| &point.employee_view),
                            Lack::EmployeeView(key.clone()),
                        );
                        need(
                            without(|point| &point.superior_view),
                            Lack::SuperiorView(key.clone()),
                        );
                    }
                    None => need(true, Lack::Stance(key.clone())),
                }
            }
        }
        PLAN => need(
            g.plan.is_empty() && blank(&g.no_plan.body.reason),
            Lack::Plan,
        ),
        DEVELOPMENT => {
            let development = &g.development.body;
            need(blank(&development.difficulties), Lack::Difficulties);
            need(blank(&development.support), Lack::Support);
            need(blank(&development.growth), Lack::Growth);
        }
        GOALS => {
            need(g.goals.is_empty(), Lack::Goals);
            for goal in g.goals.iter().filter(|goal| goal.confirmed_at.is_none()) {
                need(true, Lack::GoalConfirmed(goal.title.clone()));
            }
        }
        CONFIRMATION => need(g.confirmation.is_none(), Lack::Confirmation),
        _ => {}
    }
    lacks
}

/// Which steps lack what before the interview can be closed. Empty: it can.
#[must_use]
pub fn unfinished(gathered: &Gathered, form: &Form) -> Vec<Unfinished> {
    order(form)
        .into_iter()
        .filter_map(|step| {
            let mut lacks = lacking(step, gathered, form);
            if lacks.is_empty() && !gathered.is_done(step) {
                lacks.push(Lack::Mark);
            }
            (!lacks.is_empty()).then_some(Unfinished { step, lacks })
        })
        .collect()
}

/// Seconds spent in a step so far, with the clock that runs now.
#[must_use]
pub fn seconds(step: u8, gathered: &Gathered, now: OffsetDateTime) -> i64 {
    gathered.step(step).map_or(0, |state| {
        let running = state
            .opened_at
            .map_or(0, |since| (now - since).whole_seconds().max(0));
        state.seconds + running
    })
}

/// How the time was shared: seconds in all, and percent of them spent on solutions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub seconds: i64,
    pub solving: u8,
}

/// `None` before the first minute: a share of nothing says nothing.
#[must_use]
pub fn share(gathered: &Gathered, now: OffsetDateTime) -> Option<Share> {
    let of = |steps: std::ops::RangeInclusive<u8>| -> i64 {
        steps.map(|step| seconds(step, gathered, now)).sum()
    };
    let all = of(OPENING..=CONFIRMATION);
    (all >= 60).then(|| Share {
        seconds: all,
        solving: u8::try_from(of(ITEMS..=GOALS) * 100 / all).unwrap_or(100),
    })
}

/// What makes an interview a poor one without making it an invalid one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quality {
    FormalPlace,
    TooShort,
    EmployeeWroteNothing,
    GoalsOneSided,
    NoSupport,
    LittleSolving,
    OneLine,
}

/// Fewer letters than this are no summary of an hour.
const ONE_LINE: usize = 40;

/// Hints to the superior before closing, and a statistic for HR.
#[must_use]
pub fn quality(gathered: &Gathered, form: &Form, now: OffsetDateTime) -> Vec<Quality> {
    let g = gathered;
    let place = g.interview.as_ref().and_then(|one| one.place_kind);
    let spent: i64 = order(form).iter().map(|step| seconds(*step, g, now)).sum();
    let solving = share(g, now).is_none_or(|share| share.solving >= SOLVING_AIM);
    let checks = [
        (
            Quality::FormalPlace,
            place.is_some_and(super::kinds::PlaceKind::is_formal),
        ),
        (
            Quality::TooShort,
            spent < i64::from(super::appointment::rules::SHORT_UNDER) * 60,
        ),
        (
            Quality::EmployeeWroteNothing,
            !order(form).iter().any(|step| g.employee_spoke(*step)),
        ),
        (
            Quality::GoalsOneSided,
            g.goals.iter().any(|goal| goal.confirmed_at.is_none()),
        ),
        (
            Quality::NoSupport,
            g.plan.iter().any(|item| item.support.trim().is_empty()),
        ),
        (Quality::LittleSolving, !solving),
        (
            Quality::OneLine,
            g.closing.body.summary.trim().chars().count() < ONE_LINE,
        ),
    ];
    checks
        .into_iter()
        .filter_map(|(hint, holds)| holds.then_some(hint))
        .collect()
}

/// The minutes that a step should take, of those that were planned: 80 % for steps 4 to 7.
#[must_use]
pub fn suggested(step: u8, planned: i32) -> i32 {
    let percent = match step {
        OPENING | CONFIRMATION => 4,
        OWN_WORDS | EXCHANGE => 6,
        ITEMS | PLAN => 25,
        _ => 15,
    };
    (planned * percent + 50) / 100
}

/// The same, where the form may say otherwise.
#[must_use]
pub fn suggested_by(form: &Form, step: u8, planned: i32) -> i32 {
    form.agenda(step)
        .and_then(|agenda| agenda.minutes)
        .map_or_else(|| suggested(step, planned), i32::from)
}

#[cfg(test)]
mod tests;
