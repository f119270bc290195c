//! The head of every page of an appraisal: its stages, whose turn it is, what happens next.

use time::Date;

use super::{
    Appraisal, Seen, lifecycle,
    next_actions::{self, NextAction},
    words,
};
use crate::{
    access::{Action, DisputePhase, Lang, Relation, Stage},
    app::App,
    audit::Moment,
    web::{Shell, Texts, when},
};

pub struct StageView {
    pub class: &'static str,
    pub label: String,
    pub note: String,
}

/// The head of every page of an appraisal: who, where it stands, whose turn.
pub struct Header {
    /// Of the page and its window: what it is, of whom, in which cycle.
    pub title: String,
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
        let at = app.moment();
        let today = at.today;
        let a = &seen.appraisal;
        let l = shell.l;
        let stage = told(seen);
        let due_on = a.due_on.filter(|_| stage == a.stage);
        let (due_state, due_text) =
            due_on.map_or(("", String::new()), |due| due_chip(due, today, shell));
        // a day ends with the company's, which is another one where the reader lives elsewhere
        let company = app.settings.zone.iana_name().unwrap_or_default();
        let elsewhere = seen.viewer.zone.iana_name().unwrap_or_default() != company;
        let due_text = if elsewhere && !due_text.is_empty() {
            l.due_in_zone(due_text, company)
        } else {
            due_text
        };
        Self {
            title: l.title_in(
                shell.title.as_str(),
                a.appraisee.name.as_str(),
                a.cycle.name.as_str(),
            ),
            href: seen.address(""),
            appraisee: a.appraisee.name.clone(),
            cycle: a.cycle.name.clone(),
            stage_key: stage.key(),
            stage: words::stage(stage, l),
            stages: stages(seen, stage, shell),
            your_turn: seen.next_action(at).is_some(),
            turn: if stage == a.stage {
                waited_for(a, &next_actions::doers(a.stage, &a.facts, at), l)
            } else {
                String::new()
            },
            // of what was removed there is nothing to come
            next: if a.erased_at.is_none() {
                next(seen, at, shell)
            } else {
                String::new()
            },
            due_state,
            due_iso: due_on.map(when::input_day).unwrap_or_default(),
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

/// The stage that the reader is told of: HR's review is not the employee's to know.
fn told(seen: &Seen) -> Stage {
    let stage = seen.appraisal.stage;
    if seen.is(Relation::Appraisee) {
        stage.told_to(Relation::Appraisee)
    } else {
        stage
    }
}

/// What comes next: the agreed day of the interview, the last day of a right, else what the stage is there for.
fn next(seen: &Seen, at: Moment, shell: &Shell) -> String {
    let (a, l, lang) = (&seen.appraisal, shell.l, shell.lang);
    let stage = purpose(a, seen.next_action(at), seen.is(Relation::Appraisee), l);
    match a.stage {
        Stage::Preparation => match words::appointment(&a.facts, &seen.viewer.zone, l, lang) {
            Some(_) if a.facts.passed(at.now) => l.appointment_passed(),
            Some(day) => l.words_sentence(day),
            None => stage,
        },
        Stage::SignOff if a.facts.refusal_recorded => l.next_witness(),
        Stage::SignOff if a.facts.refusal_declared => next_refusal(a, at, shell),
        Stage::Concluded if seen.can(Action::OpenDispute) && !a.ruled => a
            .dispute_until
            .filter(|until| *until >= at.today)
            .map_or(stage, |until| {
                l.next_concluded_window(when::day(until, lang))
            }),
        _ => stage,
    }
}

/// The employee has declared that they refuse: until when they may think again, then who records it.
fn next_refusal(a: &Appraisal, at: Moment, shell: &Shell) -> String {
    match a.facts.answer_by.filter(|day| *day >= at.today) {
        Some(day) => shell.l.next_refusal_until(when::day(day, shell.lang)),
        None => shell.l.next_refusal(),
    }
}

/// What a stage is there for, said to its reader: what is theirs to do, else who does what; and what comes next.
fn purpose(a: &Appraisal, deed: Option<NextAction>, employee: bool, l: &Texts) -> String {
    let (name, manager) = (a.appraisee.name.as_str(), a.superior.name.as_str());
    match deed {
        Some(NextAction::AgreeGoals) if employee => return l.next_goals_own(manager),
        Some(NextAction::AgreeGoals) => return l.next_goals_with(name),
        Some(NextAction::WriteSelf) => return l.next_self_evaluation_own(manager),
        Some(NextAction::Evaluate) => return l.next_evaluation_own(name),
        Some(NextAction::Review) => return l.next_review_own(),
        Some(NextAction::Sign) => return l.next_sign_off_own(),
        Some(NextAction::AnswerDispute) => return l.next_dispute_answer_own(name),
        Some(NextAction::ConsiderAnswer) => return l.next_dispute_consider_own(manager),
        Some(NextAction::Vote) => return l.next_dispute_hearing_own(),
        _ => {}
    }
    let stage = if employee {
        a.stage.told_to(Relation::Appraisee)
    } else {
        a.stage
    };
    match stage {
        Stage::Goals => l.next_goals(name, manager),
        Stage::SelfEvaluation => l.next_self_evaluation(name, manager),
        Stage::Evaluation => l.next_evaluation(manager),
        Stage::Review => l.next_review(),
        Stage::Preparation => l.next_preparation(),
        Stage::Interview => l.next_interview(),
        Stage::SignOff => l.next_sign_off(),
        Stage::Dispute => match a.dispute {
            None => l.next_dispute(),
            Some(DisputePhase::Answer) => l.next_dispute_answer(),
            Some(DisputePhase::Consider) => l.next_dispute_consider(),
            Some(DisputePhase::Hearing) => l.next_dispute_hearing(),
        },
        Stage::Concluded => l.next_concluded(),
        Stage::Withdrawn => l.next_withdrawn(),
    }
}

/// Those who have to act, by name where it is one person: "Li Wei (Manager) and HR".
fn waited_for(a: &Appraisal, who: &[Relation], l: &Texts) -> String {
    let named: Vec<String> = who
        .iter()
        .map(|one| {
            let role = words::relation(*one, l);
            let party = match one {
                Relation::Appraisee => Some(&a.appraisee),
                Relation::Superior => Some(&a.superior),
                Relation::Facilitator => a.facilitator.as_ref(),
                _ => None,
            };
            match party {
                Some(party) => l.record_participant(party.name.as_str(), role),
                None => role,
            }
        })
        .collect();
    words::listed(&named, l)
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

fn stages(seen: &Seen, told: Stage, shell: &Shell) -> Vec<StageView> {
    let a = &seen.appraisal;
    let mut path = lifecycle::path(a.cycle.with_goals);
    match a.stage {
        Stage::Dispute => path.insert(path.len() - 1, Stage::Dispute),
        Stage::Withdrawn => path.push(Stage::Withdrawn),
        _ => {}
    }
    if seen.is(Relation::Appraisee) {
        path.retain(|stage| stage.told_to(Relation::Appraisee) == *stage);
    }
    let now = path.iter().position(|stage| *stage == told).unwrap_or(0);
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
                std::cmp::Ordering::Equal => a.due_on.filter(|_| told == a.stage),
                std::cmp::Ordering::Greater => a.cycle.due(*stage),
            };
            StageView {
                class,
                label: words::stage(*stage, shell.l),
                note: due
                    .map(|due| shell.l.due_on(when::day(due, shell.lang)))
                    .unwrap_or_default(),
            }
        })
        .collect()
}
