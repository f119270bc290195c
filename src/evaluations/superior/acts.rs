//! Saving the draft and submitting the evaluation, whole or a part of it.

use axum::response::Response;

use super::{
    forms::read,
    pages, queue, returned,
    rules::{Evaluation, judged, lacks, needs_review, outcome},
    side::{self, Side},
    store,
};
use crate::{
    app::App,
    appraisals::{
        Seen,
        advance::{StepEffects, advance, hold},
        lifecycle::{Guard, Proven, Step},
        papers,
    },
    audit::{Change, Event},
    evaluations::{colleagues, explanation},
    language,
    scoring::Outcome,
    web::{Error, Fields, Notice, Result, Shell, Texts, autosave, conflict, see},
};

/// `POST …/evaluation`: the draft, as typed.
pub async fn save(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    keep(&app, shell, &seen, &fields, Side::Whole).await
}

/// `POST …/part`: the draft of a further superior.
pub async fn save_part(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    keep(&app, shell, &seen, &fields, Side::Part).await
}

async fn keep(
    app: &App,
    shell: Shell,
    seen: &Seen,
    fields: &Fields,
    side: Side,
) -> Result<Response> {
    let (mut body, mut faults) = read(&side.form(&seen.appraisal.cycle.form), fields);
    faults.merge(
        returned::keep_closed(&app.db, seen, side.paper(), fields, &mut body, shell.l).await?,
    );
    if !faults.is_empty() {
        return if fields.autosave {
            Ok(autosave::refused(&faults, shell.l))
        } else {
            pages::again_on(app, shell, seen, side, (Some(body), fields), &faults).await
        };
    }
    let now = app.clock.now();
    let paper = (side.paper(), 0);
    let mut tx = app.db.begin().await?;
    match papers::save(&mut tx, seen, paper, fields.version(), &body, now).await {
        Ok(version) => {
            tx.commit().await?;
            if fields.autosave {
                let hints = hints(fields, shell.l);
                let zone = &seen.viewer.zone;
                return Ok(autosave::saved_with(version, now, zone, &hints));
            }
            Ok(see(&back(seen, side, fields), Notice::Saved))
        }
        Err(Error::Conflict) if fields.autosave => Ok(autosave::conflict()),
        Err(Error::Conflict) => {
            drop(tx);
            clash(app, shell, seen, fields, side).await
        }
        Err(error) => Err(error),
    }
}

/// The page that it was written on, with its filter.
fn back(seen: &Seen, side: Side, fields: &Fields) -> String {
    let todo = if fields.has("todo") { "?todo=1" } else { "" };
    seen.address(&format!("{}{todo}", side.below()))
}

/// What is worth a second look, by field.
fn hints(fields: &Fields, l: &Texts) -> Vec<(String, String)> {
    fields
        .pairs()
        .iter()
        .flat_map(|(field, text)| {
            language::check(text)
                .into_iter()
                .map(|hint| (field.clone(), language::tell(&hint, l)))
        })
        .collect()
}

/// `POST …/evaluation/submission`: saves what was typed and submits it, or says what is missing.
pub async fn submit(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let cycle = &seen.appraisal.cycle;
    let (mut body, mut faults) = read(&cycle.form, &fields);
    let kind = Side::Whole.paper();
    faults.merge(returned::keep_closed(&app.db, &seen, kind, &fields, &mut body, shell.l).await?);
    body.parts = store::desk(&app.db, &seen, Side::Whole).await?.parts;
    if !body.parts.is_empty() {
        body.superior.clone_from(&seen.appraisal.superior.name);
    }
    faults.merge(lacks(&returned::open_part(&seen), &body, shell.l));
    if !faults.is_empty() {
        let typed = (Some(body), &fields);
        return pages::again_on(&app, shell, &seen, Side::Whole, typed, &faults).await;
    }
    let mut change = app.change(Some(seen.viewer.id)).await?;
    match write(&mut change, &seen, &body, &fields, shell.l).await {
        Err(Error::Conflict) => {
            drop(change);
            return clash(&app, shell, &seen, &fields, Side::Whole).await;
        }
        other => other?,
    }
    change.commit().await?;
    let notice = Notice::EvaluationSubmitted;
    onward(&app, &seen, &fields, Side::Whole, notice).await
}

async fn write(
    change: &mut Change,
    seen: &Seen,
    body: &Evaluation,
    fields: &Fields,
    l: &Texts,
) -> Result<()> {
    let now = change.now();
    let cycle = &seen.appraisal.cycle;
    let outcome = outcome(&cycle.form, &cycle.scheme, body);
    let result = match &outcome {
        Outcome::Complete {
            total,
            band,
            multiplier,
            ..
        } => Some((*total, *band, *multiplier)),
        Outcome::Incomplete { .. } => None,
    };
    let lacking = lacks(&returned::open_part(seen), body, l);
    let proven = Proven::of([
        (Guard::Scored, result.is_some()),
        (Guard::WeakItemsExplained, lacking.is_empty()),
    ]);
    let allowed = seen.step(Step::EvaluationSubmitted, &proven, l)?;
    let approved =
        result.is_some_and(|(_, band, _)| !needs_review(&cycle.scheme, cycle.with_review, band));
    let paper = (Side::Whole.paper(), 0);
    let version = papers::save(change, seen, paper, fields.version(), body, now).await?;
    if !side::hold_parts(change, seen, &body.parts).await? {
        return Err(Error::Conflict);
    }
    let paper = papers::submit(change, seen, paper, version, now).await?;
    let effects = StepEffects {
        result: result.map(|(total, band, multiplier)| {
            // a scheme has at most twelve bands
            (total, i16::try_from(band).unwrap_or_default(), multiplier)
        }),
        approved,
        ..StepEffects::default()
    };
    let shares: Vec<_> = body
        .parts
        .iter()
        .map(|part| serde_json::json!({ "person": part.person, "share": part.share }))
        .collect();
    let event = Event::EvaluationSubmitted {
        paper,
        paper_version: version,
        total: result.map(|(total, ..)| total),
        approved_by_rule: approved,
        shares: serde_json::json!(shares),
        colleagues_answered: colleagues::answered(change, seen).await?,
    };
    // how the total came about is among what the event vouches for
    explanation::keep(change, seen, &outcome, now).await?;
    advance(change, seen, allowed, effects, event).await
}

/// To the next one to do where that was asked for and there is one.
async fn onward(
    app: &App,
    seen: &Seen,
    fields: &Fields,
    side: Side,
    notice: Notice,
) -> Result<Response> {
    if fields.get("then") == "next" {
        let all = store::desk(&app.db, seen, side).await?.queue;
        let todo = if fields.has("todo") { "?todo=1" } else { "" };
        if let Some(next) = queue::next_to_do(&all, seen.appraisal.id.0) {
            let address = format!("/appraisals/{}{}{todo}", next.id, side.below());
            return Ok(see(&address, notice));
        }
    }
    Ok(see(&seen.address(side.below()), notice))
}

/// `POST …/part/submission`
pub async fn submit_part(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let side = Side::Part;
    let form = side.form(&seen.appraisal.cycle.form);
    let (mut body, mut faults) = read(&form, &fields);
    let kind = side.paper();
    faults.merge(returned::keep_closed(&app.db, &seen, kind, &fields, &mut body, shell.l).await?);
    faults.merge(lacks(&judged(&returned::open_part(&seen)), &body, shell.l));
    if !faults.is_empty() {
        return pages::again_on(&app, shell, &seen, side, (Some(body), &fields), &faults).await;
    }
    let paper = (side.paper(), 0);
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    let version = match papers::save(&mut change, &seen, paper, fields.version(), &body, now).await
    {
        Err(Error::Conflict) => {
            drop(change);
            return clash(&app, shell, &seen, &fields, side).await;
        }
        other => other?,
    };
    let paper = papers::submit(&mut change, &seen, paper, version, now).await?;
    let event = Event::PartSubmitted {
        paper,
        paper_version: version,
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    onward(&app, &seen, &fields, side, Notice::PartSubmitted).await
}

/// `POST …/part/reopening`: the writer changes it again, before the whole is submitted.
pub async fn reopen_part(app: App, seen: Seen, fields: Fields) -> Result<Response> {
    let side = Side::Part;
    seen.must(side.writer())?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    hold(&mut change, &seen).await?;
    papers::reopen(&mut change, &seen, side.paper()).await?;
    change
        .record(seen.appraisal.id, Event::PartReopened {})
        .await?;
    change.commit().await?;
    Ok(see(&back(&seen, side, &fields), Notice::PartReopened))
}

/// Both texts side by side: what is saved now, and what was typed on an older version.
async fn clash(
    app: &App,
    shell: Shell,
    seen: &Seen,
    fields: &Fields,
    side: Side,
) -> Result<Response> {
    // the stage may be what changed: then there is nothing to save into
    let seen = Seen::by_id(&app.db, seen.appraisal.id, seen.viewer.clone()).await?;
    let paper = papers::load::<Evaluation>(&app.db, &seen, side.paper()).await?;
    let writable =
        seen.can(side.writer()) && paper.as_ref().is_none_or(|p| p.submitted_at.is_none());
    let (saved, version) = paper
        .map(|paper| (paper.body, paper.version))
        .unwrap_or_default();
    let rows = super::comparison::rows(
        &seen,
        &side.form(&seen.appraisal.cycle.form),
        &saved,
        &shell,
    );
    let address = seen.address(side.below());
    conflict::page(shell, &address, version, writable, rows, fields)
}
