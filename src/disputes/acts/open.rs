//! The employee opens a case; the superior answers it and may offer other points.

use axum::response::Response;

use crate::{
    app::App,
    appraisals::{
        Seen,
        advance::{StepEffects, advance, hold},
        lifecycle::{Guard, Proven, Step},
    },
    audit::Event,
    calendar,
    disputes::{
        forms, pages,
        rules::{self, Points, Status},
        store, views,
    },
    web::{Error, Fields, Notice, Result, Shell, see},
};
use serde_json::json;

/// `POST …/dispute`
pub async fn open(app: App, shell: Shell, seen: Seen, opening: forms::Opening) -> Result<Response> {
    let a = &seen.appraisal;
    let today = app.clock.today(&app.settings.zone);
    let desk = store::desk(&app.db, &seen).await?;
    let proven = Proven::of([
        (
            Guard::DisputeWindowOpen,
            rules::window_open(a.stage, a.dispute_until, today),
        ),
        (Guard::NoRulingYet, !desk.ruled),
    ]);
    let allowed = seen.step(Step::DisputeOpened, &proven, shell.l)?;
    let (typed, faults) = forms::opening(&a.cycle.form, &opening, shell.l);
    let (Some(kind), Some(interview_held), true) =
        (typed.kind, typed.interview_held, faults.is_empty())
    else {
        return pages::again(&app, shell, &seen, &desk, &opening.fields, faults);
    };
    let points: Points = views::standing(&desk, &seen)
        .into_iter()
        .filter(|(item, _)| typed.items.contains(item))
        .collect();
    let due_on = rules::settle_by(&calendar::load(&app.db).await?, today);
    let new = store::New {
        kind,
        items: &typed.items,
        points: &points,
        grounds: &typed.grounds,
        interview_held,
        due_on,
        files: &opening.files,
    };
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    let id = store::open(&mut change, &seen, &new, now).await?;
    let event = Event::DisputeOpened {
        dispute: id.into(),
        kind: json!(kind),
        items: &typed.items,
        interview_held,
        files: opening.files.len(),
        due_on: due_on.to_string(),
    };
    let effects = StepEffects {
        due_on: Some(due_on),
        ..StepEffects::default()
    };
    advance(&mut change, &seen, allowed, effects, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/dispute"), Notice::DisputeOpened))
}

/// `POST …/dispute/answer`: the superior's words, and other points for the named items if offered.
pub async fn answer(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let desk = store::desk(&app.db, &seen).await?;
    let case = desk
        .at(Status::Opened)
        .ok_or_else(|| Error::Refused(vec![shell.l.dispute_with_committee()]))?;
    let form = &seen.appraisal.cycle.form;
    let (words, proposal, faults) =
        forms::answer(form, &case.items, &case.points, &fields, shell.l);
    if !faults.is_empty() {
        return pages::again(&app, shell, &seen, &desk, &fields, faults);
    }
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    let read_at = fields.version();
    store::answer(&mut change, case, read_at, &words, proposal.as_ref(), now).await?;
    let event = Event::DisputeAnswered {
        dispute: case.id.0,
        offered: json!(proposal),
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/dispute"), Notice::DisputeAnswered))
}
