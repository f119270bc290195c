//! Giving several people the goals of one: each in place of what they have so far, still to be
//! confirmed by both sides.

use askama::Template;
use axum::response::Response;
use uuid::Uuid;

use super::{
    entry::{
        self,
        rules::{self, Target},
    },
    rules::Goal,
    store, views,
};
use crate::{
    app::App,
    appraisals::{Seen, header::Header},
    web::{
        Error, Fields, FormView, Notice, Result, Shell,
        forms::{Fault, Faults, LONG},
        page, see,
    },
};

/// More than anybody ticks on one page.
const MOST: i64 = 300;

struct PersonView {
    id: String,
    name: String,
    has: String,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "goals/copy.html")]
struct CopyPage {
    form: FormView,
    shell: Shell,
    header: Header,
    lines: Vec<views::LineView>,
    sum: String,
    people: Vec<PersonView>,
}

/// The goals, and whom they can be given: at which stage the goals themselves are does not matter.
async fn load(app: &App, seen: &Seen) -> Result<(Vec<Goal>, Vec<Target>)> {
    let found = store::load(&app.db, seen).await?;
    let neighbours =
        entry::store::neighbours(&app.db, &seen.viewer, seen.appraisal.id.0, MOST).await?;
    Ok((found.goals, neighbours))
}

/// `GET …/goals/copy`
pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let (goals, people) = load(&app, &seen).await?;
    render(&app, shell, &seen, &goals, people, None, &Faults::default()).await
}

async fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    goals: &[Goal],
    people: Vec<Target>,
    typed: Option<&Fields>,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let titles = store::titles(&app.db, &goals.iter().collect::<Vec<_>>()).await?;
    let shell = shell.titled(l.goals_copy_do());
    page(&CopyPage {
        form: FormView::of(typed.unwrap_or(&Fields::default()), faults, l)
            .labels([("reason", l.goals_reason())]),
        header: Header::of(seen, app, &shell),
        lines: goals
            .iter()
            .map(|goal| views::line(goal, &seen.appraisal.cycle.form, &titles, &[], &shell))
            .collect(),
        sum: crate::ground::decimals::show(super::rules::sum(goals)),
        people: people
            .into_iter()
            .map(|one| {
                let id = one.appraisal.to_string();
                PersonView {
                    ticked: typed.is_some_and(|fields| fields.all("id").any(|ticked| ticked == id)),
                    has: if one.goals.is_empty() {
                        l.goals_copy_none()
                    } else if one.confirmed > 0 {
                        l.goals_copy_confirmed(one.goals.len())
                    } else {
                        l.entry_replaced(one.goals.len())
                    },
                    name: one.name,
                    id,
                }
            })
            .collect(),
        shell,
    })
}

/// `POST …/goals/copy` with `id` for each.
pub async fn copy(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let (goals, people) = load(&app, &seen).await?;
    if goals.is_empty() {
        return Err(Error::Refused(vec![l.goals_none()]));
    }
    let ids: Vec<Uuid> = fields.all("id").filter_map(|id| id.parse().ok()).collect();
    let mut faults = Faults::default();
    let reason = fields.text("reason", LONG, &mut faults);
    let new: Vec<Goal> = goals
        .iter()
        .map(|goal| Goal {
            key: String::new(),
            ..goal.clone()
        })
        .collect();
    let plans: Vec<_> = people
        .iter()
        .filter(|one| ids.contains(&one.appraisal))
        .map(|one| rules::person(one, new.clone()))
        .collect();
    if plans.is_empty() {
        faults.add("id", Fault::Other(l.goals_copy_nobody()));
    }
    let in_use: Vec<String> = plans
        .iter()
        .filter(|one| one.fault.is_some())
        .map(|one| one.target.name.clone())
        .collect();
    if !in_use.is_empty() {
        faults.add(
            "id",
            Fault::Other(l.goals_copy_in_use(in_use.join(&l.words_comma()))),
        );
    }
    if reason.is_empty()
        && plans
            .iter()
            .any(|one| one.changed && one.target.confirmed > 0)
    {
        faults.add("reason", Fault::Required);
    }
    if !faults.is_empty() {
        drop(plans);
        return render(&app, shell, &seen, &goals, people, Some(&fields), &faults).await;
    }
    entry::write(&app, &seen.viewer, &plans, &reason, "copy").await?;
    Ok(see(&seen.address("/goals"), Notice::GoalsEntered))
}
