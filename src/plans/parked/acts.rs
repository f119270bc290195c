//! `POST /appraisals/{id}/parked/{point}`: the outcome, once.

use axum::{
    extract::{Path, State},
    response::Response,
};
use serde_json::json;

use super::{pages, store};
use crate::{
    app::App,
    appraisals::Seen,
    history,
    plans::parked::points,
    web::{
        Error, Fields, Notice, Result, Shell,
        forms::{Faults, LONG},
        see,
    },
};

pub async fn report(
    State(app): State<App>,
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
        return pages::again(&app, shell, &seen, &points, &fields, &faults);
    }
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    store::report(&mut tx, &seen, point.id, fields.version(), &outcome, now).await?;
    let detail = json!({ "point": point.id, "item": point.item, "owner": point.owner });
    history::append(
        &mut tx,
        seen.appraisal.id.0,
        Some(seen.viewer.id),
        "parked_reported",
        &detail,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(see(&seen.address("/parked"), Notice::OutcomeReported))
}
