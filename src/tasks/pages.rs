//! The start page.

use askama::Template;
use axum::{extract::State, response::Response};
use time::{Date, OffsetDateTime};

use super::{
    news::{self, Told},
    rows::{Kind, Row},
    store,
};
use crate::{
    access::{Duty, Relation, Stage, Viewer},
    app::App,
    appraisals::{header::due_chip, next_actions, next_actions::NextAction, words},
    web::{Result, Shell, Texts, page, when},
};

/// A plan item is shown from this many days before it is due.
pub(super) const AHEAD: time::Duration = time::Duration::days(14);
/// More waiting lines than this help nobody; the list of appraisals has all.
const WAITING: usize = 20;

struct Todo {
    class: &'static str,
    href: String,
    label: String,
    context: String,
    due_state: &'static str,
    due_iso: String,
    due_text: String,
    day: String,
    /// A reminder, or why it came back.
    told: Vec<String>,
    /// Overdue first, then by day, what has no day last.
    order: (bool, Option<Date>),
}

struct Waiting {
    href: String,
    label: String,
    who: String,
    due_state: &'static str,
    due_iso: String,
    due_text: String,
}

#[derive(Template)]
#[template(path = "tasks/show.html")]
struct TasksPage {
    shell: Shell,
    todos: Vec<Todo>,
    overdue: i64,
    waiting: Vec<Waiting>,
    more_waiting: bool,
    next: String,
    starts_cycles: bool,
    news: Vec<Told>,
}

/// More news than this is no news.
const NEWS: usize = 12;

/// `GET /`
pub async fn show(State(app): State<App>, shell: Shell, viewer: Viewer) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let now = app.clock.now();
    let rows = store::load(&app.db, &viewer, today).await?;
    let news = news::load(&app.db, &viewer, today, now).await?;
    let l = shell.l;
    let mut todos = Vec::new();
    let mut waiting = Vec::new();
    let mut coming: Option<(Date, String)> = None;
    for row in rows {
        if let (Kind::Appraisal, Some(stage), Some(relation)) = (row.kind, row.stage, row.relation)
        {
            let day = words::appointment(&row.facts, &viewer.zone, l, shell.lang);
            match next_actions::next_action(stage, relation, &row.facts, now) {
                Some(deed) => {
                    let label = label(deed, relation, &row, now, l);
                    let href = format!("/appraisals/{}{}", row.id, deed.below());
                    let mut todo = todo(&row, label, href, today, &shell);
                    todo.told = news.beside(row.id, relation, &shell, &viewer);
                    todo.told.extend(day);
                    todos.push(todo);
                }
                // a facilitator waits with nobody in particular, but for the agreed day
                None if [Relation::Facilitator, Relation::Delegate].contains(&relation) => {
                    if let Some(day) = day {
                        waiting.push(waits(&row, stage, day, today, &shell));
                    }
                }
                None => {
                    let who = doers(stage, &row, now, relation, l)
                        .or(day)
                        .unwrap_or_else(|| l.tasks_waits_day());
                    waiting.push(waits(&row, stage, who, today, &shell));
                }
            }
        } else if row.kind == Kind::ReopeningAsked {
            waiting.push(Waiting {
                href: format!("/appraisals/{}/reopening", row.id),
                label: l.tasks_reopening(row.subject.clone(), row.cycle.clone()),
                who: l.tasks_reopening_asked(),
                due_state: "",
                due_iso: String::new(),
                due_text: String::new(),
            });
        } else if row.kind == Kind::PlanDue && row.due_on.is_some_and(|due| due > today + AHEAD) {
            if let Some(due) = row.due_on
                && coming.as_ref().is_none_or(|(first, _)| due < *first)
            {
                coming = Some((due, row.subject));
            }
        } else {
            let (label, href) = line(&row, l);
            let mut todo = todo(&row, label, href, today, &shell);
            if row.relation == Some(Relation::Committee) {
                todo.told = news.beside(row.id, Relation::Committee, &shell, &viewer);
            }
            todos.push(todo);
        }
    }
    todos.sort_by_key(|todo| (todo.order.1.is_none(), todo.order.1, !todo.order.0));
    let next = coming.map_or_else(
        || {
            waiting.first().map_or_else(
                || l.tasks_next_none(),
                |first| l.tasks_next_waiting(first.label.clone(), first.who.clone()),
            )
        },
        |(due, what)| l.tasks_next_plan(what, when::day(due, shell.lang)),
    );
    let more_waiting = waiting.len() > WAITING;
    waiting.truncate(WAITING);
    page(&TasksPage {
        overdue: i64::try_from(todos.iter().filter(|todo| todo.order.0).count()).unwrap_or(0),
        todos,
        waiting,
        more_waiting,
        news: news.told(&shell, &viewer, NEWS),
        next,
        starts_cycles: Duty::ManageCycles.scope(&viewer).is_some(),
        shell: shell.titled(l.nav_tasks()),
    })
}

fn todo(row: &Row, label: String, href: String, today: Date, shell: &Shell) -> Todo {
    let l = shell.l;
    let (due_state, due_text) = row
        .due_on
        .map_or(("", String::new()), |due| due_chip(due, today, shell));
    Todo {
        class: match due_state {
            "over" => "over",
            "soon" => "soon",
            _ => "",
        },
        context: match row.stage {
            Some(_) if row.paused => l.tasks_paused(row.cycle.clone()),
            Some(stage) if row.relation == Some(Relation::Delegate) => l.tasks_context_delegate(
                row.cycle.clone(),
                words::stage(stage, l),
                row.superior.clone(),
            ),
            Some(stage) if row.kind == Kind::Appraisal => {
                l.tasks_context(row.cycle.clone(), words::stage(stage, l))
            }
            _ => row.cycle.clone(),
        },
        label,
        href,
        due_state,
        told: Vec::new(),
        due_iso: row.due_on.map(when::input_day).unwrap_or_default(),
        day: row
            .due_on
            .map(|due| when::day(due, shell.lang))
            .unwrap_or_default(),
        due_text,
        order: (due_state == "over", row.due_on),
    }
}

fn waits(row: &Row, stage: Stage, who: String, today: Date, shell: &Shell) -> Waiting {
    let l = shell.l;
    let (due_state, due_text) = row
        .due_on
        .map_or(("", String::new()), |due| due_chip(due, today, shell));
    let stage = words::stage(stage, l);
    Waiting {
        href: format!("/appraisals/{}", row.id),
        label: match row.relation {
            Some(Relation::Appraisee) => l.tasks_own(row.cycle.clone(), stage),
            _ => l.tasks_of(row.subject.clone(), stage),
        },
        who,
        due_state,
        due_iso: row.due_on.map(when::input_day).unwrap_or_default(),
        due_text,
    }
}

/// By name where there is one person, else by what they are.
fn doers(stage: Stage, row: &Row, now: OffsetDateTime, own: Relation, l: &Texts) -> Option<String> {
    let names: Vec<String> = next_actions::doers(stage, &row.facts, now)
        .into_iter()
        .filter(|relation| *relation != own)
        .map(|relation| match relation {
            Relation::Appraisee => row.subject.clone(),
            Relation::Superior => row.superior.clone(),
            Relation::Facilitator if !row.facilitator.is_empty() => row.facilitator.clone(),
            other => words::relation(other, l),
        })
        .collect();
    (!names.is_empty()).then(|| l.tasks_waits_for(names.join(&l.words_comma())))
}

/// The deed as one side reads it.
pub(super) fn label(
    deed: NextAction,
    relation: Relation,
    row: &Row,
    now: OffsetDateTime,
    l: &Texts,
) -> String {
    let name = row.subject.clone();
    let own = relation == Relation::Appraisee;
    match deed {
        NextAction::AgreeGoals if own => l.task_goals_own(),
        NextAction::AgreeGoals => l.task_goals(name),
        NextAction::WriteSelf => l.task_self(),
        NextAction::Evaluate => l.task_evaluate(name),
        NextAction::Review => l.task_review(name),
        NextAction::AnswerAppointment => l.task_answer_appointment(),
        NextAction::PrepareAsEmployee => l.task_prepare_own(),
        NextAction::PrepareAsSuperior => l.task_prepare(name),
        NextAction::Appoint if row.facts.wish => l.task_appoint_wish(name),
        NextAction::Appoint | NextAction::StartInterview if row.facts.passed(now) => {
            l.task_passed(name)
        }
        NextAction::Appoint => l.task_appoint(name),
        NextAction::StartInterview => l.task_start(name),
        NextAction::HoldInterview if own => l.task_interview_own(),
        NextAction::HoldInterview => l.task_interview(name),
        NextAction::Sign if own => l.task_sign_own(),
        NextAction::Sign => l.task_sign(name),
        NextAction::RecordRefusal => l.task_record_refusal(name),
        NextAction::WitnessRefusal => l.task_witness(name),
        NextAction::AnswerDispute => l.task_answer_dispute(name),
        NextAction::ConsiderAnswer => l.task_consider_answer(),
        NextAction::Vote => l.task_vote(name),
    }
}

/// Whose plan it is need not be said twice.
fn without(subject: &str, owner: &str) -> String {
    let what = subject
        .strip_prefix(owner)
        .and_then(|rest| rest.strip_prefix(": "));
    what.unwrap_or(subject).to_owned()
}

/// The lines that are not about one's own part in one appraisal: words and address.
pub(super) fn line(row: &Row, l: &Texts) -> (String, String) {
    let subject = row.subject.clone();
    let one = format!("/appraisals/{}", row.id);
    let list = |filter: &str| format!("/appraisals?as=hr&cycle={}&{filter}", row.id);
    let grouped = row.count > 1;
    match row.kind {
        Kind::ToApprove => (
            l.task_approve(row.count, row.low),
            if grouped {
                list("stage=review")
            } else {
                format!("{one}/evaluation")
            },
        ),
        Kind::ToRelease => (
            l.task_release(row.count),
            if grouped {
                list("stage=review&releasable=1")
            } else {
                one
            },
        ),
        Kind::ToSkip => (
            l.task_skip(row.count),
            if grouped {
                list("stage=self_evaluation&overdue=1")
            } else {
                format!("{one}/self-evaluation")
            },
        ),
        Kind::SuperiorGone => (
            l.task_superior_gone(row.superior.clone(), subject),
            format!("{one}/parties"),
        ),
        Kind::Notices => (l.task_notices(row.count), "/notices".to_owned()),
        Kind::LeaversDue => (
            l.task_leavers_due(row.count),
            "/retention/leavers".to_owned(),
        ),
        Kind::GoalChange if row.relation == Some(Relation::Appraisee) => (
            l.task_goal_change_own(row.superior.clone()),
            format!("{one}/goals"),
        ),
        Kind::GoalChange => (l.task_goal_change(subject), format!("{one}/goals")),
        Kind::ToWitness => (l.task_witness(subject), format!("{one}/sign")),
        Kind::Vote => (l.task_vote(subject), format!("{one}/dispute")),
        Kind::ToRule => (l.task_rule(subject), format!("{one}/dispute")),
        Kind::VoteAgain => (l.task_vote_again(subject), format!("{one}/dispute")),
        Kind::PlanDue => (l.task_plan(subject), format!("/plans/{}", row.id)),
        Kind::PlanToVerify => (l.task_verify(subject), format!("/plans/{}", row.id)),
        Kind::PlanLate => (
            l.task_plan_late(row.superior.clone(), without(&subject, &row.superior)),
            format!("/plans/{}", row.id),
        ),
        Kind::PlansLate => (
            l.task_plans_late(row.count),
            "/plans?whose=ledger&state=overdue".to_owned(),
        ),
        Kind::DisputesOpened => (
            l.task_disputes_opened(row.count, subject),
            if grouped {
                "/disputes?status=open".to_owned()
            } else {
                format!("{one}/dispute")
            },
        ),
        Kind::DisputesLate => (
            l.task_disputes_late(row.count, subject),
            if grouped {
                "/disputes?status=overdue".to_owned()
            } else {
                format!("{one}/dispute")
            },
        ),
        Kind::SeatVacant => (l.task_seat_vacant(subject), format!("{one}/dispute/seats")),
        Kind::EvaluationsLate => (
            l.task_evaluations_late(row.count),
            if grouped {
                list("stage=evaluation&overdue=1")
            } else {
                one
            },
        ),
        Kind::Advice => (l.task_advice(subject), format!("/advices/{}", row.id)),
        Kind::Input => (l.task_input(subject), format!("{one}/input")),
        Kind::ToAsk => (
            l.task_to_ask(subject, row.count),
            format!("{one}/colleagues"),
        ),
        Kind::Part => (l.task_part(subject), format!("{one}/part")),
        Kind::Calibrated => (l.task_calibrated(subject), format!("{one}/evaluation")),
        Kind::NoResponse => (
            l.task_no_response(row.count),
            if grouped {
                list("stage=sign_off&overdue=1")
            } else {
                one
            },
        ),
        // they are told who is silent; the appraisal itself is not theirs to open
        Kind::NoResponseBelow => (
            l.task_no_response_below(subject, row.superior.clone()),
            String::new(),
        ),
        Kind::ParkedLate => (
            l.task_parked_late(row.superior.clone(), subject),
            format!("{one}/parked"),
        ),
        Kind::Parked | Kind::Appraisal => (l.task_parked(subject), format!("{one}/parked")),
        Kind::ToReopen => (l.task_reopening(subject), format!("{one}/reopening")),
        // told among what waits, above
        Kind::ReopeningAsked => (subject, format!("{one}/reopening")),
    }
}
