//! The list of cycles, and one cycle.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};

use super::{
    acts::{address, id},
    store::{self, Cycle, Status},
};
use crate::{
    access::{Stage, Viewer},
    app::App,
    appraisals::{
        list::{Filter, Listing, Pick, department_picks, stage_picks},
        words,
    },
    web::{Asked, Result, Shell, Texts, page, when},
};

struct LineView {
    href: String,
    name: String,
    period: String,
    until: String,
    status: String,
    chip: &'static str,
    total: i64,
    concluded: i64,
    overdue: i64,
}

#[derive(Template)]
#[template(path = "cycles/list.html")]
struct ListPage {
    shell: Shell,
    lines: Vec<LineView>,
}

fn status(status: Status, done: bool, l: &Texts) -> (String, &'static str) {
    match status {
        Status::Draft => (l.cycle_draft(), "plain"),
        Status::Running if done => (l.cycle_done(), "plain"),
        Status::Running => (l.cycle_running(), "ok"),
        Status::Cancelled => (l.cycle_cancelled(), "plain"),
    }
}

/// `GET /cycles`
pub async fn list(State(app): State<App>, shell: Shell) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let l = shell.l;
    let lines = store::list(&app.db, today)
        .await?
        .into_iter()
        .map(|line| {
            // the withdrawn ones are out of the denominator
            let counted = line.total - line.withdrawn;
            let (status, chip) = status(line.status, counted == line.concluded, l);
            LineView {
                href: address(
                    line.id,
                    if line.status == Status::Draft {
                        "/preview"
                    } else {
                        ""
                    },
                ),
                name: line.name,
                period: l.period(
                    when::day(line.starts_on, shell.lang),
                    when::day(line.ends_on, shell.lang),
                ),
                until: when::day(line.sign_due, shell.lang),
                status,
                chip,
                total: counted,
                concluded: line.concluded,
                overdue: line.overdue,
            }
        })
        .collect();
    page(&ListPage {
        lines,
        shell: shell.titled(l.nav_cycles()),
    })
}

struct Fact {
    label: String,
    value: String,
}

struct StageView {
    key: &'static str,
    label: String,
    href: String,
    count: i64,
    overdue: i64,
}

#[derive(Template)]
#[template(path = "cycles/show.html")]
struct ShowPage {
    shell: Shell,
    href: String,
    name: String,
    status: String,
    chip: &'static str,
    facts: Vec<Fact>,
    departments: String,
    cancelled_reason: String,
    stages: Vec<StageView>,
    total: i64,
    cancellable: bool,
    version: i32,
    listing: Listing,
    q: String,
    stage_picks: Vec<Pick>,
    department_picks: Vec<Pick>,
    overdue: bool,
}

/// `GET /cycles/{id}`
pub async fn show(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(cycle): Path<String>,
    asked: Asked,
) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let cycle = store::load(&app.db, id(&cycle)?, today).await?;
    let shell = shell.titled(cycle.terms.name.clone());
    let mut filter = Filter::asked(&asked);
    filter.cycle = Some(cycle.id.0);
    let listing = Listing::load(&app, &viewer, &shell, &asked, &filter).await?;
    let l = shell.l;
    let total = cycle.stages.iter().map(|stage| stage.count).sum();
    let open = cycle
        .stages
        .iter()
        .any(|stage| Stage::OPEN.contains(&stage.stage));
    let (status, chip) = status(cycle.status, !open, l);
    let ids = cycle.terms.departments.iter().copied();
    let page_struct = ShowPage {
        href: address(cycle.id, ""),
        status,
        chip,
        facts: facts(&cycle, &viewer.zone, &shell),
        stages: cycle
            .stages
            .iter()
            .map(|line| StageView {
                key: line.stage.key(),
                label: words::stage(line.stage, l),
                href: asked.with(&[("stage", line.stage.key())]),
                count: line.count,
                overdue: if Stage::OPEN.contains(&line.stage) {
                    line.overdue
                } else {
                    0
                },
            })
            .collect(),
        total,
        cancellable: cycle.status != Status::Cancelled && (open || total == 0),
        version: cycle.version,
        q: asked.text("q"),
        stage_picks: stage_picks(&shell, &asked.text("stage")),
        department_picks: department_picks(
            ids.zip(cycle.departments.iter().cloned()).collect(),
            &asked.text("department"),
        ),
        overdue: filter.overdue,
        departments: cycle.departments.join(&l.words_comma()),
        cancelled_reason: cycle.cancelled_reason,
        name: cycle.terms.name,
        listing,
        shell,
    };
    page(&page_struct)
}

fn facts(cycle: &Cycle, zone: &jiff::tz::TimeZone, shell: &Shell) -> Vec<Fact> {
    let (l, terms) = (shell.l, &cycle.terms);
    let day = |date| when::day(date, shell.lang);
    let zh = shell.lang.is_zh();
    let mut facts = vec![
        (
            l.facts_period(),
            l.period(day(terms.starts_on), day(terms.ends_on)),
        ),
        (l.cycle_form(), cycle.form.name.get(zh).to_owned()),
    ];
    let due = [
        (Stage::Goals, terms.goals_due),
        (Stage::SelfEvaluation, Some(terms.self_due)),
        (Stage::Evaluation, Some(terms.evaluation_due)),
        (Stage::Review, terms.review_due),
        (Stage::Interview, Some(terms.interview_due)),
        (Stage::SignOff, Some(terms.sign_due)),
    ];
    for (stage, date) in due {
        if let Some(date) = date {
            facts.push((words::stage(stage, l), l.due_until(day(date))));
        }
    }
    if let Some(at) = cycle.launched_at {
        facts.push((l.cycle_launched(), when::instant(at, zone, shell.lang)));
    }
    facts.push((l.cycle_notice(), l.cycle_days(terms.notice_days)));
    facts.push((l.cycle_dispute(), l.cycle_working_days(terms.dispute_days)));
    facts
        .into_iter()
        .map(|(label, value)| Fact { label, value })
        .collect()
}
