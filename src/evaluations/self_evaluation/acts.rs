//! Saving, submitting, returning, and moving on without one.

use axum::response::Response;

use super::{pages, rules::SelfEvaluation};
use crate::{
    app::App,
    appraisals::{
        Seen,
        advance::{StepEffects, advance},
        lifecycle::{Guard, Proven, Step},
        papers::{self, PaperKind},
    },
    audit::Event,
    web::{
        Error, Fields, Notice, Result, Shell, autosave, conflict,
        forms::{Faults, LONG},
        see,
    },
};

const PAPER: (PaperKind, i16) = (PaperKind::SelfEvaluation, 0);

/// `POST …/self-evaluation`: the draft, as typed.
pub async fn save(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let (body, faults) = SelfEvaluation::read(&seen.appraisal.cycle.form, &fields);
    if !faults.is_empty() {
        return if fields.autosave {
            Ok(autosave::refused(&faults, shell.l))
        } else {
            pages::again(&app, shell, &seen, &body, &fields, &faults).await
        };
    }
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    match papers::save(&mut tx, &seen, PAPER, fields.version(), &body, now).await {
        Ok(version) => {
            tx.commit().await?;
            if fields.autosave {
                return Ok(autosave::saved(version, now, &seen.viewer.zone));
            }
            Ok(see(&seen.address("/self-evaluation"), Notice::Saved))
        }
        Err(Error::Conflict) if fields.autosave => Ok(autosave::conflict()),
        Err(Error::Conflict) => clash(&app, shell, &seen, &fields).await,
        Err(error) => Err(error),
    }
}

/// `POST …/self-evaluation/submission`: saves what was typed and submits it, or says what is missing.
pub async fn submit(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let form = &seen.appraisal.cycle.form;
    let (body, mut faults) = SelfEvaluation::read(form, &fields);
    faults.merge(body.lacks(form));
    if !faults.is_empty() {
        return pages::again(&app, shell, &seen, &body, &fields, &faults).await;
    }
    let allowed = seen.step(Step::SelfSubmitted, &Proven::NOTHING, shell.l)?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    let version = match papers::save(&mut change, &seen, PAPER, fields.version(), &body, now).await
    {
        Err(Error::Conflict) => return clash(&app, shell, &seen, &fields).await,
        other => other?,
    };
    let paper = papers::submit(&mut change, &seen, PAPER, version, now).await?;
    let event = Event::SelfSubmitted {
        paper,
        paper_version: version,
    };
    let effects = StepEffects::default();
    advance(&mut change, &seen, allowed, effects, event).await?;
    change.commit().await?;
    Ok(see(&seen.address(""), Notice::SelfSubmitted))
}

/// `POST …/self-evaluation/return`: the superior gives it back with a reason.
pub async fn give_back(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let mut faults = Faults::default();
    let reason = fields.required("reason", LONG, &mut faults);
    if !faults.is_empty() {
        let paper =
            papers::load::<SelfEvaluation>(&app.db, &seen, PaperKind::SelfEvaluation).await?;
        let body = paper.map(|paper| paper.body).unwrap_or_default();
        return pages::again(&app, shell, &seen, &body, &fields, &faults).await;
    }
    let allowed = seen.step(Step::SelfReturned, &Proven::NOTHING, shell.l)?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    papers::reopen(&mut change, &seen, PaperKind::SelfEvaluation).await?;
    let effects = StepEffects {
        return_reason: Some(reason.clone()),
        ..StepEffects::default()
    };
    let event = Event::SelfReturned { reason: &reason };
    advance(&mut change, &seen, allowed, effects, event).await?;
    change.commit().await?;
    Ok(see(&seen.address(""), Notice::Returned))
}

/// `POST …/self-evaluation/skip`: HR moves on after the deadline, marked as not submitted.
pub async fn skip(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let passed = today > seen.appraisal.cycle.self_due;
    let proven = Proven::of([(Guard::SelfDeadlinePassed, passed)]);
    let allowed = seen.step(Step::SelfSkipped, &proven, shell.l)?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let effects = StepEffects::default();
    advance(&mut change, &seen, allowed, effects, Event::SelfSkipped {}).await?;
    change.commit().await?;
    Ok(see(&seen.address(""), Notice::Saved))
}

/// Both texts side by side: what is saved now, and what was typed on an older version.
async fn clash(app: &App, shell: Shell, seen: &Seen, fields: &Fields) -> Result<Response> {
    // the stage may be what changed: then there is nothing to save into
    let seen = Seen::by_id(&app.db, seen.appraisal.id, seen.viewer.clone()).await?;
    let paper = papers::load::<SelfEvaluation>(&app.db, &seen, PaperKind::SelfEvaluation).await?;
    let (saved, version) = paper
        .map(|paper| (paper.body, paper.version))
        .unwrap_or_default();
    let lang = shell.lang;
    let form = &seen.appraisal.cycle.form;
    let mut rows = Vec::new();
    for indicator in form.own_indicators() {
        let own = saved.items.get(&indicator.key).cloned().unwrap_or_default();
        let name = indicator.name.get(lang);
        rows.push((
            format!("points.{}", indicator.key),
            name.to_owned(),
            own.points
                .map(crate::ground::decimals::plain)
                .unwrap_or_default(),
        ));
        rows.push((
            format!("words.{}", indicator.key),
            name.to_owned(),
            own.words,
        ));
    }
    for question in &form.self_questions {
        let answer = saved
            .answers
            .get(&question.key)
            .cloned()
            .unwrap_or_default();
        rows.push((
            format!("answer.{}", question.key),
            question.prompt.get(lang).to_owned(),
            answer,
        ));
    }
    let writable = seen.can(crate::access::Action::WriteSelfEvaluation);
    conflict::page(
        shell,
        &seen.address("/self-evaluation"),
        version,
        writable,
        rows,
        fields,
    )
}
