//! Saving the draft and submitting the evaluation.

use axum::{extract::State, response::Response};

use super::{
    forms::read,
    pages, returned,
    rules::{Evaluation, lacks, needs_review, outcome},
};
use crate::{
    access::Action,
    app::App,
    appraisals::{
        Seen,
        lifecycle::{Guard, Step},
        papers::{self, PaperKind},
        scoring::Outcome,
        store::{Brings, advance},
    },
    web::{Error, Fields, Notice, Result, Shell, autosave, conflict, see},
};

const PAPER: (PaperKind, i16) = (PaperKind::Evaluation, 0);

/// `POST …/evaluation`: the draft, as typed.
pub async fn save(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let (mut body, mut faults) = read(&seen.appraisal.cycle.form, &fields);
    faults.merge(returned::keep_closed(&app.db, &seen, &fields, &mut body, shell.l).await?);
    if !faults.is_empty() {
        return if fields.autosave {
            Ok(autosave::refused(&faults, shell.l))
        } else {
            pages::again(&app, shell, &seen, Some(body), &fields, &faults).await
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
            Ok(see(&seen.address("/evaluation"), Notice::Saved))
        }
        Err(Error::Conflict) if fields.autosave => Ok(autosave::conflict()),
        Err(Error::Conflict) => {
            drop(tx);
            clash(&app, shell, &seen, &fields).await
        }
        Err(error) => Err(error),
    }
}

/// `POST …/evaluation/submission`: saves what was typed and submits it, or says what is missing.
pub async fn submit(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let cycle = &seen.appraisal.cycle;
    let (mut body, mut faults) = read(&cycle.form, &fields);
    faults.merge(returned::keep_closed(&app.db, &seen, &fields, &mut body, shell.l).await?);
    faults.merge(lacks(&returned::open_part(&seen), &body, shell.l));
    if !faults.is_empty() {
        return pages::again(&app, shell, &seen, Some(body), &fields, &faults).await;
    }
    let result = match outcome(&cycle.form, &cycle.scheme, &body) {
        Outcome::Complete {
            total,
            band,
            multiplier,
            ..
        } => Some((total, band, multiplier)),
        Outcome::Incomplete { .. } => None,
    };
    let to = seen
        .next(Step::EvaluationSubmitted, |guard| match guard {
            Guard::Scored => result.is_some(),
            // nothing was lacking
            _ => true,
        })
        .map_err(|stop| stop.tell(shell.l))?;
    let approved =
        result.is_some_and(|(_, band, _)| !needs_review(&cycle.scheme, cycle.with_review, band));
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let version = match papers::save(&mut tx, &seen, PAPER, fields.version(), &body, now).await {
        Err(Error::Conflict) => {
            drop(tx);
            return clash(&app, shell, &seen, &fields).await;
        }
        other => other?,
    };
    papers::submit(&mut tx, &seen, PAPER, version, now).await?;
    let brings = Brings {
        result: result.map(|(total, band, multiplier)| {
            // a scheme has at most twelve bands
            (total, i16::try_from(band).unwrap_or_default(), multiplier)
        }),
        approved,
        ..Brings::default()
    };
    let detail = serde_json::json!({
        "paper_version": version,
        "total": result.map(|(total, ..)| total),
        "approved_by_rule": approved,
    });
    let step = Step::EvaluationSubmitted;
    advance(&mut tx, &seen, step, to, &brings, &detail, now).await?;
    tx.commit().await?;
    Ok(see(
        &seen.address("/evaluation"),
        Notice::EvaluationSubmitted,
    ))
}

/// Both texts side by side: what is saved now, and what was typed on an older version.
async fn clash(app: &App, shell: Shell, seen: &Seen, fields: &Fields) -> Result<Response> {
    // the stage may be what changed: then there is nothing to save into
    let seen = Seen::by_id(&app.db, seen.appraisal.id, seen.viewer.clone()).await?;
    let paper = papers::load::<Evaluation>(&app.db, &seen, PaperKind::Evaluation).await?;
    let (saved, version) = paper
        .map(|paper| (paper.body, paper.version))
        .unwrap_or_default();
    let rows = super::view::rows(&seen, &saved, &shell);
    let writable = seen.can(Action::WriteEvaluation);
    let address = seen.address("/evaluation");
    conflict::page(shell, &address, version, writable, rows, fields)
}
