//! The list of cycles, and one cycle.

use askama::Template;
use axum::response::Response;

use super::{
    address::address,
    lines::{self, Order},
    rules::DEADLINES,
    running,
    store::{self, Cycle, Status},
    words,
};
use crate::{
    access::{Stage, Viewer},
    app::App,
    appraisals::{
        header::due_chip,
        list::{Filter, Listing, department_picks, stage_picks},
        words as appraisal_words,
    },
    ground::ids::CycleId,
    jobs::{self, Progress, kinds},
    people,
    web::{Asked, At, Heading, LIMIT, PAGE, Pick, Result, Shell, page, turn_page, when},
};

struct LineView {
    href: String,
    name: String,
    kind: String,
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
    q: String,
    statuses: Vec<Pick>,
    /// Something was searched for.
    filtered: bool,
    by_name: Heading,
    by_period: Heading,
    shown: String,
    before: String,
    after: String,
}

/// `GET /cycles`
pub async fn list(app: App, shell: Shell, asked: Asked) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let l = shell.l;
    let order = Order::from_key(&asked.text("sort"));
    let chosen = asked.text("status");
    let wanted = lines::Wanted {
        pattern: asked.pattern("q"),
        status: Status::ALL.into_iter().find(|one| one.key() == chosen),
        order,
        cursor: asked.cursor(),
        size: LIMIT,
    };
    let found = lines::list(&app.db, today, &wanted).await?;
    let (found, before, after) =
        turn_page(found, PAGE, &asked, |line| (line.key.clone(), line.id.0));
    let lines: Vec<LineView> = found
        .into_iter()
        .map(|line| {
            // the withdrawn ones are out of the denominator
            let counted = line.total - line.withdrawn;
            let (status, chip) = words::status(line.status, counted == line.concluded, l);
            let below = if line.status == Status::Draft {
                "/preview"
            } else {
                ""
            };
            LineView {
                href: address(line.id, below),
                name: line.name,
                kind: words::kind(line.kind, l),
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
    let statuses = Status::ALL.into_iter().map(|one| {
        Pick::new(
            one.key(),
            words::status(one, false, l).0,
            chosen == one.key(),
        )
    });
    page(&ListPage {
        q: asked.text("q"),
        statuses: statuses.collect(),
        filtered: wanted.pattern.is_some() || wanted.status.is_some(),
        by_name: asked.heading(l.cycle_name(), "name", "-period", false),
        by_period: asked.heading(l.facts_period(), "period", "-period", true),
        shown: l.cycles_shown(i64::try_from(lines.len()).unwrap_or(0)),
        lines,
        before,
        after,
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

/// A page of the cycle's appraisals.
struct Link {
    href: String,
    label: String,
}

struct DeadlineView {
    stage: String,
    day: String,
    chip: &'static str,
    text: String,
    extend: String,
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
    paused: String,
    progress: Option<Progress>,
    deadlines: Vec<DeadlineView>,
    stages: Vec<StageView>,
    total: i64,
    links: Vec<Link>,
    running: bool,
    /// Nothing but the close is left.
    closable: bool,
    unfinished: Vec<String>,
    cancellable: bool,
    version: i32,
    listing: Listing,
    q: String,
    stage_picks: Vec<Pick>,
    department_picks: Vec<Pick>,
    overdue: bool,
    /// While it runs: how many of its people have no password yet, and where they are listed.
    without_account: (i64, String),
}

/// `GET /cycles/{id}`
pub async fn show(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(cycle): At<CycleId>,
    asked: Asked,
) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let cycle = store::load(&app.db, cycle, today).await?;
    let shell = shell.titled(cycle.terms.name.clone());
    let mut filter = Filter::asked(&asked);
    filter.cycle = Some(cycle.id.0);
    let mut listing = Listing::load(&app, &viewer, &shell, &asked, &filter).await?;
    let running = cycle.status == Status::Running;
    listing.releasable &= running;
    let l = shell.l;
    let total = cycle.stages.iter().map(|stage| stage.count).sum();
    let open = cycle
        .stages
        .iter()
        .any(|stage| Stage::OPEN.contains(&stage.stage));
    let (status, chip) = words::status(cycle.status, !open && total > 0, l);
    let progress = progress(&app, &cycle).await?;
    let unfinished = running::unfinished(&cycle, l, shell.lang);
    let ids = cycle.terms.departments.iter().copied();
    let without_account = if running {
        people::cannot_sign_in(&app.db, cycle.id.0).await?
    } else {
        (0, String::new())
    };
    let page_struct = ShowPage {
        without_account,
        href: address(cycle.id, ""),
        status,
        chip,
        facts: facts(&cycle, &viewer.zone, &shell),
        stages: cycle
            .stages
            .iter()
            .map(|line| StageView {
                key: line.stage.key(),
                label: appraisal_words::stage(line.stage, l),
                href: asked.with(&[("stage", line.stage.key())]),
                count: line.count,
                overdue: if Stage::OPEN.contains(&line.stage) {
                    line.overdue
                } else {
                    0
                },
            })
            .collect(),
        links: links(&cycle, total, &shell),
        total,
        running,
        paused: cycle.paused_on.map_or_else(String::new, |on| {
            l.cycle_paused_since(when::day(on, shell.lang), cycle.paused_reason.clone())
        }),
        progress,
        deadlines: deadlines(&cycle, today, &shell),
        closable: running && unfinished.is_empty() && total > 0,
        unfinished,
        cancellable: !matches!(cycle.status, Status::Cancelled | Status::Closed)
            && (open || total == 0),
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

/// Where the cycle's appraisals are worked on: what its status has no use for is not offered.
fn links(cycle: &Cycle, total: i64, shell: &Shell) -> Vec<Link> {
    let (l, id) = (shell.l, cycle.id);
    let goes_on = !matches!(cycle.status, Status::Cancelled | Status::Closed);
    [
        (true, format!("/dashboard?cycle={id}"), l.nav_dashboard()),
        (goes_on, address(id, "/voices"), l.voices_title()),
        (
            cycle.status != Status::Cancelled,
            format!("/calibrations?cycle={id}"),
            l.calibrations_title(),
        ),
        (
            goes_on && cycle.status != Status::Paused,
            format!("/appraisals/release?cycle={id}"),
            l.release_title(),
        ),
    ]
    .into_iter()
    .filter(|(useful, ..)| *useful && total > 0)
    .map(|(_, href, label)| Link { href, label })
    .collect()
}

/// The launch that goes on.
async fn progress(app: &App, cycle: &Cycle) -> Result<Option<Progress>> {
    if cycle.status != Status::Launching {
        return Ok(None);
    }
    match jobs::live(&app.db, kinds::CYCLE_LAUNCH, &cycle.id.to_string()).await? {
        Some(id) => Ok(Some(Progress::load(app, id).await?)),
        None => Ok(None),
    }
}

fn deadlines(cycle: &Cycle, today: time::Date, shell: &Shell) -> Vec<DeadlineView> {
    let going = matches!(cycle.status, Status::Running | Status::Launching);
    let stages = words::deadlines(&cycle.terms, shell);
    let dates = DEADLINES.iter().zip(cycle.terms.dates());
    dates
        .filter_map(|(name, date)| Some((name, date?)))
        .zip(stages)
        .map(|((name, date), (stage, day))| {
            let (chip, text) = if going && date >= today {
                due_chip(date, today, shell)
            } else {
                ("", String::new())
            };
            DeadlineView {
                stage,
                day,
                chip: if chip == "plain" { "" } else { chip },
                text,
                extend: address(cycle.id, &format!("/extension?stage={name}")),
            }
        })
        .collect()
}

fn facts(cycle: &Cycle, zone: &jiff::tz::TimeZone, shell: &Shell) -> Vec<Fact> {
    let (l, terms) = (shell.l, &cycle.terms);
    let day = |date| when::day(date, shell.lang);
    let lang = shell.lang;
    let mut facts = vec![
        (
            l.facts_period(),
            l.period(day(terms.starts_on), day(terms.ends_on)),
        ),
        (l.cycle_kind(), words::kind(terms.kind, l)),
        (l.cycle_form(), cycle.form.name.get(lang).to_owned()),
    ];
    if !terms.levels.is_empty() {
        let names: Vec<String> = terms
            .levels
            .iter()
            .map(|one| words::level(*one, l))
            .collect();
        facts.push((l.cycle_levels(), names.join(&l.words_comma())));
    }
    if terms.least_months > 0 {
        facts.push((l.cycle_least_months(), l.cycle_months(terms.least_months)));
    }
    if let Some(at) = cycle.launched_at {
        facts.push((l.cycle_launched(), when::instant(at, zone, shell.lang)));
    }
    if let Some(at) = cycle.closed_at {
        facts.push((l.cycle_closed(), when::instant(at, zone, shell.lang)));
    }
    facts.push((l.cycle_notice(), l.cycle_days(terms.notice_days)));
    facts.push((l.cycle_dispute(), l.cycle_working_days(terms.dispute_days)));
    facts
        .into_iter()
        .map(|(label, value)| Fact { label, value })
        .collect()
}
