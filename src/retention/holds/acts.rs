//! Placing and lifting, with a reason.

use axum::response::Response;
use uuid::Uuid;

use super::{
    pages::{appraisal_page, person_page},
    store::{self, Subject, Target},
};
use crate::{
    access::Viewer,
    app::App,
    appraisals::Seen,
    audit::{COMPANY, Event},
    retention::store::lock,
    web::{
        Error, Fields, Notice, Result, Shell,
        forms::{Fault, Faults},
        see,
    },
};

const REASON: usize = 1000;

/// Placed with its event, or the hold that stands already is the answer.
async fn place(app: &App, viewer: &Viewer, target: Target, reason: &str) -> Result<Notice> {
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    lock(&mut change).await?;
    let Some(hold) = store::place(&mut change, target, reason, viewer.id, now).await? else {
        return Ok(Notice::AlreadyDone);
    };
    let (chain, person) = told(target);
    change
        .record(
            chain,
            Event::HoldPlaced {
                hold,
                person,
                reason,
            },
        )
        .await?;
    change.commit().await?;
    Ok(Notice::HoldPlaced)
}

async fn lift(
    app: &App,
    viewer: &Viewer,
    target: Target,
    hold: Uuid,
    reason: &str,
) -> Result<Notice> {
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    lock(&mut change).await?;
    if !store::lift(&mut change, target, hold, reason, viewer.id, now).await? {
        return Ok(Notice::AlreadyDone);
    }
    let (chain, person) = told(target);
    change
        .record(
            chain,
            Event::HoldLifted {
                hold,
                person,
                reason,
            },
        )
        .await?;
    change.commit().await?;
    Ok(Notice::HoldLifted)
}

/// In the chain of the appraisal, or of the company.
fn told(target: Target) -> (Uuid, Option<Uuid>) {
    match target {
        Target::Person(person) => (COMPANY, Some(person)),
        Target::Appraisal(id) => (id, None),
    }
}

fn reason(fields: &Fields) -> (String, Faults) {
    let mut faults = Faults::default();
    let reason = fields.required("reason", REASON, &mut faults);
    (reason, faults)
}

fn hold_id(fields: &Fields) -> Result<Uuid> {
    fields.get("hold").parse().map_err(|_| Error::NotFound)
}

/// `POST /people/{id}/hold`
pub async fn hold_person(
    app: App,
    shell: Shell,
    viewer: Viewer,
    person: Subject,
    fields: Fields,
) -> Result<Response> {
    let (reason, mut faults) = reason(&fields);
    if person.anonymised {
        faults.add("reason", Fault::Other(shell.l.hold_nothing_left()));
    }
    if !faults.is_empty() {
        return person_page(&app, shell, &viewer, person, (&fields, &faults)).await;
    }
    let notice = place(&app, &viewer, Target::Person(person.id), &reason).await?;
    Ok(see(&format!("/people/{}/hold", person.id), notice))
}

/// `POST /people/{id}/hold/lifting`
pub async fn lift_person(
    app: App,
    shell: Shell,
    viewer: Viewer,
    person: Subject,
    fields: Fields,
) -> Result<Response> {
    let (reason, faults) = reason(&fields);
    if !faults.is_empty() {
        return person_page(&app, shell, &viewer, person, (&fields, &faults)).await;
    }
    let target = Target::Person(person.id);
    let notice = lift(&app, &viewer, target, hold_id(&fields)?, &reason).await?;
    Ok(see(&format!("/people/{}/hold", person.id), notice))
}

/// `POST /appraisals/{id}/hold`
pub async fn hold_appraisal(
    app: App,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let (reason, mut faults) = reason(&fields);
    if seen.appraisal.erased_at.is_some() {
        faults.add("reason", Fault::Other(shell.l.hold_nothing_left()));
    }
    if !faults.is_empty() {
        return appraisal_page(&app, shell, &seen, (&fields, &faults)).await;
    }
    let target = Target::Appraisal(seen.appraisal.id.0);
    let notice = place(&app, &seen.viewer, target, &reason).await?;
    Ok(see(&seen.address("/hold"), notice))
}

/// `POST /appraisals/{id}/hold/lifting`
pub async fn lift_appraisal(
    app: App,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let (reason, faults) = reason(&fields);
    if !faults.is_empty() {
        return appraisal_page(&app, shell, &seen, (&fields, &faults)).await;
    }
    let target = Target::Appraisal(seen.appraisal.id.0);
    let notice = lift(&app, &seen.viewer, target, hold_id(&fields)?, &reason).await?;
    Ok(see(&seen.address("/hold"), notice))
}
