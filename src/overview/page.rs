//! The appraisal's page: its stages, whose turn it is, what happens next, and the doors to the rest.

use askama::Template;
use axum::response::Response;

use crate::{
    access::{Action, Relation, Stage},
    app::App,
    appraisals::{Header, OnBehalf, Seen},
    evaluations::explanation,
    overview::{
        links::{Asked, Link, links},
        related,
    },
    plans::parked::{points as parked, points::PointView},
    requests::{
        advice,
        reopening::{self, ReopeningView},
    },
    scoring::breakdown::Why,
    web::{Result, Shell, page, when},
};

#[derive(Template)]
#[template(path = "overview/show.html")]
struct ShowPage {
    shell: Shell,
    header: Header,
    links: Vec<Link>,
    number: String,
    position: String,
    department: String,
    superior: String,
    /// "Li Wei (30%)": those who score beside the superior.
    further: Vec<String>,
    facilitator: String,
    period: String,
    result: Option<ResultView>,
    /// Released to the reader, who has not opened it yet.
    unopened: bool,
    parked: Vec<PointView>,
    withdrawn_reason: String,
    on_behalf: Option<OnBehalf>,
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

fn advices(given: Vec<advice::Given>, shell: &Shell) -> Vec<AdviceView> {
    let l = shell.l;
    given
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
            body: match one.body {
                None => l.advice_waiting(),
                // gone with the working material
                Some(words) if words.is_empty() => l.trail_emptied(),
                Some(words) => words,
            },
        })
        .collect()
}

struct ResultView {
    total: String,
    grade: String,
    multiplier: String,
    provisional: bool,
    why: Option<Why>,
}

pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let a = &seen.appraisal;
    let (l, lang) = (shell.l, shell.lang);
    let points = parked::points(&app.db, &seen).await?;
    let beside = related::load(&app.db, &seen).await?;
    let asked = !beside.reopenings.is_empty() || seen.can(Action::RequestReopening);
    let asked = Asked {
        parked: !points.is_empty(),
        reopening: asked,
        comment: beside.comment,
    };
    let why = explanation::standing(&app.db, &seen, beside.kept)
        .await?
        .map(|breakdown| Why::of(&breakdown, shell.lang));
    let result = seen.result().map(|outcome| ResultView {
        why,
        total: a.cycle.scheme.printable(outcome.total).to_string(),
        grade: a
            .cycle
            .scheme
            .band(outcome.grade)
            .map(|band| band.name.get(lang).to_owned())
            .unwrap_or_default(),
        multiplier: crate::ground::decimals::show(outcome.multiplier),
        provisional: a.provisional,
    });
    let shell = shell.titled(l.appraisal_title());
    let template = ShowPage {
        header: Header::of(&seen, &app, &shell),
        links: links(&seen, &asked, app.moment(), l),
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
        further: a
            .further
            .iter()
            .map(|one| l.part_who(one.name.as_str(), one.share.as_str()))
            .collect(),
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
        on_behalf: a
            .on_behalf
            .clone()
            .filter(|_| seen.can(Action::ReadSelfEvaluation)),
        advices: advices(beside.advices, &shell),
        can_release: seen.can(Action::Release) && a.approved_at.is_some(),
        can_unrelease: seen.can(Action::Unrelease)
            && a.opened_at.is_none()
            && seen.is(Relation::Hr),
        version: a.version,
        shell,
    };
    page(&template)
}
