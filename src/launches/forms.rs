//! The form for a new cycle or a draft.

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
    store::{self, Status},
};
use crate::{
    access::Stage,
    app::App,
    appraisals::words,
    cycles::calendar,
    ground::ids::CycleId,
    web::{Error, FieldError, Fields, Result, Shell, forms::Faults, page, when},
};

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
#[allow(clippy::struct_excessive_bools)] // each answers one question of the template
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
    all_departments: bool,
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
        all_departments: false,
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
        all_departments: fields.has("all_departments"),
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
