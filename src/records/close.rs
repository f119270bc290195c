//! `POST …/interview/close`: the interview ends and becomes a record.

use axum::response::Response;

use super::freeze;
use crate::{
    app::App,
    appraisals::{
        Seen,
        advance::{StepEffects, advance, hold},
        dispute_window,
        lifecycle::{Guard, Proven, Step},
    },
    audit::Event,
    interviews,
    web::{Error, Notice, Result, Shell, see},
};

pub async fn close(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let form = &seen.appraisal.cycle.form;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    // whoever still writes in the room has finished or waits: what is frozen is what was there
    hold(&mut change, &seen).await?;
    let gathered = interviews::gather(&mut *change, &seen).await?;
    let unfinished = interviews::rules::unfinished(&gathered, form);
    let done = unfinished.is_empty();
    let proven = Proven::of([(Guard::StepsDone, done)]);
    let allowed = match seen.next(Step::InterviewClosed, &proven) {
        Ok(allowed) => allowed,
        Err(_) if !done => {
            let lang = shell.lang;
            let lacks = interviews::words::unfinished(&unfinished, form, shell.l, lang);
            return Err(Error::Refused(lacks));
        }
        Err(stop) => return Err(stop.tell(shell.l)),
    };
    sqlx::query!(
        "update interviews set ended_at = $2, version = version + 1 where appraisal_id = $1",
        seen.appraisal.id.0,
        now
    )
    .execute(&mut *change)
    .await?;
    let frozen =
        freeze::interview(&mut change, &seen, &gathered, &app.settings.company, now).await?;
    let dispute_until = dispute_window::closes(&mut change, &seen, today).await?;
    let event = Event::InterviewClosed {
        record_version: frozen.version,
        sha256: &frozen.sha256,
    };
    let effects = StepEffects {
        dispute_until: Some(dispute_until),
        ..StepEffects::default()
    };
    advance(&mut change, &seen, allowed, effects, event).await?;
    interviews::notify(&mut change, seen.appraisal.id).await?;
    change.commit().await?;
    Ok(see(&seen.address("/sign"), Notice::InterviewClosed))
}
