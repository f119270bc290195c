//! Moving, marking, pausing, asking.

use axum::{extract::State, response::Response};
use serde_json::json;

use super::{back, begin, done};
use crate::{
    app::App,
    appraisals::Seen,
    interviews::{
        gather,
        room::{forms, pages::lacking},
        rules, store, words,
    },
    web::{Error, Fields, Notice, Result, Shell},
};

/// `POST …/interview/step`: takes all three to a step; its clock runs.
pub async fn go_to(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let step = forms::step(&fields);
    let now = app.clock.now();
    let gathered = gather(&app.db, &seen).await?;
    if !rules::is_open(step, &gathered, &seen.appraisal.cycle.form) {
        return Err(Error::Refused(vec![shell.l.room_closed_step()]));
    }
    let mut tx = begin(&app, &seen).await?;
    store::go_to(&mut tx, &seen, step, now).await?;
    done(tx, &seen, "step_opened", &json!({ "step": step }), now).await?;
    Ok(back(&seen, step, Notice::Saved))
}

/// `POST …/interview/clock`: a break, or on again.
pub async fn clock(State(app): State<App>, seen: Seen, fields: Fields) -> Result<Response> {
    let step = forms::step(&fields);
    let now = app.clock.now();
    let runs = fields.get("clock") == "run";
    let mut tx = begin(&app, &seen).await?;
    let kind = if runs {
        let gathered = gather(&mut *tx, &seen).await?;
        let current = gathered.interview.map_or(1, |one| one.current_step);
        store::go_to(&mut tx, &seen, current, now).await?;
        "clock_runs"
    } else {
        store::pause(&mut tx, &seen, now).await?;
        "clock_paused"
    };
    done(tx, &seen, kind, &json!({}), now).await?;
    Ok(back(&seen, step, Notice::Saved))
}

/// `POST …/interview/done`: a step has left behind what it must, and the room goes on to the next;
/// or it is opened again.
pub async fn mark(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let step = forms::step(&fields);
    let form = &seen.appraisal.cycle.form;
    let reopen = fields.get("done") == "no";
    let now = app.clock.now();
    let mut tx = begin(&app, &seen).await?;
    let gathered = gather(&mut *tx, &seen).await?;
    if !reopen {
        if !rules::is_open(step, &gathered, form) {
            return Err(Error::Refused(vec![shell.l.room_closed_step()]));
        }
        let lacks = rules::lacking(step, &gathered, form);
        if !lacks.is_empty() {
            drop(tx);
            return lacking(&app, shell, &seen, step).await;
        }
    }
    if !store::mark(&mut tx, &seen, step, (!reopen).then_some(now)).await? {
        return Ok(back(&seen, step, Notice::AlreadyDone));
    }
    let here = gathered
        .interview
        .as_ref()
        .is_some_and(|one| one.current_step == step);
    let next = rules::following(step, form).filter(|_| !reopen);
    if let Some(next) = next.filter(|_| here) {
        store::go_to(&mut tx, &seen, next, now).await?;
    }
    let kind = if reopen { "step_reopened" } else { "step_done" };
    done(tx, &seen, kind, &json!({ "step": step }), now).await?;
    Ok(back(&seen, next.unwrap_or(step), Notice::Saved))
}

/// `POST …/interview/asked`: one of the open questions was asked.
pub async fn ask(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let step = forms::step(&fields);
    let question = fields.get("question");
    let form = &seen.appraisal.cycle.form;
    if !words::questions(step, form, shell.l, shell.lang)
        .iter()
        .any(|(key, _)| key == question)
    {
        return Err(Error::NotFound);
    }
    let now = app.clock.now();
    let mut tx = begin(&app, &seen).await?;
    if store::asked(&mut tx, &seen, step, question).await? {
        let detail = json!({ "step": step, "question": question });
        done(tx, &seen, "question_asked", &detail, now).await?;
    }
    Ok(back(&seen, step, Notice::Saved))
}
