//! The form for a new cycle or a draft.

use std::collections::HashSet;

use askama::Template;
use axum::response::Response;

use super::{
    address::address,
    rules::{self, After, Kind, Terms},
    store::{self, Status},
    words,
};
use crate::{
    access::Stage,
    app::App,
    appraisals::words as appraisal_words,
    calendar,
    ground::ids::CycleId,
    people::Level,
    web::{At, Error, Fields, FormView, Pick, Result, Shell, forms::Faults, page, when},
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
    afters: Vec<Pick>,
    days: String,
}

#[derive(Template)]
#[template(path = "cycles/form.html")]
#[allow(clippy::struct_excessive_bools)] // each answers one question of the template
struct FormPage {
    form: FormView,
    shell: Shell,
    action: String,
    version: i32,
    draft: bool,
    departments: Vec<DepartmentView>,
    all_departments: bool,
    with_below: bool,
    kinds: Vec<Pick>,
    levels: Vec<Pick>,
    with_goals: bool,
    with_review: bool,
    with_facilitator: bool,
    deadlines: Vec<DeadlineView>,
}

/// `GET /cycles/new`
pub async fn new(app: App, shell: Shell) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let due = rules::suggested(today, &calendar::load(&app.db).await?);
    let (starts_on, ends_on) = rules::suggested_period(today);
    let terms = Terms {
        name: String::new(),
        starts_on,
        ends_on,
        kind: Kind::HalfYear,
        departments: Vec::new(),
        all_departments: false,
        with_below: true,
        levels: Vec::new(),
        hired_from: None,
        hired_to: None,
        least_months: 0,
        service_on: None,
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
        counts: rules::Counts::new(),
    };
    let fields = typed(&terms);
    form(&app, shell, Editing::New, &fields, &Faults::default()).await
}

/// `GET /cycles/{id}/edit`: a draft that is not launched yet.
pub async fn edit(app: App, shell: Shell, At(cycle): At<CycleId>) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let cycle = store::load(&app.db, cycle, today).await?;
    if cycle.status != Status::Draft {
        return Err(Error::Refused(vec![shell.l.cycle_not_draft()]));
    }
    let editing = Editing::Draft(cycle.id, cycle.version);
    let fields = typed(&cycle.terms);
    form(&app, shell, editing, &fields, &Faults::default()).await
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
        ("kind", terms.kind.key().to_owned()),
        ("hired_from", day(terms.hired_from)),
        ("hired_to", day(terms.hired_to)),
        ("service_on", day(terms.service_on)),
        (
            "least_months",
            if terms.least_months > 0 {
                terms.least_months.to_string()
            } else {
                String::new()
            },
        ),
        ("notice_days", terms.notice_days.to_string()),
        ("dispute_days", terms.dispute_days.to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    for (name, ticked) in [
        ("with_below", terms.with_below),
        ("with_goals", terms.with_goals),
        ("with_review", terms.with_review),
        ("with_facilitator", terms.with_facilitator),
    ] {
        if ticked {
            pairs.push((name.to_owned(), "1".to_owned()));
        }
    }
    for (name, count) in &terms.counts {
        pairs.push((format!("{name}_after"), count.after.key().to_owned()));
        pairs.push((format!("{name}_days"), count.days.to_string()));
    }
    let levels = terms.levels.iter();
    pairs.extend(levels.map(|level| ("level".to_owned(), level.key().to_owned())));
    let departments = terms.departments.iter();
    pairs.extend(departments.map(|id| ("department".to_owned(), id.to_string())));
    Fields::from_pairs(pairs)
}

pub(super) async fn form(
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
        appraisal_words::stage(Stage::Goals, l),
        appraisal_words::stage(Stage::SelfEvaluation, l),
        appraisal_words::stage(Stage::Evaluation, l),
        appraisal_words::stage(Stage::Review, l),
        appraisal_words::stage(Stage::Interview, l),
        appraisal_words::stage(Stage::SignOff, l),
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
            afters: afters(&value(&format!("{name}_after")), l),
            days: value(&format!("{name}_days")),
        })
        .collect();
    let (action, version, title) = match editing {
        Editing::New => ("/cycles".to_owned(), 0, l.cycle_new()),
        Editing::Draft(id, version) => (address(id, ""), version, l.cycle_edit()),
    };
    page(&FormPage {
        form: FormView::of(fields, faults, l).labels([
            ("name", l.cycle_name()),
            ("starts_on", l.cycle_starts()),
            ("ends_on", l.cycle_ends()),
            ("kind", l.cycle_kind()),
            ("hired_from", l.cycle_hired_from()),
            ("hired_to", l.cycle_hired_to()),
            ("least_months", l.cycle_least_months()),
            ("service_on", l.cycle_service_on()),
            ("notice_days", l.cycle_notice()),
            ("dispute_days", l.cycle_dispute()),
        ]),
        action,
        version,
        draft: matches!(editing, Editing::Draft(..)),
        departments,
        all_departments: fields.has("all_departments"),
        with_below: fields.has("with_below"),
        kinds: Kind::ALL
            .into_iter()
            .map(|one| Pick::new(one.key(), words::kind(one, l), value("kind") == one.key()))
            .collect(),
        levels: Level::ALL
            .into_iter()
            .map(|one| {
                Pick::new(
                    one.key(),
                    words::level(one, l),
                    fields.all("level").any(|key| key == one.key()),
                )
            })
            .collect(),
        with_goals: fields.has("with_goals"),
        with_review: fields.has("with_review"),
        with_facilitator: fields.has("with_facilitator"),
        deadlines,
        shell: shell.titled(title),
    })
}

/// What a deadline can be counted from.
fn afters(chosen: &str, l: &crate::web::Texts) -> Vec<Pick> {
    let date = Pick::new("date", l.due_on_date(), After::from_key(chosen).is_none());
    let counted = After::ALL.into_iter().map(|one| {
        Pick::new(
            one.key(),
            match one {
                After::Previous => l.due_after_previous(),
                After::Launch => l.due_after_launch(),
                After::End => l.due_after_end(),
            },
            chosen == one.key(),
        )
    });
    std::iter::once(date).chain(counted).collect()
}
