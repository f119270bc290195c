//! Asking for it and answering.

use axum::{extract::State, response::Response};
use serde_json::json;

use super::{pages, store};
use crate::{
    access::Stage,
    app::App,
    appraisals::{
        Seen,
        advance::{StepEffects, advance, hold},
        lifecycle::{Guard, Proven, Step},
    },
    history,
    web::{
        Error, Fields, Notice, Result, Shell,
        forms::{Fault, Faults, LONG},
        see,
    },
};

/// `POST …/reopening`
pub async fn request(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let mut faults = Faults::default();
    let open = pages::targets(seen.appraisal.stage);
    let stage = fields.choice(
        "stage",
        |key| Stage::from_key(key).filter(|stage| open.contains(stage)),
        &mut faults,
    );
    if stage.is_none() {
        faults.add("stage", Fault::Required);
    }
    let reason = fields.required("reason", LONG, &mut faults);
    let Some(stage) = stage.filter(|_| faults.is_empty()) else {
        return pages::again(&app, shell, &seen, &fields, &faults).await;
    };
    seen.must_be_current(&fields)?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    hold(&mut tx, &seen).await?;
    if !store::request(&mut tx, &seen, stage, &reason, now).await? {
        return Ok(see(&seen.address("/reopening"), Notice::AlreadyDone));
    }
    let detail = json!({ "stage": stage, "reason": reason });
    let (id, viewer) = (seen.appraisal.id.0, Some(seen.viewer.id));
    history::append(&mut tx, id, viewer, "reopening_requested", &detail, now).await?;
    tx.commit().await?;
    Ok(see(&seen.address("/reopening"), Notice::ReopeningRequested))
}

/// `POST …/reopening/decision`
pub async fn decide(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let mut faults = Faults::default();
    let approved = fields.choice(
        "decision",
        |key| match key {
            "approve" => Some(true),
            "decline" => Some(false),
            _ => None,
        },
        &mut faults,
    );
    if approved.is_none() {
        faults.add("decision", Fault::Required);
    }
    let answer = fields.required("answer", LONG, &mut faults);
    let Some(approved) = approved.filter(|_| faults.is_empty()) else {
        return pages::again(&app, shell, &seen, &fields, &faults).await;
    };
    seen.must_be_current(&fields)?;
    let all = store::of(&app.db, &seen).await?;
    // exactly the request that was read
    let request = all
        .iter()
        .find(|one| one.approved.is_none() && one.id.to_string() == fields.get("request"))
        .ok_or(Error::Conflict)?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    hold(&mut tx, &seen).await?;
    store::decide(&mut tx, &seen, request.id, (approved, &answer), now).await?;
    let detail = json!({ "request": request.id, "stage": request.stage, "reason": request.reason, "answer": answer });
    let viewer = Some(seen.viewer.id);
    if !approved {
        let id = seen.appraisal.id.0;
        history::append(&mut tx, id, viewer, "reopening_declined", &detail, now).await?;
        tx.commit().await?;
        return Ok(see(&seen.address("/reopening"), Notice::ReopeningDeclined));
    }
    let step = if request.stage == Stage::SelfEvaluation {
        Step::SelfReopened
    } else {
        Step::EvaluationReopened
    };
    let ruled = store::ruled(&mut tx, &seen).await?;
    let proven = Proven::of([(Guard::NoRulingYet, !ruled)]);
    let allowed = seen
        .next(step, &proven)
        .map_err(|stop| stop.tell(shell.l))?;
    store::undo(&mut tx, &seen, allowed.to()).await?;
    let effects = StepEffects {
        return_reason: Some(request.reason.clone()),
        ..StepEffects::default()
    };
    advance(&mut tx, &seen, allowed, effects, &detail, now).await?;
    tx.commit().await?;
    Ok(see(&seen.address(""), Notice::ReopeningApproved))
}
