//! Two windows on the same point or item: both texts side by side, nothing lost.

use axum::response::Response;

use crate::{
    access::Action,
    app::App,
    appraisals::Seen,
    ground::ids::PlanItemId,
    interviews::{gather, rules},
    web::{Fields, Result, Shell, conflict, when},
};

type Rows = Vec<(String, String, String)>;

/// What is chosen from a list is nothing to read side by side: it goes along with the window that
/// chose it, and where this one did not, with what is saved.
fn chosen(rows: &mut Rows, fields: &Fields, name: String, saved: String) {
    if fields.touched(&name) == Some(false) {
        rows.push((name, String::new(), saved));
    }
}

pub async fn parked(
    app: &App,
    shell: Shell,
    seen: &Seen,
    item: &str,
    fields: Fields,
) -> Result<Response> {
    let (seen, step) = (again(app, seen).await?, rules::ITEMS);
    let gathered = gather(&app.db, &seen).await?;
    let (l, point) = (shell.l, gathered.parked_at(item));
    let named = |name: &str| format!("{name}.{item}");
    let employee = seen.can(Action::AnswerInInterview);
    let text = |get: fn(&crate::interviews::gathered::Parked) -> String| {
        point.map(get).unwrap_or_default()
    };
    let mut rows = Rows::new();
    let mut fields = fields;
    if !employee && point.is_some_and(|point| point.employee_wrote) {
        // theirs by now
        fields = fields.without(&named("employee_view"));
    } else {
        rows.push((
            named("employee_view"),
            l.parked_employee_view(),
            text(|point| point.employee_view.clone()),
        ));
    }
    if !employee {
        rows.push((
            named("superior_view"),
            l.parked_superior_view(),
            text(|point| point.superior_view.clone()),
        ));
    }
    rows.push((
        named("due"),
        l.parked_due(),
        text(|point| when::input_day(point.due_on)),
    ));
    if let Some(point) = point {
        chosen(&mut rows, &fields, named("owner"), point.owner.to_string());
    }
    let version = point.map_or(0, |point| point.version);
    let open = seen.can(Action::TakePartInInterview);
    let (action, back) = addresses(&seen, "/interview/parked", step);
    conflict::page_below(shell, (&action, &back), version, open, rows, &fields)
}

pub async fn plan(
    app: &App,
    shell: Shell,
    seen: &Seen,
    id: PlanItemId,
    fields: &Fields,
) -> Result<Response> {
    let seen = again(app, seen).await?;
    let gathered = gather(&app.db, &seen).await?;
    let item = gathered.plan.iter().find(|item| item.id == id);
    let l = shell.l;
    let named = |name: &str| format!("{name}.{id}");
    let text = |get: fn(&crate::interviews::gathered::PlanItem) -> String| {
        item.map(get).unwrap_or_default()
    };
    let mut rows: Rows = vec![
        (named("what"), l.plan_what(), text(|item| item.what.clone())),
        (
            named("measure"),
            l.plan_measure(),
            text(|item| item.measure.clone()),
        ),
        (
            named("support"),
            l.plan_support(),
            text(|item| item.support.clone()),
        ),
        (
            named("due"),
            l.plan_due(),
            text(|item| when::input_day(item.due_on)),
        ),
        (
            named("criteria"),
            l.plan_criteria(),
            text(|item| item.criteria.clone()),
        ),
    ];
    if let Some(item) = item {
        let by = item.support_by.map(|id| id.to_string()).unwrap_or_default();
        for (name, saved) in [
            ("item", item.item.clone()),
            ("cause", item.cause.key().to_owned()),
            ("support_by", by),
            ("owner", item.owner.to_string()),
        ] {
            chosen(&mut rows, fields, named(name), saved);
        }
    }
    let version = item.map_or(0, |item| item.version);
    let open = item.is_some() && seen.can(Action::TakePartInInterview);
    let (action, back) = addresses(&seen, "/interview/plan", rules::PLAN);
    conflict::page_below(shell, (&action, &back), version, open, rows, fields)
}

/// The stage may be what changed: then there is nothing to save into.
async fn again(app: &App, seen: &Seen) -> Result<Seen> {
    Seen::by_id(&app.db, seen.appraisal.id, seen.viewer.clone()).await
}

/// Where a form goes, and where it stands.
pub fn addresses(seen: &Seen, below: &str, step: u8) -> (String, String) {
    (
        seen.address(below),
        seen.address(&format!("/interview?step={step}")),
    )
}
