//! The appraisal's page: its stages, whose turn it is, what happens next, and the doors to the rest.

use askama::Template;
use axum::{extract::State, response::Response};
use time::Date;

use super::{
    Seen, beside, lifecycle,
    parked::{self, PointView},
    reopening::{self, ReopeningView},
    words,
};
use crate::{
    access::{Action, Relation, Stage},
    app::App,
    web::{Result, Shell, Texts, page, when},
};

pub struct StageView {
    pub class: &'static str,
    pub label: String,
    pub note: String,
}

/// Something the viewer can do or read now.
pub struct Door {
    pub href: String,
    pub label: String,
    /// The deed whose turn it is, as against something to read.
    pub primary: bool,
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
            next: words::next(a.stage, a.dispute, l),
            due_state,
            due_iso: a.due_on.map(when::input_day).unwrap_or_default(),
            due_text,
        }
    }
}

/// How urgent a day is, and its words: "2 days overdue", "due in 3 days".
#[must_use]
pub fn due_chip(due: Date, today: Date, shell: &Shell) -> (&'static str, String) {
    let days = (due - today).whole_days();
    let l = shell.l;
    if days < 0 {
        ("over", l.due_over(-days))
    } else if days == 0 {
        ("soon", l.due_today())
    } else if days <= 3 {
        ("soon", l.due_in(days))
    } else {
        ("plain", l.due_on(when::day(due, shell.lang)))
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

/// Deeds, readings, address, the label when there is a deed to do, the label for reading.
type Line<'a> = (
    &'a [Action],
    &'a [Action],
    &'a str,
    fn(&Texts) -> String,
    fn(&Texts) -> String,
);

/// Every room of the appraisal that is open to the viewer now, the deed of the stage first.
fn doors(seen: &Seen, parked: bool, reopening: bool, l: &Texts) -> Vec<Door> {
    let table: [Line; 15] = [
        (
            &[Action::EditGoals],
            &[Action::ReadGoals],
            "/goals",
            Texts::door_goals_do,
            Texts::door_goals,
        ),
        (
            &[Action::WriteSelfEvaluation],
            &[Action::ReadSelfEvaluation],
            "/self-evaluation",
            Texts::door_self_do,
            Texts::door_self,
        ),
        (
            &[Action::WriteEvaluation, Action::Approve],
            &[Action::ReadEvaluation, Action::ReadResult],
            "/evaluation",
            Texts::door_evaluation_do,
            Texts::door_evaluation,
        ),
        (
            &[Action::WritePart],
            &[Action::ReadPart],
            "/part",
            Texts::door_part_do,
            Texts::door_part,
        ),
        (
            &[],
            &[
                Action::NominateColleague,
                Action::AskColleague,
                Action::ReadInput,
            ],
            "/colleagues",
            Texts::door_colleagues,
            Texts::door_colleagues,
        ),
        (
            &[
                Action::PrepareAsEmployee,
                Action::PrepareAsSuperior,
                Action::Schedule,
            ],
            &[],
            "/preparation",
            Texts::door_preparation_do,
            Texts::door_preparation_do,
        ),
        (
            &[Action::TakePartInInterview],
            &[Action::ReadInterview],
            "/interview",
            Texts::door_interview_do,
            Texts::door_interview,
        ),
        (
            &[Action::Sign, Action::WitnessRefusal],
            &[],
            "/sign",
            Texts::door_sign_do,
            Texts::door_sign_do,
        ),
        (
            &[],
            &[Action::ReadRecord],
            "/record",
            Texts::door_record,
            Texts::door_record,
        ),
        (
            &[
                Action::HearDispute,
                Action::AnswerDispute,
                Action::SettleDispute,
            ],
            &[Action::OpenDispute, Action::ReadDispute],
            "/dispute",
            Texts::door_dispute_do,
            Texts::door_dispute,
        ),
        (
            &[],
            &[Action::ReadParked],
            "/parked",
            Texts::door_parked,
            Texts::door_parked,
        ),
        (
            &[],
            &[Action::RequestReopening, Action::ReadReopenings],
            "/reopening",
            Texts::door_reopening,
            Texts::door_reopening,
        ),
        (
            &[],
            &[Action::ReadTrail],
            "/trail",
            Texts::door_trail,
            Texts::door_trail,
        ),
        (
            &[],
            &[Action::SetSuperiors],
            "/superiors",
            Texts::door_superiors,
            Texts::door_superiors,
        ),
        (
            &[],
            &[Action::ChangeParties],
            "/parties",
            Texts::door_parties,
            Texts::door_parties,
        ),
    ];
    let a = &seen.appraisal;
    let turn = lifecycle::turn(a.stage, a.dispute);
    let mut doors: Vec<Door> = table
        .into_iter()
        .filter_map(|(deeds, readings, below, deed_label, read_label)| {
            let deed = deeds.iter().any(|action| seen.can(*action))
                && (below != "/dispute" || turn.iter().any(|relation| seen.is(*relation)));
            let reading = readings.iter().any(|action| seen.can(*action));
            // goals only where the cycle has them; no dispute page where there is nothing to open or read
            let exists = match below {
                "/goals" => a.cycle.with_goals,
                "/parked" => parked,
                "/record" => a.recorded,
                "/reopening" => reopening,
                "/dispute" => deed || a.stage == Stage::Dispute || a.dispute_until.is_some(),
                _ => true,
            };
            (exists && (deed || reading)).then(|| Door {
                href: seen.address(below),
                label: if deed { deed_label(l) } else { read_label(l) },
                primary: deed,
            })
        })
        .collect();
    doors.sort_by_key(|door| !door.primary);
    doors
}

#[derive(Template)]
#[template(path = "appraisals/show.html")]
struct ShowPage {
    shell: Shell,
    strip: Strip,
    doors: Vec<Door>,
    number: String,
    position: String,
    department: String,
    superior: String,
    facilitator: String,
    period: String,
    result: Option<ResultView>,
    /// Released to the reader, who has not opened it yet.
    unopened: bool,
    parked: Vec<PointView>,
    withdrawn_reason: String,
    can_release: bool,
    can_unrelease: bool,
    version: i32,
    /// "Li Wei, until 3 Dec": who prepares for the superior.
    delegates: Vec<String>,
    prepared_by: String,
    /// The latest request to open it again.
    reopening: Option<ReopeningView>,
    names_delegates: bool,
}

struct ResultView {
    total: String,
    grade: String,
    multiplier: String,
    provisional: bool,
}

pub async fn show(State(app): State<App>, shell: Shell, seen: Seen) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let a = &seen.appraisal;
    let (l, zh) = (shell.l, shell.lang.is_zh());
    let points = parked::points(&app.db, &seen).await?;
    let beside = beside::load(&app.db, &seen).await?;
    let asked = !beside.reopenings.is_empty() || seen.can(Action::RequestReopening);
    let result = seen.result().map(|outcome| ResultView {
        total: crate::ground::decimals::show(a.cycle.scheme.printable(outcome.total)),
        grade: a
            .cycle
            .scheme
            .band(outcome.grade)
            .map(|band| band.name.get(zh).to_owned())
            .unwrap_or_default(),
        multiplier: crate::ground::decimals::show(outcome.multiplier),
        provisional: a.provisional,
    });
    let template = ShowPage {
        strip: Strip::of(&seen, today, &shell),
        doors: doors(&seen, !points.is_empty(), asked, l),
        parked: points
            .iter()
            .map(|point| parked::view(point, &seen, today, &shell))
            .collect(),
        delegates: beside
            .delegates
            .iter()
            .map(|one| {
                let ends = when::parse_day(&one.ends_on)
                    .map(|day| when::day(day, shell.lang))
                    .unwrap_or_default();
                l.facts_delegate(one.name.as_str(), ends)
            })
            .collect(),
        prepared_by: beside
            .prepared_by
            .map(|name| l.facts_prepared(name, a.superior.name.as_str()))
            .unwrap_or_default(),
        reopening: beside
            .reopenings
            .first()
            .map(|one| reopening::view(one, &seen, &shell)),
        names_delegates: seen.is(Relation::Superior) && Stage::OPEN.contains(&a.stage),
        number: a.appraisee_number.clone(),
        position: a.position.clone(),
        department: a
            .department
            .as_ref()
            .map(|(_, name)| name.clone())
            .unwrap_or_default(),
        superior: a.superior.name.clone(),
        facilitator: a
            .facilitator
            .as_ref()
            .map(|party| party.name.clone())
            .unwrap_or_default(),
        period: l.period(
            when::day(a.cycle.starts_on, shell.lang),
            when::day(a.cycle.ends_on, shell.lang),
        ),
        result,
        unopened: seen.result_unopened(),
        withdrawn_reason: a.withdrawn_reason.clone().unwrap_or_default(),
        can_release: seen.can(Action::Release) && a.approved_at.is_some(),
        can_unrelease: seen.can(Action::Unrelease)
            && a.opened_at.is_none()
            && seen.is(Relation::Hr),
        version: a.version,
        shell: shell.titled(a.appraisee.name.clone()),
    };
    page(&template)
}
