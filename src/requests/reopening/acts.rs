//! Asking for it and answering.

use axum::response::Response;
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
    audit::Event,
    web::{
        Error, Fields, Notice, Result, Shell,
        forms::{Fault, Faults, LONG},
        see,
    },
};

/// `POST …/reopening`
pub async fn request(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
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
        return pages::render(&app, shell, &seen, &fields, &faults).await;
    };
    seen.must_be_current(&fields)?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    if !store::request(&mut change, &seen, stage, &reason, now).await? {
        return Ok(see(&seen.address("/reopening"), Notice::AlreadyDone));
    }
    let event = Event::ReopeningRequested {
        stage: json!(stage),
        reason: &reason,
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/reopening"), Notice::ReopeningRequested))
}

/// `POST …/reopening/decision`
pub async fn decide(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
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
        return pages::render(&app, shell, &seen, &fields, &faults).await;
    };
    seen.must_be_current(&fields)?;
    let all = store::of(&app.db, &seen).await?;
    // exactly the request that was read
    let request = all
        .iter()
        .find(|one| one.approved.is_none() && one.id.to_string() == fields.get("request"))
        .ok_or(Error::Conflict)?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    store::decide(&mut change, &seen, request.id, (approved, &answer), now).await?;
    let (stage, reason, answer) = (
        json!(request.stage),
        request.reason.as_str(),
        answer.as_str(),
    );
    if !approved {
        let event = Event::ReopeningDeclined {
            request: request.id,
            stage,
            reason,
            answer,
        };
        change.record(seen.appraisal.id, event).await?;
        change.commit().await?;
        return Ok(see(&seen.address("/reopening"), Notice::ReopeningDeclined));
    }
    let request_id = request.id;
    let (step, event) = if request.stage == Stage::SelfEvaluation {
        let event = Event::SelfReopened {
            request: request_id,
            stage,
            reason,
            answer,
        };
        (Step::SelfReopened, event)
    } else {
        let event = Event::EvaluationReopened {
            request: request_id,
            stage,
            reason,
            answer,
        };
        (Step::EvaluationReopened, event)
    };
    let ruled = store::ruled(&mut change, &seen).await?;
    let proven = Proven::of([(Guard::NoRulingYet, !ruled)]);
    let allowed = seen.step(step, &proven, shell.l)?;
    store::undo(&mut change, &seen, allowed.to()).await?;
    let effects = StepEffects {
        return_reason: Some(request.reason.clone()),
        ..StepEffects::default()
    };
    advance(&mut change, &seen, allowed, effects, event).await?;
    change.commit().await?;
    Ok(see(&seen.address(""), Notice::ReopeningApproved))
}
