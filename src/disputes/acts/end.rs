//! How a case ends: the employee accepts the superior's answer, or the committee rules. Either way
//! the record gets a new version, which both sides sign; a returned case is evaluated again.

use axum::response::Response;
use serde_json::json;
use time::OffsetDateTime;

use super::committee::seated;
use crate::{
    app::App,
    appraisals::{
        Seen,
        advance::{StepEffects, advance, hold},
        dispute_window,
        lifecycle::{Guard, Proven, Step},
        words,
    },
    audit::{Change, Event},
    calendar,
    disputes::{
        forms, pages,
        rules::{self, Decision, Points, Status, Tally},
        store::{self, Case, Desk, Outcome},
        version,
    },
    evaluations::{superior as evaluation, superior::Evaluation},
    records::{self, content::Ruling, versions},
    scoring,
    web::{Error, Fields, Notice, Result, Shell, Texts, see},
};

/// `POST …/dispute/settlement`: the employee accepts the answer, and the points offered with it.
pub async fn accept(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let today = app.clock.today(&app.settings.zone);
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    let desk = store::desk(&mut *change, &seen).await?;
    let case = desk
        .at(Status::Opened)
        .ok_or_else(|| Error::Refused(vec![l.dispute_with_committee()]))?;
    let answered = case.answered_at.is_some();
    let proven = Proven::of([(Guard::BothSettled, answered)]);
    let allowed = seen.step(Step::DisputeSettled, &proven, l)?;
    // exactly the answer that was read
    fields.read_at(case.version)?;
    let corrected = corrected(&desk, case.proposal.as_ref(), &case.answer, l)?;
    let calendar = calendar::load(&mut *change).await?;
    let effects = StepEffects {
        result: result(&seen, corrected.as_ref(), l)?,
        due_on: Some(rules::settle_by(&calendar, today)),
        dispute_until: Some(dispute_window::closes(&mut change, &seen, today).await?),
        ..StepEffects::default()
    };
    let outcome = Outcome {
        status: Status::Settled,
        decision: None,
        grounds: None,
        points: case.proposal.as_ref(),
    };
    store::close(&mut change, &seen, case, &outcome, now).await?;
    let reason = l.dispute_reason_settled();
    let frozen = freeze(
        &mut change,
        &seen,
        &desk,
        corrected.as_ref(),
        None,
        &reason,
        now,
    )
    .await?;
    let event = Event::DisputeSettled {
        dispute: case.id.0,
        points: json!(case.proposal),
        record_version: frozen.0,
        sha256: &frozen.1,
    };
    advance(&mut change, &seen, allowed, effects, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/dispute"), Notice::DisputeSettled))
}

/// `POST …/dispute/ruling`: any seated member enters what the majority decided.
pub async fn rule(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let today = app.clock.today(&app.settings.zone);
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    // nobody votes from here on
    hold(&mut change, &seen).await?;
    let desk = store::desk(&mut *change, &seen).await?;
    let (case, _) = seated(&desk, &seen, l)?;
    let tally = rules::tally(&case.votes());
    if tally == Tally::Split {
        return Err(Error::Refused(vec![l.dispute_tally_split()]));
    }
    let Some(decision) = tally.majority() else {
        return Err(Error::Refused(vec![words::guard(Guard::Quorum, l)]));
    };
    let step = match decision {
        Decision::Adjusted => Step::DisputeAdjusted,
        Decision::Returned => Step::DisputeReturned,
        Decision::Upheld => Step::DisputeUpheld,
    };
    let proven = Proven::of([(Guard::Quorum, tally.majority().is_some())]);
    let allowed = seen.step(step, &proven, l)?;
    let points = if decision == Decision::Adjusted {
        let middle = rules::adjusted(&case.items, &case.points, case.proposals());
        Some(middle.ok_or_else(|| Error::Refused(vec![l.dispute_middle_unchanged()]))?)
    } else {
        None
    };
    let (judgement, faults) = forms::ruling(decision, points.as_ref(), &fields, l);
    if !faults.is_empty() {
        drop(change);
        return pages::again(&app, shell, &seen, &desk, &fields, faults);
    }
    fields.read_at(case.version)?;
    let outcome = Outcome {
        status: Status::Ruled,
        decision: Some(decision),
        grounds: Some(&judgement.words),
        points: judgement.points.as_ref(),
    };
    store::close(&mut change, &seen, case, &outcome, now).await?;
    let corrected = corrected(&desk, judgement.points.as_ref(), &judgement.words, l)?;
    let result = result(&seen, corrected.as_ref(), l)?;
    let due_on = rules::settle_by(&calendar::load(&mut *change).await?, today);
    let mut frozen = None;
    let mut effects = StepEffects {
        due_on: Some(due_on),
        result,
        ..StepEffects::default()
    };
    if decision == Decision::Returned {
        // the old record stays readable; the work of the stages is open again
        crate::requests::reopening::undo(&mut change, &seen, allowed.to()).await?;
        effects.return_reason = Some(return_reason(&seen, case, &judgement.words, &shell));
    } else {
        let ruling = version::ruling(&seen, case, decision, &judgement, result, now);
        let reason = if decision == Decision::Upheld {
            l.dispute_reason_upheld()
        } else {
            l.dispute_reason_adjusted()
        };
        let made = freeze(
            &mut change,
            &seen,
            &desk,
            corrected.as_ref(),
            ruling,
            &reason,
            now,
        )
        .await?;
        frozen = Some(made);
    }
    let (record_version, sha256) = frozen.unzip();
    let event = Event::DisputeRuled {
        dispute: case.id.0,
        decision: json!(decision),
        points_before: json!(case.points),
        points: json!(judgement.points),
        record_version,
        sha256,
    };
    change.record(seen.appraisal.id, event).await?;
    let dispute = case.id.0;
    let event = match decision {
        Decision::Upheld => Event::DisputeUpheld { dispute },
        Decision::Adjusted => Event::DisputeAdjusted { dispute },
        Decision::Returned => Event::DisputeReturned { dispute },
    };
    advance(&mut change, &seen, allowed, effects, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/dispute"), Notice::DisputeRuled))
}

/// The evaluation with the new points for the named items, where there are any.
fn corrected(
    desk: &Desk,
    points: Option<&Points>,
    reason: &str,
    l: &Texts,
) -> Result<Option<Evaluation>> {
    let Some(points) = points else {
        return Ok(None);
    };
    let (evaluation, _) = desk
        .evaluation
        .as_ref()
        .ok_or_else(|| Error::Refused(vec![l.dispute_no_evaluation()]))?;
    Ok(Some(evaluation::adjusted(evaluation, points, reason)))
}

/// Total, grade and multiplier that follow.
fn result(
    seen: &Seen,
    corrected: Option<&Evaluation>,
    l: &Texts,
) -> Result<Option<(rust_decimal::Decimal, i16, rust_decimal::Decimal)>> {
    let Some(corrected) = corrected else {
        return Ok(None);
    };
    let cycle = &seen.appraisal.cycle;
    match evaluation::outcome(&cycle.form, &cycle.scheme, corrected) {
        scoring::Outcome::Complete {
            total,
            band,
            multiplier,
            ..
        } => Ok(Some((
            total,
            i16::try_from(band).unwrap_or(i16::MAX),
            multiplier,
        ))),
        scoring::Outcome::Incomplete { .. } => Err(Error::Refused(vec![l.dispute_no_evaluation()])),
    }
}

/// Puts the corrected evaluation in its place and freezes the next version of the record.
async fn freeze(
    change: &mut Change,
    seen: &Seen,
    desk: &Desk,
    corrected: Option<&Evaluation>,
    ruling: Option<Ruling>,
    reason: &str,
    now: OffsetDateTime,
) -> Result<(u32, String)> {
    if let (Some(corrected), Some((_, read_at))) = (corrected, &desk.evaluation) {
        evaluation::correct(change, seen, *read_at, corrected, now).await?;
    }
    let cycle = &seen.appraisal.cycle;
    let last = versions::last(change, seen.appraisal.id)
        .await?
        .ok_or_else(|| anyhow::anyhow!("a dispute about an appraisal without a record"))?;
    let next = records::revised(&last, &cycle.form, &cycle.scheme, corrected, ruling)
        .ok_or_else(|| anyhow::anyhow!("a corrected evaluation without a complete result"))?;
    let sha256 = versions::add(change, &next, reason, seen.viewer.id, now).await?;
    Ok((next.version, sha256))
}

fn return_reason(seen: &Seen, case: &Case, grounds: &str, shell: &Shell) -> String {
    let names: Vec<&str> = case
        .items
        .iter()
        .filter_map(|item| seen.appraisal.cycle.form.indicator(item))
        .map(|indicator| indicator.name.get(shell.lang))
        .collect();
    shell
        .l
        .dispute_return_reason(names.join(&shell.l.words_comma()), grounds)
}
