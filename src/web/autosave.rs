//! What a form that saves itself gets back.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::tz::TimeZone;
use serde_json::json;
use time::OffsetDateTime;

use super::{FieldError, Texts, forms::Faults, when};

/// The new version and the time to show.
#[must_use]
pub fn saved(version: i32, at: OffsetDateTime, zone: &TimeZone) -> Response {
    saved_with(version, at, zone, &[])
}

/// The same with hints of the language check: the field, and what is worth a second look there.
#[must_use]
pub fn saved_with(
    version: i32,
    at: OffsetDateTime,
    zone: &TimeZone,
    hints: &[(String, String)],
) -> Response {
    let hints: Vec<_> = hints
        .iter()
        .map(|(field, text)| json!({ "field": field, "text": text }))
        .collect();
    Json(json!({ "version": version, "saved_at": when::clock(at, zone), "hints": hints }))
        .into_response()
}

/// Somebody, perhaps the same person in another tab, has saved in between.
#[must_use]
pub fn conflict() -> Response {
    (StatusCode::CONFLICT, Json(json!({ "conflict": true }))).into_response()
}

/// The text cannot be saved as it stands; the first reason.
#[must_use]
pub fn refused(faults: &Faults, l: &Texts) -> Response {
    let error = FieldError::list(faults, l)
        .into_iter()
        .next()
        .map(|fault| fault.text)
        .unwrap_or_default();
    (
        StatusCode::UNPROCESSABLE_ENTITY,
        Json(json!({ "error": error })),
    )
        .into_response()
}
