//! The employee opens a case; the superior answers it and may offer other points.

use axum::{extract::State, response::Response};

use crate::{
    app::App,
    appraisals::{
        Seen,
        advance::{StepEffects, advance, hold},
        lifecycle::{Guard, Proven, Step},
    },
    calendar,
    disputes::{
        forms, pages,
        rules::{self, Points, Status},
        store, views,
    },
    history,
    web::{Error, Fields, Notice, Result, Shell, see},
};

/// `POST …/dispute`
pub async fn open(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    opening: forms::Opening,
) -> Result<Response> {
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
    let allowed = seen
        .next(Step::DisputeOpened, &proven)
        .map_err(|stop| stop.tell(shell.l))?;
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
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    hold(&mut tx, &seen).await?;
    let id = store::open(&mut tx, &seen, &new, now).await?;
    let detail = serde_json::json!({
        "dispute": id,
        "kind": kind,
        "items": typed.items,
        "interview_held": interview_held,
        "files": opening.files.len(),
        "due_on": due_on.to_string(),
    });
    let effects = StepEffects {
        due_on: Some(due_on),
        ..StepEffects::default()
    };
    advance(&mut tx, &seen, allowed, effects, &detail, now).await?;
    tx.commit().await?;
    Ok(see(&seen.address("/dispute"), Notice::DisputeOpened))
}

/// `POST …/dispute/answer`: the superior's words, and other points for the named items if offered.
pub async fn answer(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
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
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    hold(&mut tx, &seen).await?;
    let read_at = fields.version();
    store::answer(&mut tx, case, read_at, &words, proposal.as_ref(), now).await?;
    let detail = serde_json::json!({ "dispute": case.id, "offered": proposal });
    history::append(
        &mut tx,
        seen.appraisal.id.0,
        Some(seen.viewer.id),
        "dispute_answered",
        &detail,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(see(&seen.address("/dispute"), Notice::DisputeAnswered))
}
