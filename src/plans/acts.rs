//! The owner reports; the superior verifies.

use axum::{
    extract::{Path, State},
    response::Response,
};
use serde_json::json;
use time::Date;

use super::{
    item,
    rules::{Deed, next},
    store::{self, SeenPlan},
};
use crate::{
    access::{Action, Viewer},
    app::App,
    history,
    web::{
        Error, Fields, Notice, Result, Shell,
        forms::{Fault, Faults, LONG},
        see, when,
    },
};

/// `POST /plans/{item}/report`: progress, or done.
pub async fn report(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let plan = SeenPlan::load(&app.db, &id, viewer).await?;
    plan.seen.must(Action::ReportProgress)?;
    let mut faults = Faults::default();
    let words = fields.required("words", LONG, &mut faults);
    let deed = if fields.get("deed") == Deed::Done.key() {
        Deed::Done
    } else {
        Deed::Progress
    };
    if !faults.is_empty() {
        return item::again(&app, shell, &plan, &fields, &faults);
    }
    write(&app, &shell, &plan, &fields, deed, None, &words).await
}

/// `POST /plans/{item}/verification`: accepted, more work, or a later day.
pub async fn verify(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let plan = SeenPlan::load(&app.db, &id, viewer).await?;
    plan.seen.must(Action::VerifyPlan)?;
    let mut faults = Faults::default();
    let deed = fields
        .choice(
            "deed",
            |key| {
                [Deed::Accepted, Deed::MoreWork, Deed::Extended]
                    .into_iter()
                    .find(|deed| deed.key() == key)
            },
            &mut faults,
        )
        .unwrap_or(Deed::Accepted);
    if fields.get("deed").is_empty() {
        faults.add("deed", Fault::Required);
    }
    let words = if deed == Deed::Accepted {
        fields.text("reason", LONG, &mut faults)
    } else {
        fields.required("reason", LONG, &mut faults)
    };
    let due = (deed == Deed::Extended)
        .then(|| fields.day("due", &mut faults))
        .flatten();
    if deed == Deed::Extended {
        match due {
            None => faults.add("due", Fault::Required),
            Some(due) if due <= plan.item.due_on => {
                faults.add("due", Fault::Other(shell.l.plan_due_later()));
            }
            Some(_) => {}
        }
    }
    if !faults.is_empty() {
        return item::again(&app, shell, &plan, &fields, &faults);
    }
    write(&app, &shell, &plan, &fields, deed, due, &words).await
}

async fn write(
    app: &App,
    shell: &Shell,
    plan: &SeenPlan,
    fields: &Fields,
    deed: Deed,
    due: Option<Date>,
    words: &str,
) -> Result<Response> {
    let to = next(plan.item.status, deed)
        .filter(|_| item::open_to(plan, deed))
        .ok_or_else(|| Error::Refused(vec![shell.l.plan_not_now()]))?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    store::change(&mut tx, plan, fields.version(), (deed, to), due, words, now).await?;
    let detail = json!({ "plan_item": plan.item.id, "due_on": due.map(when::input_day) });
    history::append(
        &mut tx,
        plan.item.appraisal.0,
        Some(plan.seen.viewer.id),
        deed.event(),
        &detail,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(see(&format!("/plans/{}", plan.item.id), Notice::Saved))
}
