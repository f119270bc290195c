//! The owner reports; the superior verifies.

use axum::response::Response;
use time::Date;

use super::{
    item,
    rules::{Deed, next},
    store::{self, SeenPlan},
};
use crate::{
    access::Action,
    app::App,
    audit::Event,
    web::{
        Error, Fields, Notice, Result, Shell,
        forms::{Fault, Faults, LONG},
        see, when,
    },
};

/// `POST /plans/{item}/report`: progress, or done.
pub async fn report(app: App, shell: Shell, plan: SeenPlan, fields: Fields) -> Result<Response> {
    plan.seen.must(Action::ReportProgress)?;
    let mut faults = Faults::default();
    let words = fields.required("words", LONG, &mut faults);
    let deed = fields.pressed("deed", |key| {
        let mut open = [Deed::Progress, Deed::Done].into_iter();
        open.find(|deed| deed.key() == key)
    })?;
    if !faults.is_empty() {
        return item::render(&app, shell, &plan, &fields, &faults);
    }
    write(&app, &shell, &plan, &fields, deed, None, &words).await
}

/// `POST /plans/{item}/verification`: accepted, more work, or a later day.
pub async fn verify(app: App, shell: Shell, plan: SeenPlan, fields: Fields) -> Result<Response> {
    plan.seen.must(Action::VerifyPlan)?;
    let mut faults = Faults::default();
    let deed = fields.choose(
        "deed",
        |key| {
            [Deed::Accepted, Deed::MoreWork, Deed::Extended]
                .into_iter()
                .find(|deed| deed.key() == key)
        },
        &mut faults,
    );
    let words = if deed == Some(Deed::Accepted) {
        fields.text("reason", LONG, &mut faults)
    } else {
        fields.required("reason", LONG, &mut faults)
    };
    let due = (deed == Some(Deed::Extended))
        .then(|| fields.day("due", &mut faults))
        .flatten();
    if deed == Some(Deed::Extended) {
        match due {
            None => faults.add("due", Fault::Required),
            Some(due) if due <= plan.item.due_on => {
                faults.add("due", Fault::Other(shell.l.plan_due_later()));
            }
            Some(_) => {}
        }
    }
    let Some(deed) = deed.filter(|_| faults.is_empty()) else {
        return item::render(&app, shell, &plan, &fields, &faults);
    };
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
    let mut change = app.change(Some(plan.seen.viewer.id)).await?;
    let now = change.now();
    store::change(
        &mut change,
        plan,
        fields.version(),
        (deed, to),
        due,
        words,
        now,
    )
    .await?;
    let plan_item = plan.item.id;
    let event = match deed {
        Deed::Progress => Event::PlanProgress { plan_item },
        Deed::Done => Event::PlanDone { plan_item },
        Deed::Accepted => Event::PlanAccepted { plan_item },
        Deed::MoreWork => Event::PlanMoreWork { plan_item },
        Deed::Extended => Event::PlanExtended {
            plan_item,
            due_on: due.map(when::input_day),
        },
    };
    change.record(plan.item.appraisal, event).await?;
    change.commit().await?;
    Ok(see(&format!("/plans/{}", plan.item.id), Notice::Saved))
}
