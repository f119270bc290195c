//! Approving, returning, releasing, taking a release back.

use axum::response::Response;

use super::rules;
use crate::{
    app::App,
    appraisals::{
        Seen,
        advance::{StepEffects, advance},
        lifecycle::{Guard, Proven, Step},
        papers::{self, PaperKind},
    },
    audit::{Change, Event},
    evaluations::superior,
    web::{
        Fields, Notice, Result, Shell, Texts,
        forms::{Faults, LONG},
        see,
    },
};

/// `POST …/evaluation/approve`
pub async fn approve(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    if seen.appraisal.approved_at.is_some() {
        return Ok(see(&seen.address("/evaluation"), Notice::AlreadyDone));
    }
    seen.must_be_current(&fields)?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    take(&mut change, &seen, Step::Approved, shell.l).await?;
    change.commit().await?;
    Ok(see(&seen.address("/evaluation"), Notice::Approved))
}

/// `POST …/evaluation/return`: back to the superior, with a reason.
pub async fn give_back(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let mut faults = Faults::default();
    let reason = fields.required("reason", LONG, &mut faults);
    if !faults.is_empty() {
        return superior::again(&app, shell, &seen, None, &fields, &faults).await;
    }
    seen.must_be_current(&fields)?;
    let step = Step::EvaluationReturned;
    let allowed = seen.step(step, &Proven::NOTHING, shell.l)?;
    let effects = StepEffects {
        return_reason: Some(reason.clone()),
        ..StepEffects::default()
    };
    let event = Event::EvaluationReturned { reason: &reason };
    let mut change = app.change(Some(seen.viewer.id)).await?;
    advance(&mut change, &seen, allowed, effects, event).await?;
    papers::reopen(&mut change, &seen, PaperKind::Evaluation).await?;
    change.commit().await?;
    Ok(see(&seen.address(""), Notice::Returned))
}

/// `POST …/release`; with `approve` it approves in the same transaction.
pub async fn release(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    seen.must_be_current(&fields)?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    let mut current = seen.clone();
    if seen.appraisal.approved_at.is_none()
        && fields.has("approve")
        && rules::one_go(&seen.appraisal.cycle.scheme, seen.result().map(|r| r.grade))
    {
        take(&mut change, &seen, Step::Approved, shell.l).await?;
        current.appraisal.version += 1;
        current.appraisal.approved_at = Some(now);
    }
    take(&mut change, &current, Step::Released, shell.l).await?;
    change.commit().await?;
    Ok(see(&seen.address(""), Notice::Released))
}

/// `POST …/unrelease`: only before the employee has opened it.
pub async fn unrelease(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    seen.must_be_current(&fields)?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    take(&mut change, &seen, Step::Unreleased, shell.l).await?;
    change.commit().await?;
    Ok(see(&seen.address("/evaluation"), Notice::Unreleased))
}

/// A step of the review that brings nothing but itself.
async fn take(change: &mut Change, seen: &Seen, step: Step, l: &Texts) -> Result<()> {
    let a = &seen.appraisal;
    let proven = Proven::of([
        (Guard::Approved, a.approved_at.is_some()),
        (Guard::NotOpenedYet, a.opened_at.is_none()),
    ]);
    let allowed = seen.step(step, &proven, l)?;
    let event = match step {
        Step::Approved => Event::Approved { bulk: false },
        Step::Released => Event::Released { bulk: false },
        _ => Event::Unreleased {},
    };
    advance(change, seen, allowed, StepEffects::default(), event).await
}
