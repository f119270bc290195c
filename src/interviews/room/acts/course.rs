//! Moving, marking, pausing, asking.

use axum::response::Response;

use super::{back, begin, done};
use crate::{
    app::App,
    appraisals::Seen,
    audit::Event,
    interviews::{
        gather,
        room::{forms, pages::lacking},
        rules, store, words,
    },
    web::{Error, Fields, Notice, Result, Shell},
};

/// `POST …/interview/step`: takes all three to a step; its clock runs.
pub async fn go_to(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let step = forms::step(&fields)?;
    let gathered = gather(&app.db, &seen).await?;
    if !rules::is_open(step, &gathered, &seen.appraisal.cycle.form) {
        return Err(Error::Refused(vec![shell.l.room_closed_step()]));
    }
    let mut change = begin(&app, &seen).await?;
    let now = change.now();
    store::go_to(&mut change, &seen, step, now).await?;
    done(change, &seen, Event::StepOpened { step }).await?;
    Ok(back(&seen, step, Notice::Saved))
}

/// `POST …/interview/clock`: a break, or on again.
pub async fn clock(app: App, seen: Seen, fields: Fields) -> Result<Response> {
    let step = forms::shown(&fields);
    let runs = fields.either("clock", "run", "pause")?;
    let mut change = begin(&app, &seen).await?;
    let now = change.now();
    let event = if runs {
        let gathered = gather(&mut *change, &seen).await?;
        let current = gathered.interview.map_or(1, |one| one.current_step);
        store::go_to(&mut change, &seen, current, now).await?;
        Event::ClockRuns {}
    } else {
        store::pause(&mut change, &seen, now).await?;
        Event::ClockPaused {}
    };
    done(change, &seen, event).await?;
    Ok(back(&seen, step, Notice::Saved))
}

/// `POST …/interview/done`: a step has left behind what it must, and the room goes on to the next;
/// or it is opened again.
pub async fn mark(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let step = forms::step(&fields)?;
    let form = &seen.appraisal.cycle.form;
    let reopen = fields.either("done", "no", "yes")?;
    let mut change = begin(&app, &seen).await?;
    let now = change.now();
    let gathered = gather(&mut *change, &seen).await?;
    if !reopen {
        if !rules::is_open(step, &gathered, form) {
            return Err(Error::Refused(vec![shell.l.room_closed_step()]));
        }
        let lacks = rules::lacking(step, &gathered, form);
        if !lacks.is_empty() {
            drop(change);
            return lacking(&app, shell, &seen, step).await;
        }
    }
    if !store::mark(&mut change, &seen, step, (!reopen).then_some(now)).await? {
        return Ok(back(&seen, step, Notice::AlreadyDone));
    }
    let here = gathered
        .interview
        .as_ref()
        .is_some_and(|one| one.current_step == step);
    let next = rules::following(step, form).filter(|_| !reopen);
    if let Some(next) = next.filter(|_| here) {
        store::go_to(&mut change, &seen, next, now).await?;
    }
    let event = if reopen {
        Event::StepReopened { step }
    } else {
        Event::StepDone { step }
    };
    done(change, &seen, event).await?;
    Ok(back(&seen, next.unwrap_or(step), Notice::Saved))
}

/// `POST …/interview/asked`: one of the open questions was asked.
pub async fn ask(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let step = forms::step(&fields)?;
    let question = fields.get("question");
    let form = &seen.appraisal.cycle.form;
    if !words::questions(step, form, shell.l, shell.lang)
        .iter()
        .any(|(key, _)| key == question)
    {
        return Err(Error::NotFound);
    }
    let mut change = begin(&app, &seen).await?;
    if store::asked(&mut change, &seen, step, question).await? {
        done(change, &seen, Event::QuestionAsked { step, question }).await?;
    }
    Ok(back(&seen, step, Notice::Saved))
}
