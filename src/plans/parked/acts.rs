//! `POST /appraisals/{id}/parked/{point}`: the outcome, once.

use axum::{extract::Path, response::Response};

use super::{pages, store};
use crate::{
    app::App,
    appraisals::Seen,
    audit::Event,
    plans::parked::points,
    web::{
        Error, Fields, Notice, Result, Shell,
        forms::{Faults, LONG},
        see,
    },
};

pub async fn report(
    app: App,
    shell: Shell,
    seen: Seen,
    Path((_, point)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response> {
    let points = points::points(&app.db, &seen).await?;
    let point = points
        .iter()
        .find(|one| one.id.to_string() == point)
        .ok_or(Error::NotFound)?;
    if point.reported_at.is_some() {
        return Ok(see(&seen.address("/parked"), Notice::AlreadyDone));
    }
    if !pages::may_report(&seen, point) {
        let refused = shell.l.parked_not_yours(point.owner_name.as_str());
        return Err(Error::Refused(vec![refused]));
    }
    let mut faults = Faults::default();
    let field = format!("outcome.{}", point.id);
    let outcome = fields.required(&field, LONG, &mut faults);
    if !faults.is_empty() {
        return pages::render(&app, shell, &seen, &points, &fields, &faults);
    }
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    store::report(
        &mut change,
        &seen,
        point.id,
        fields.version(),
        &outcome,
        now,
    )
    .await?;
    let event = Event::ParkedReported {
        point: point.id,
        item: &point.item,
        owner: point.owner.0,
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/parked"), Notice::OutcomeReported))
}
