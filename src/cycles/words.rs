//! Statuses, kinds, deadlines and reasons of a cycle in the reader's language.

use super::{
    population::{Member, Place},
    rules::{Kind, Terms},
    store::Status,
};
use crate::{
    access::Stage,
    appraisals::words,
    people::Level,
    web::{Shell, Texts, when},
};

/// The word and the tone of a status. A running cycle with nothing open is done, but not closed yet.
pub(super) fn status(status: Status, done: bool, l: &Texts) -> (String, &'static str) {
    match status {
        Status::Draft => (l.cycle_draft(), "plain"),
        Status::Launching => (l.cycle_launching(), "soon"),
        Status::Running if done => (l.cycle_done(), "plain"),
        Status::Running => (l.cycle_running(), "ok"),
        Status::Paused => (l.cycle_paused(), "soon"),
        Status::Closed => (l.cycle_closed(), "plain"),
        Status::Cancelled => (l.cycle_cancelled(), "plain"),
    }
}

pub(super) fn kind(kind: Kind, l: &Texts) -> String {
    match kind {
        Kind::Annual => l.cycle_kind_annual(),
        Kind::HalfYear => l.cycle_kind_half_year(),
        Kind::Quarterly => l.cycle_kind_quarterly(),
        Kind::Probation => l.cycle_kind_probation(),
        Kind::Other => l.cycle_kind_other(),
    }
}

pub(super) fn level(level: Level, l: &Texts) -> String {
    match level {
        Level::Staff => l.level_staff(),
        Level::Manager => l.level_manager(),
        Level::Senior => l.level_senior(),
    }
}

/// Stage and day of every deadline.
pub(super) fn deadlines(terms: &Terms, shell: &Shell) -> Vec<(String, String)> {
    let stages = [
        Stage::Goals,
        Stage::SelfEvaluation,
        Stage::Evaluation,
        Stage::Review,
        Stage::Interview,
        Stage::SignOff,
    ];
    stages
        .into_iter()
        .zip(terms.dates())
        .filter_map(|(stage, date)| {
            Some((words::stage(stage, shell.l), when::day(date?, shell.lang)))
        })
        .collect()
}

/// What stands behind a place: the reason that was given, or the date that decides.
pub(super) fn why(member: &Member, terms: &Terms, shell: &Shell) -> String {
    let l = shell.l;
    let day = |date| when::day(date, shell.lang);
    match member.place {
        Place::ShortService => member.hired_on.map_or(String::new(), |hired| {
            l.why_short_service(
                day(hired),
                terms.least_months,
                day(terms.service_on.unwrap_or(terms.ends_on)),
            )
        }),
        Place::HiredOutside => member
            .hired_on
            .map_or_else(|| l.why_hired_unknown(), |hired| l.why_hired(day(hired))),
        Place::Exempt => member.exempt_reason.clone(),
        _ if !member.include_reason.is_empty() => {
            let reason = member.include_reason.clone();
            member.first_due.map_or_else(
                || l.why_included(reason.clone()),
                |due| l.why_included_late(reason.clone(), day(due)),
            )
        }
        _ => String::new(),
    }
}
