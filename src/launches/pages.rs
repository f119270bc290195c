//! The list of cycles, one cycle, and the form for a new one or a draft.

use std::collections::HashSet;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    acts::{address, id},
    rules::{self, Terms},
    store::{self, Cycle, Status},
};
use crate::{
    access::{Stage, Viewer},
    app::App,
    appraisals::{
        list::{Filter, Listing, Pick, department_picks, stage_picks},
        words,
    },
    cycles::calendar,
    ground::ids::CycleId,
    web::{Asked, Error, FieldError, Fields, Result, Shell, Texts, forms::Faults, page, when},
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
        Status::Running if done => (l.cycle_done(), "ok"),
        Status::Running => (l.cycle_running(), "soon"),
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

/// Whether the form makes a new cycle or changes a draft that was read at a version.
#[derive(Debug, Clone, Copy)]
pub(super) enum Editing {
    New,
    Draft(CycleId, i32),
}

struct DepartmentView {
    id: String,
    label: String,
    ticked: bool,
}

struct DeadlineView {
    name: &'static str,
    label: String,
    value: String,
    error: String,
    required: bool,
}

#[derive(Template)]
#[template(path = "cycles/form.html")]
struct FormPage {
    shell: Shell,
    action: String,
    version: i32,
    draft: bool,
    errors: Vec<FieldError>,
    cycle_name: String,
    name_error: String,
    starts_on: String,
    starts_error: String,
    ends_on: String,
    ends_error: String,
    departments: Vec<DepartmentView>,
    departments_error: String,
    with_goals: bool,
    with_review: bool,
    with_facilitator: bool,
    deadlines: Vec<DeadlineView>,
    notice_days: String,
    notice_error: String,
    dispute_days: String,
    dispute_error: String,
}

/// `GET /cycles/new`
pub async fn new(State(app): State<App>, shell: Shell) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let due = rules::suggested(today, &calendar::load(&app.db).await?);
    let (starts_on, ends_on) = rules::suggested_period(today);
    let terms = Terms {
        name: String::new(),
        starts_on,
        ends_on,
        departments: Vec::new(),
        with_goals: false,
        with_review: true,
        with_facilitator: true,
        notice_days: 7,
        dispute_days: 7,
        goals_due: Some(due[0]),
        self_due: due[1],
        evaluation_due: due[2],
        review_due: Some(due[3]),
        interview_due: due[4],
        sign_due: due[5],
    };
    let fields = typed(&terms);
    form(&app, shell, Editing::New, &fields, &Faults::default()).await
}

/// `GET /cycles/{id}/edit`: a draft that is not launched yet.
pub async fn edit(
    State(app): State<App>,
    shell: Shell,
    Path(cycle): Path<String>,
) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let cycle = store::load(&app.db, id(&cycle)?, today).await?;
    if cycle.status != Status::Draft {
        return Err(Error::Refused(vec![shell.l.cycle_not_draft()]));
    }
    let editing = Editing::Draft(cycle.id, cycle.version);
    let fields = typed(&cycle.terms);
    form(&app, shell, editing, &fields, &Faults::default()).await
}

/// The form again with everything that was typed and a message at each field.
pub(super) async fn again(
    app: &App,
    shell: Shell,
    editing: Editing,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let page = form(app, shell, editing, fields, faults).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Terms as the fields of the form.
fn typed(terms: &Terms) -> Fields {
    let day = |date: Option<time::Date>| date.map(when::input_day).unwrap_or_default();
    let mut pairs: Vec<(String, String)> = [
        ("name", terms.name.clone()),
        ("starts_on", day(Some(terms.starts_on))),
        ("ends_on", day(Some(terms.ends_on))),
        ("goals_due", day(terms.goals_due)),
        ("self_due", day(Some(terms.self_due))),
        ("evaluation_due", day(Some(terms.evaluation_due))),
        ("review_due", day(terms.review_due)),
        ("interview_due", day(Some(terms.interview_due))),
        ("sign_due", day(Some(terms.sign_due))),
        ("notice_days", terms.notice_days.to_string()),
        ("dispute_days", terms.dispute_days.to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    for (name, ticked) in [
        ("with_goals", terms.with_goals),
        ("with_review", terms.with_review),
        ("with_facilitator", terms.with_facilitator),
    ] {
        if ticked {
            pairs.push((name.to_owned(), "1".to_owned()));
        }
    }
    let departments = terms.departments.iter();
    pairs.extend(departments.map(|id| ("department".to_owned(), id.to_string())));
    Fields::from_pairs(pairs)
}

async fn form(
    app: &App,
    shell: Shell,
    editing: Editing,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let ticked: HashSet<&str> = fields.all("department").collect();
    let departments = store::departments(&app.db)
        .await?
        .into_iter()
        .map(|line| DepartmentView {
            ticked: ticked.contains(line.id.to_string().as_str()),
            id: line.id.to_string(),
            label: l.cycle_department(line.name, line.active),
        })
        .collect();
    let value = |name: &str| fields.get(name).to_owned();
    let labels = [
        words::stage(Stage::Goals, l),
        words::stage(Stage::SelfEvaluation, l),
        words::stage(Stage::Evaluation, l),
        words::stage(Stage::Review, l),
        words::stage(Stage::Interview, l),
        words::stage(Stage::SignOff, l),
    ];
    let deadlines = rules::DEADLINES
        .into_iter()
        .zip(labels)
        .map(|(name, label)| DeadlineView {
            name,
            label,
            value: value(name),
            error: faults.at(name, l),
            required: !matches!(name, "goals_due" | "review_due"),
        })
        .collect();
    let (action, version, title) = match editing {
        Editing::New => ("/cycles".to_owned(), 0, l.cycle_new()),
        Editing::Draft(id, version) => (address(id, ""), version, l.cycle_edit()),
    };
    page(&FormPage {
        action,
        version,
        draft: matches!(editing, Editing::Draft(..)),
        errors: FieldError::list(faults, l),
        cycle_name: value("name"),
        name_error: faults.at("name", l),
        starts_on: value("starts_on"),
        starts_error: faults.at("starts_on", l),
        ends_on: value("ends_on"),
        ends_error: faults.at("ends_on", l),
        departments,
        departments_error: faults.at("department", l),
        with_goals: fields.has("with_goals"),
        with_review: fields.has("with_review"),
        with_facilitator: fields.has("with_facilitator"),
        deadlines,
        notice_days: value("notice_days"),
        notice_error: faults.at("notice_days", l),
        dispute_days: value("dispute_days"),
        dispute_error: faults.at("dispute_days", l),
        shell: shell.titled(title),
    })
}
