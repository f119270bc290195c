//! The appraisal's page: where it stands, and the doors to the rest.

use askama::Template;
use axum::{extract::State, response::Response};

pub use super::strip::{Strip, due_chip};
use super::{
    Seen, advice, beside,
    explanation::{self, Why},
    lifecycle,
    parked::{self, PointView},
    reopening::{self, ReopeningView},
    seen::Behalf,
};
use crate::{
    access::{Action, Relation, Stage},
    app::App,
    web::{Result, Shell, Texts, page, when},
};

/// Something the viewer can do or read now.
pub struct Door {
    pub href: String,
    pub label: String,
    /// The deed whose turn it is, as against something to read.
    pub primary: bool,
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
            &[],
            &[Action::ReadActuals],
            "/actuals",
            Texts::door_actuals,
            Texts::door_actuals,
        ),
        (
            &[],
            &[Action::ReadNotes],
            "/notes",
            Texts::door_notes,
            Texts::door_notes,
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
            &[Action::CompleteOnBehalf],
            "/self-evaluation/on-behalf",
            Texts::behalf_title,
            Texts::behalf_title,
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
    behalf: Option<Behalf>,
    advices: Vec<AdviceView>,
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

struct AdviceView {
    title: String,
    days: String,
    place: String,
    body: String,
}

async fn advices(app: &App, seen: &Seen, shell: &Shell) -> Result<Vec<AdviceView>> {
    let l = shell.l;
    let given = advice::given(&app.db, seen).await?;
    Ok(given
        .into_iter()
        .map(|one| AdviceView {
            title: match one.kind {
                advice::Kind::EarlierSuperior => l.advice_of(one.author),
                advice::Kind::Final => l.advice_of_final(one.author),
            },
            days: l.advice_span(
                l.period(
                    when::day(one.from_on, shell.lang),
                    when::day(one.until_on, shell.lang),
                ),
                (one.until_on - one.from_on).whole_days() + 1,
            ),
            place: [one.department, one.position]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            body: if one.submitted_at.is_some() {
                one.body
            } else {
                l.advice_waiting()
            },
        })
        .collect())
}

struct ResultView {
    total: String,
    grade: String,
    multiplier: String,
    provisional: bool,
    why: Option<Why>,
}

pub async fn show(State(app): State<App>, shell: Shell, seen: Seen) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let a = &seen.appraisal;
    let (l, zh) = (shell.l, shell.lang.is_zh());
    let points = parked::points(&app.db, &seen).await?;
    let beside = beside::load(&app.db, &seen).await?;
    let asked = !beside.reopenings.is_empty() || seen.can(Action::RequestReopening);
    let why = explanation::load(&app.db, &seen)
        .await?
        .map(|breakdown| Why::of(&breakdown, shell.lang));
    let result = seen.result().map(|outcome| ResultView {
        why,
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
        // what HR knows of the employee's view stands where their own words would
        behalf: a
            .behalf
            .clone()
            .filter(|_| seen.can(Action::ReadSelfEvaluation)),
        advices: advices(&app, &seen, &shell).await?,
        can_release: seen.can(Action::Release) && a.approved_at.is_some(),
        can_unrelease: seen.can(Action::Unrelease)
            && a.opened_at.is_none()
            && seen.is(Relation::Hr),
        version: a.version,
        shell: shell.titled(a.appraisee.name.clone()),
    };
    page(&template)
}
