//! The head of every page of an appraisal: its stages, whose turn it is, what happens next.

use time::{Date, OffsetDateTime};

use super::{Seen, lifecycle, next_actions, words};
use crate::{
    access::{Action, Lang, Stage},
    app::App,
    web::{Shell, Texts, when},
};

pub struct StageView {
    pub class: &'static str,
    pub label: String,
    pub note: String,
}

/// The head of every page of an appraisal: who, where it stands, whose turn.
pub struct Header {
    pub href: String,
    pub appraisee: String,
    pub cycle: String,
    pub stage_key: &'static str,
    pub stage: String,
    pub stages: Vec<StageView>,
    pub your_turn: bool,
    pub turn: String,
    pub next: String,
    pub due_state: &'static str,
    pub due_iso: String,
    pub due_text: String,
    /// The cycle rests.
    pub paused: bool,
    /// HR did the employee's step: in words, or empty.
    pub on_behalf: String,
    /// What was removed under retention and when, in words; empty while all is there.
    pub removed: String,
    /// Under legal hold, for those who may lift it.
    pub held: bool,
}

impl Header {
    #[must_use]
    pub fn of(seen: &Seen, app: &App, shell: &Shell) -> Self {
        let (now, today) = (app.clock.now(), app.clock.today(&app.settings.zone));
        let a = &seen.appraisal;
        let l = shell.l;
        let (due_state, due_text) = a
            .due_on
            .map_or(("", String::new()), |due| due_chip(due, today, shell));
        Self {
            href: seen.address(""),
            appraisee: a.appraisee.name.clone(),
            cycle: a.cycle.name.clone(),
            stage_key: a.stage.key(),
            stage: words::stage(a.stage, l),
            stages: stages(seen, shell),
            your_turn: seen.next_action(now).is_some(),
            turn: words::relations(&next_actions::doers(a.stage, &a.facts, now), l),
            // of what was removed there is nothing to come
            next: if a.erased_at.is_none() {
                next(seen, now, today, shell)
            } else {
                String::new()
            },
            due_state,
            due_iso: a.due_on.map(when::input_day).unwrap_or_default(),
            due_text,
            paused: a.cycle.paused,
            on_behalf: a
                .on_behalf
                .as_ref()
                .map(|on_behalf| l.behalf_by(on_behalf.by.clone()))
                .unwrap_or_default(),
            removed: removed(seen, shell),
            held: a.held && seen.can(Action::Hold),
        }
    }
}

/// What comes next: the agreed day of the interview, the last day of a right, else what the stage is there for.
fn next(seen: &Seen, now: OffsetDateTime, today: Date, shell: &Shell) -> String {
    let (a, l, lang) = (&seen.appraisal, shell.l, shell.lang);
    let stage = words::next(a.stage, a.dispute, l);
    match a.stage {
        Stage::Preparation => match words::appointment(&a.facts, &seen.viewer.zone, l, lang) {
            Some(_) if a.facts.passed(now) => l.appointment_passed(),
            Some(day) => l.words_sentence(day),
            None => stage,
        },
        Stage::SignOff if a.facts.refusal_recorded => l.next_witness(),
        Stage::SignOff if a.facts.refusal_declared => l.next_refusal(),
        Stage::Concluded if seen.can(Action::OpenDispute) && !a.ruled => a
            .dispute_until
            .filter(|until| *until >= today)
            .map_or(stage, |until| {
                l.next_concluded_window(when::day(until, lang))
            }),
        _ => stage,
    }
}

fn removed(seen: &Seen, shell: &Shell) -> String {
    let l = shell.l;
    let day = |at| {
        when::day(
            crate::ground::clock::date_in(at, &seen.viewer.zone),
            shell.lang,
        )
    };
    let a = &seen.appraisal;
    match (a.erased_at, a.purged_at, a.input_purged_at) {
        (Some(at), ..) => l.strip_erased(day(at)),
        (None, Some(at), _) => l.strip_purged(day(at)),
        (None, None, Some(at)) if seen.can(Action::ReadInput) => l.strip_input_purged(day(at)),
        _ => String::new(),
    }
}

/// How urgent a day is, and its words: "2 days overdue", "due in 3 days".
#[must_use]
pub fn due_chip(due: Date, today: Date, shell: &Shell) -> (&'static str, String) {
    due_words(due, today, shell.l, shell.lang)
}

/// The same where there is no page around it.
#[must_use]
pub fn due_words(due: Date, today: Date, l: &Texts, lang: Lang) -> (&'static str, String) {
    let days = (due - today).whole_days();
    if days < 0 {
        ("over", l.due_over(-days))
    } else if days == 0 {
        ("soon", l.due_today())
    } else if days <= 3 {
        ("soon", l.due_in(days))
    } else {
        ("plain", l.due_on(when::day(due, lang)))
    }
}

fn stages(seen: &Seen, shell: &Shell) -> Vec<StageView> {
    let a = &seen.appraisal;
    let mut path = lifecycle::path(a.cycle.with_goals);
    match a.stage {
        Stage::Dispute => path.insert(path.len() - 1, Stage::Dispute),
        Stage::Withdrawn => path.push(Stage::Withdrawn),
        _ => {}
    }
    let now = path.iter().position(|stage| *stage == a.stage).unwrap_or(0);
    path.iter()
        .enumerate()
        .map(|(index, stage)| {
            let class = match index.cmp(&now) {
                _ if a.stage == Stage::Concluded => "done",
                std::cmp::Ordering::Less if a.stage == Stage::Withdrawn => "skipped",
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal if *stage == Stage::Dispute => "now bad",
                std::cmp::Ordering::Equal => "now",
                std::cmp::Ordering::Greater => "coming",
            };
            // of the present stage the own day, as the chip below says it
            let due = match index.cmp(&now) {
                std::cmp::Ordering::Less => None,
                std::cmp::Ordering::Equal => a.due_on,
                std::cmp::Ordering::Greater => a.cycle.due(*stage),
            };
            StageView {
                class,
                label: words::stage(*stage, shell.l),
                note: due
                    .map(|due| shell.l.due_until(when::day(due, shell.lang)))
                    .unwrap_or_default(),
            }
        })
        .collect()
}
