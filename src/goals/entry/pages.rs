//! The form and its preview.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use uuid::Uuid;

use super::{
    rules::{PersonFault, Plan, RowFault},
    store::{self, CycleLine},
};
use crate::{
    access::{Lang, Viewer},
    app::App,
    company_goals,
    goals::{forms, pages::difference, rules, views},
    ground::decimals::{self, DecimalError},
    tables::pasted::Unfound,
    web::{
        Error, Fields, FormView, Pick, Result, Shell, Texts,
        forms::{Fault, Faults},
        page, texts,
    },
};

struct PersonView {
    name: String,
    number: String,
    goals: Vec<String>,
    count: usize,
    sum: String,
    difference: String,
    state: String,
    state_class: &'static str,
    fault: String,
}

struct RowErrorView {
    line: String,
    text: String,
}

#[derive(Template)]
#[template(path = "goals/entry.html")]
struct EntryPage {
    form: FormView,
    shell: Shell,
    cycles: Vec<Pick>,
    rows: String,
    /// Whether there is something to look at.
    previewed: bool,
    people: Vec<PersonView>,
    row_errors: Vec<RowErrorView>,
    /// The summary of what would happen.
    summary: String,
    whole: bool,
    nothing_new: bool,
    changed_meanwhile: bool,
    voids: usize,
    reason: String,
    seen: String,
}

/// What stands in the form beside the plan.
pub struct Shown<'a> {
    pub cycles: &'a [CycleLine],
    pub cycle: Option<Uuid>,
    pub text: &'a str,
    pub reason: &'a str,
    pub faults: Faults,
    pub seen: String,
    pub changed_meanwhile: bool,
}

/// `GET /goals/entry`
pub async fn show(app: App, shell: Shell, viewer: Viewer) -> Result<Response> {
    let cycles = store::cycles(&app.db, &viewer).await?;
    if cycles.is_empty() && !company_goals::manages(&app.db, &viewer).await? {
        return Err(Error::NotFound);
    }
    let shown = Shown {
        cycle: cycles.first().map(|line| line.id),
        cycles: &cycles,
        text: "",
        reason: "",
        faults: Faults::default(),
        seen: String::new(),
        changed_meanwhile: false,
    };
    preview(shell, &Plan::default(), &shown)
}

pub fn preview(shell: Shell, plan: &Plan, shown: &Shown) -> Result<Response> {
    let l = shell.l;
    let changed = plan.people.iter().filter(|one| one.changed).count();
    let goals: usize = plan.people.iter().map(|one| one.goals.len()).sum();
    let status = if shown.changed_meanwhile {
        StatusCode::CONFLICT
    } else if shown.faults.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = EntryPage {
        form: FormView::of(&Fields::default(), &shown.faults, l).labels([
            ("cycle", l.entry_cycle()),
            ("reason", l.goals_reason()),
            ("rows", l.entry_rows()),
        ]),
        cycles: shown
            .cycles
            .iter()
            .map(|line| {
                Pick::new(
                    line.id.to_string(),
                    line.name.clone(),
                    shown.cycle == Some(line.id),
                )
            })
            .collect(),
        rows: shown.text.to_owned(),
        previewed: !plan.people.is_empty() || !plan.faults.is_empty(),
        people: plan.people.iter().map(|one| person(one, l)).collect(),
        row_errors: plan
            .faults
            .iter()
            .map(|(line, fault)| RowErrorView {
                line: line.to_string(),
                text: row_fault(fault, shell.lang),
            })
            .collect(),
        summary: l.entry_summary(
            goals.to_string(),
            plan.people.len().to_string(),
            changed.to_string(),
        ),
        whole: plan.whole(),
        nothing_new: changed == 0,
        changed_meanwhile: shown.changed_meanwhile,
        voids: plan.voids(),
        reason: shown.reason.to_owned(),
        seen: shown.seen.clone(),
        shell: shell.titled(l.entry_title()),
    };
    Ok((status, page(&template)?).into_response())
}

fn person(one: &super::PersonPlan, l: &Texts) -> PersonView {
    let (state, state_class) = if one.fault.is_some() {
        (l.entry_refused(), "chip-over")
    } else if !one.changed {
        (l.entry_unchanged(), "")
    } else if one.target.goals.is_empty() {
        (l.entry_new(), "chip-ok")
    } else {
        (l.entry_replaced(one.target.goals.len()), "chip-soon")
    };
    PersonView {
        name: one.target.name.clone(),
        number: one.target.number.clone(),
        count: one.goals.len(),
        goals: one
            .goals
            .iter()
            .map(|goal| {
                let target = views::target(goal, l);
                let weight = l.goals_weight_of(decimals::show(goal.weight));
                if target.is_empty() {
                    format!("{} · {weight}", goal.title)
                } else {
                    format!("{} · {weight} · {target}", goal.title)
                }
            })
            .collect(),
        sum: decimals::show(rules::sum(&one.goals)),
        difference: difference(&one.goals, l),
        state,
        state_class,
        fault: one
            .fault
            .as_ref()
            .map(|fault| person_fault(fault, l))
            .unwrap_or_default(),
    }
}

pub fn person_fault(fault: &PersonFault, l: &Texts) -> String {
    match fault {
        PersonFault::NotInGoals => l.entry_not_in_goals(),
        PersonFault::TooMany => l.entry_too_many(rules::MOST_GOALS.to_string()),
        PersonFault::InUse(title) => l.goals_in_use(title.as_str()),
    }
}

fn row_fault(fault: &RowFault, lang: Lang) -> String {
    let l = texts(lang);
    let at = |field: &str, text: String| l.entry_at(column(field, l), text);
    let number = |field: &str, error: &DecimalError| match error {
        DecimalError::Empty => at(field, Fault::Required.text(l)),
        error => at(field, Fault::Number(*error).text(l)),
    };
    match fault {
        RowFault::Person(Unfound::Missing) => l.rows_person_missing(),
        RowFault::Person(Unfound::Unknown) => l.rows_person_unknown(),
        RowFault::Person(Unfound::Ambiguous) => l.rows_person_ambiguous(),
        RowFault::TitleMissing => at("title", Fault::Required.text(l)),
        RowFault::TooLong(field) => at(field, l.entry_too_long()),
        RowFault::Unreadable(field) => at(field, Fault::ControlCharacters.text(l)),
        RowFault::Weight(error) => number("weight", error),
        RowFault::Target(error) => number("target", error),
        RowFault::Direction => l.entry_direction(),
        RowFault::Indicator => at("indicator", l.entry_indicator()),
        RowFault::Misfit(misfit) => at("indicator", forms::tell(misfit, lang)),
        RowFault::DueOn => at("due_on", Fault::NotADate.text(l)),
        RowFault::Twice(line) => l.entry_twice(line.to_string()),
    }
}

fn column(field: &str, l: &Texts) -> String {
    match field {
        "title" => l.goals_title(),
        "weight" => l.score_weight(),
        "target" => l.goals_target(),
        "unit" => l.goals_unit(),
        "serves" => l.goals_serves(),
        "measured_by" => l.goals_measured_by(),
        "indicator" => l.goals_indicator(),
        _ => l.goals_due_on(),
    }
}
