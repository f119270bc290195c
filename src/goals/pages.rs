//! The goals to agree on, and to read later with their figures, changes and versions.

use askama::Template;
use axum::response::Response;

use super::{
    rules::{self, Goal, Side},
    store::{self, Goals, Past},
    views::{self, LineView, RowView},
};
use crate::{
    access::Action,
    actuals,
    app::App,
    appraisals::{Seen, header::Header},
    company_goals,
    ground::decimals,
    web::{Fields, FormView, Result, Shell, forms::Faults, page, when},
};

struct SideView {
    name: String,
    confirmed: bool,
}

/// An open change of agreed goals.
struct ChangeView {
    id: String,
    proposed: String,
    reason: String,
    lines: Vec<LineView>,
    sides: Vec<SideView>,
    /// The viewer's confirmation is what is missing.
    can_confirm: bool,
    can_decline: bool,
    can_take_back: bool,
    answer: String,
    answer_error: String,
    /// The evaluation was submitted before both had confirmed.
    lapsed: bool,
}

struct PastView {
    head: String,
    status: String,
    reason: String,
    answer: String,
    lines: Vec<LineView>,
}

#[allow(clippy::struct_excessive_bools)] // each answers one question of the template
#[derive(Template)]
#[template(path = "goals/page.html")]
struct GoalsPage {
    form: FormView,
    shell: Shell,
    header: Header,
    version: i32,
    editing: bool,
    rows: Vec<RowView>,
    lines: Vec<LineView>,
    sum: String,
    /// What is missing or too much; empty when the weights are whole.
    difference: String,
    sides: Vec<SideView>,
    any_confirmed: bool,
    can_confirm: bool,
    /// A change takes confirmations away and needs a reason.
    reason_needed: bool,
    change_reason: String,
    with_goals: bool,
    can_change: bool,
    change: Option<ChangeView>,
    past: Vec<PastView>,
    can_record: bool,
    can_copy: bool,
}

/// `GET …/goals`
pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let goals = store::load(&app.db, &seen).await?;
    render(&app, shell, &seen, &goals, None, &Faults::default()).await
}

/// The form again with everything that was typed and a message at each field.
pub(super) async fn again(
    app: &App,
    shell: Shell,
    seen: &Seen,
    goals: &Goals,
    typed: (&Fields, &[Goal]),
    faults: &Faults,
) -> Result<Response> {
    render(app, shell, seen, goals, Some(typed), faults).await
}

/// What is missing to 100, in words; empty where nothing is.
pub(super) fn difference(goals: &[Goal], l: &crate::web::Texts) -> String {
    let gap = rules::gap(goals);
    if rules::whole(goals) {
        String::new()
    } else if gap.is_sign_negative() {
        l.goals_over(decimals::show(-gap))
    } else {
        l.goals_short(decimals::show(gap))
    }
}

async fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    found: &Goals,
    typed: Option<(&Fields, &[Goal])>,
    faults: &Faults,
) -> Result<Response> {
    let (typed, read) = typed.unzip();
    let l = shell.l;
    let a = &seen.appraisal;
    let editing = seen.can(Action::EditGoals) && a.cycle.with_goals;
    let titles = &found.titles;
    let figures = actuals::of(&app.db, seen).await?;
    let aims = if editing {
        let department = a.department.as_ref().map(|(id, _)| id.0);
        company_goals::offered(&app.db, department, a.cycle.starts_on).await?
    } else {
        Vec::new()
    };
    let confirmed_by_me = found.confirmed.contains(&seen.viewer.id);
    // what was typed stands in the fields: so does its sum
    let shown = read.unwrap_or(&found.goals);
    let difference = difference(shown, l);
    let shell = shell.titled(l.stage_goals());
    let lines = found
        .goals
        .iter()
        .map(|goal| views::line(goal, &a.cycle.form, titles, &figures, &shell))
        .collect();
    let changeable = rules::changeable(a.stage, found.evaluated);
    let text = |name: &str| {
        typed
            .map(|fields| fields.get(name).to_owned())
            .unwrap_or_default()
    };
    let template = GoalsPage {
        form: FormView::of(typed.unwrap_or(&Fields::default()), faults, l)
            .labels([("reason", l.goals_reason()), ("answer", l.reason())]),
        header: Header::of(seen, app, &shell),
        version: typed.map_or(a.version, Fields::version),
        editing,
        rows: if editing {
            views::rows(
                (&found.goals, &a.cycle.form),
                &aims,
                titles,
                typed,
                faults,
                &shell,
            )
        } else {
            Vec::new()
        },
        lines,
        sum: decimals::show_rounded(rules::sum(shown), 2),
        can_confirm: seen.can(Action::ConfirmGoals) && !confirmed_by_me,
        difference,
        sides: sides(
            seen,
            found.confirmed.contains(&a.appraisee.id),
            found.confirmed.contains(&a.superior.id),
        ),
        any_confirmed: !found.confirmed.is_empty(),
        reason_needed: !found.confirmed.is_empty(),
        change_reason: a
            .return_reason
            .clone()
            .filter(|_| editing)
            .unwrap_or_default(),
        with_goals: a.cycle.with_goals,
        can_change: seen.can(Action::ChangeGoals) && changeable && !found.goals.is_empty(),
        change: change(seen, found, titles, text("answer"), faults, &shell),
        past: history(&found.past, titles, seen, &shell),
        can_record: seen.can(Action::RecordActuals) || seen.can(Action::ProposeActuals),
        can_copy: seen.can(Action::CopyGoals) && !found.goals.is_empty(),
        shell,
    };
    page(&template)
}

fn sides(seen: &Seen, employee: bool, superior: bool) -> Vec<SideView> {
    let a = &seen.appraisal;
    vec![
        SideView {
            name: a.appraisee.name.clone(),
            confirmed: employee,
        },
        SideView {
            name: a.superior.name.clone(),
            confirmed: superior,
        },
    ]
}

fn change(
    seen: &Seen,
    found: &Goals,
    titles: &[(uuid::Uuid, String)],
    answer: String,
    faults: &Faults,
    shell: &Shell,
) -> Option<ChangeView> {
    let l = shell.l;
    let change = found.change.as_ref()?;
    let open =
        seen.can(Action::ChangeGoals) && rules::changeable(seen.appraisal.stage, found.evaluated);
    let mine = match Side::of(|relation| seen.is(relation)) {
        Some(Side::Employee) => change.employee,
        Some(Side::Superior) => change.superior,
        None => true,
    };
    let proposer = change.proposed_by == seen.viewer.id.0;
    Some(ChangeView {
        id: change.id.to_string(),
        proposed: l.goals_change_proposed(
            change.proposer.clone(),
            when::instant(change.proposed_at, &seen.viewer.zone, shell.lang),
        ),
        reason: change.reason.clone(),
        lines: views::changes(
            &found.goals,
            &change.goals,
            &seen.appraisal.cycle.form,
            titles,
            shell,
        ),
        sides: sides(seen, change.employee, change.superior),
        can_confirm: open && !mine,
        can_decline: open && !proposer,
        can_take_back: open && proposer,
        answer,
        answer_error: faults.at("answer", l),
        lapsed: !rules::changeable(seen.appraisal.stage, found.evaluated),
    })
}

fn history(
    past: &[Past],
    titles: &[(uuid::Uuid, String)],
    seen: &Seen,
    shell: &Shell,
) -> Vec<PastView> {
    let (l, form) = (shell.l, &seen.appraisal.cycle.form);
    past.iter()
        .map(|one| {
            let at = when::instant(one.at, &seen.viewer.zone, shell.lang);
            let author = one.author.clone().unwrap_or_else(|| l.trail_system());
            // what was valid when it was written
            let before = past.iter().filter(|other| other.number > 0).find(|other| {
                if one.number > 0 {
                    other.number < one.number
                } else {
                    other.at <= one.at
                }
            });
            PastView {
                head: if one.number > 0 {
                    l.goals_version(one.number.to_string(), author, at)
                } else {
                    l.goals_change_proposed(author, at)
                },
                status: match one.status.as_str() {
                    "declined" => {
                        l.goals_change_declined(one.closed_by.clone().unwrap_or_default())
                    }
                    "taken_back" => l.goals_change_taken_back(),
                    "replaced" => l.goals_change_replaced(),
                    _ => String::new(),
                },
                reason: one.reason.clone(),
                answer: one.answer.clone(),
                lines: before.map_or_else(
                    || {
                        one.goals
                            .iter()
                            .map(|goal| views::line(goal, form, titles, &[], shell))
                            .collect()
                    },
                    |before| views::changes(&before.goals, &one.goals, form, titles, shell),
                ),
            }
        })
        .collect()
}
