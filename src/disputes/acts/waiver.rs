//! HR lets the employee open a case although the days for it are over.

use axum::response::Response;

use crate::{
    app::App,
    appraisals::Seen,
    audit::Event,
    disputes::{forms, pages, rules, store},
    web::{Error, Fields, Notice, Result, Shell, see, when},
};

/// `POST …/dispute/waiver`: a new last day, with the reason; only once the window has closed.
pub async fn waive(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let desk = store::desk(&app.db, &seen).await?;
    let until = seen.appraisal.dispute_until;
    if !rules::waivable(seen.appraisal.stage, until, today, desk.ruled) {
        return Err(Error::Refused(vec![shell.l.dispute_waiver_not_now()]));
    }
    let (day, reason, faults) = forms::waiver(&fields, today, shell.l);
    let (Some(day), true) = (day, faults.is_empty()) else {
        return pages::again(&app, shell, &seen, &desk, &fields, faults);
    };
    seen.must_be_current(&fields)?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    store::waive(&mut change, &seen, day).await?;
    let event = Event::DisputeWindowWaived {
        before: until.map(when::input_day),
        until: when::input_day(day),
        reason: &reason,
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/dispute"), Notice::DisputeWindowWaived))
}
