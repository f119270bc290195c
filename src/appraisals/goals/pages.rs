//! The goals to agree on, and to read later.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    rules::{self, MOST_GOALS},
    store::{self, Goals},
};
use crate::{
    access::Action,
    app::App,
    appraisals::{Seen, overview::Strip},
    ground::decimals,
    web::{FieldError, Fields, Result, Shell, forms::Faults, page},
};

/// Empty rows below the goals, for more of them.
const SPARE: usize = 3;

struct RowView {
    /// The number in the names of the fields; people count from 1.
    index: usize,
    number: String,
    title: String,
    title_error: String,
    serves: String,
    serves_error: String,
    weight: String,
    weight_error: String,
}

struct SideView {
    name: String,
    confirmed: bool,
}

#[allow(clippy::struct_excessive_bools)] // each answers one question of the template
#[derive(Template)]
#[template(path = "appraisals/goals.html")]
struct GoalsPage {
    shell: Shell,
    strip: Strip,
    version: i32,
    errors: Vec<FieldError>,
    editing: bool,
    rows: Vec<RowView>,
    sum: String,
    /// What is missing or too much; empty when the weights are whole.
    difference: String,
    sides: Vec<SideView>,
    can_confirm: bool,
    confirmed_by_me: bool,
    /// A change takes confirmations away and needs a reason.
    reason_needed: bool,
    reason: String,
    reason_error: String,
    change_reason: String,
    with_goals: bool,
}

/// `GET …/goals`
pub async fn show(State(app): State<App>, shell: Shell, seen: Seen) -> Result<Response> {
    let goals = store::load(&app.db, &seen).await?;
    render(&app, shell, &seen, &goals, None, &Faults::default())
}

/// The form again with everything that was typed and a message at each field.
pub(super) fn again(
    app: &App,
    shell: Shell,
    seen: &Seen,
    goals: &Goals,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let response = render(app, shell, seen, goals, Some(fields), faults)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, response).into_response())
}

fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    found: &Goals,
    typed: Option<&Fields>,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let a = &seen.appraisal;
    let editing = seen.can(Action::EditGoals) && a.cycle.with_goals;
    let gap = rules::gap(&found.goals);
    let difference = if rules::whole(&found.goals) {
        String::new()
    } else if gap.is_sign_negative() {
        l.goals_over(decimals::show(-gap))
    } else {
        l.goals_short(decimals::show(gap))
    };
    let sides: Vec<SideView> = [&a.appraisee, &a.superior]
        .into_iter()
        .map(|party| SideView {
            name: party.name.clone(),
            confirmed: found.confirmed.contains(&party.id),
        })
        .collect();
    let confirmed_by_me = found.confirmed.contains(&seen.viewer.id);
    let shell = shell.titled(l.stage_goals());
    let template = GoalsPage {
        strip: Strip::of(seen, app.clock.today(&app.settings.zone), &shell),
        version: typed.map_or(a.version, Fields::version),
        errors: FieldError::list(faults, l),
        editing,
        rows: rows(found, typed, faults, editing, &shell),
        sum: decimals::show_rounded(rules::sum(&found.goals), 2),
        can_confirm: seen.can(Action::ConfirmGoals) && difference.is_empty() && !confirmed_by_me,
        difference,
        sides,
        confirmed_by_me,
        reason_needed: !found.confirmed.is_empty(),
        reason: typed
            .map(|fields| fields.get("reason").to_owned())
            .unwrap_or_default(),
        reason_error: faults.at("reason", l),
        change_reason: a
            .return_reason
            .clone()
            .filter(|_| editing)
            .unwrap_or_default(),
        with_goals: a.cycle.with_goals,
        shell,
    };
    page(&template)
}

fn rows(
    found: &Goals,
    typed: Option<&Fields>,
    faults: &Faults,
    editing: bool,
    shell: &Shell,
) -> Vec<RowView> {
    let count = if editing {
        // a typed form may use rows further down
        let used = typed.map_or(0, |fields| {
            (0..MOST_GOALS)
                .rev()
                .find(|row| fields.has(&format!("title.{row}")))
                .map_or(0, |last| last + 1)
        });
        (found.goals.len() + SPARE).max(used).min(MOST_GOALS)
    } else {
        found.goals.len()
    };
    (0..count)
        .map(|row| {
            let goal = found.goals.get(row);
            let slot = |field: &str, kept: String| {
                let name = format!("{field}.{row}");
                let value = typed.map_or(kept, |fields| fields.get(&name).to_owned());
                (value, faults.at(&name, shell.l))
            };
            let (title, title_error) =
                slot("title", goal.map(|g| g.title.clone()).unwrap_or_default());
            let (serves, serves_error) =
                slot("serves", goal.map(|g| g.serves.clone()).unwrap_or_default());
            let (weight, weight_error) = slot(
                "weight",
                goal.map(|g| decimals::show(g.weight)).unwrap_or_default(),
            );
            RowView {
                index: row,
                number: (row + 1).to_string(),
                title,
                title_error,
                serves,
                serves_error,
                weight,
                weight_error,
            }
        })
        .collect()
}
