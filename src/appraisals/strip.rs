//! The head of every page of an appraisal: its stages, whose turn it is, what happens next.

use time::Date;

use super::{Seen, lifecycle, words};
use crate::{
    access::{Action, Lang, Stage},
    web::{Shell, Texts, when},
};

pub struct StageView {
    pub class: &'static str,
    pub label: String,
    pub note: String,
}

/// The head of every page of an appraisal: who, where it stands, whose turn.
pub struct Strip {
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
    pub behalf: String,
    /// What was removed under retention and when, in words; empty while all is there.
    pub removed: String,
    /// Under legal hold, for those who may lift it.
    pub held: bool,
}

impl Strip {
    #[must_use]
    pub fn of(seen: &Seen, today: Date, shell: &Shell) -> Self {
        let a = &seen.appraisal;
        let l = shell.l;
        let turn = lifecycle::turn(a.stage, a.dispute);
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
            your_turn: turn.iter().any(|relation| seen.is(*relation)),
            turn: words::relations(turn, l),
            // of what was removed there is nothing to come
            next: if a.erased_at.is_none() {
                words::next(a.stage, a.dispute, l)
            } else {
                String::new()
            },
            due_state,
            due_iso: a.due_on.map(when::input_day).unwrap_or_default(),
            due_text,
            paused: a.cycle.paused,
            behalf: a
                .behalf
                .as_ref()
                .map(|behalf| l.behalf_by(behalf.by.clone()))
                .unwrap_or_default(),
            removed: removed(seen, shell),
            held: a.held && seen.can(Action::Hold),
        }
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
            let due = a.cycle.due(*stage).filter(|_| index >= now);
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
