//! The door for other programs: a good token, not too often. No session is looked for, so that a
//! cookie opens nothing here.

use std::net::SocketAddr;

use axum::{
    Json,
    extract::ConnectInfo,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::store::{self, Token};
use crate::app::App;

/// An error for a program: a code to go by, and words.
#[must_use]
pub fn refuse(status: StatusCode, code: &str, message: &str) -> Response {
    (status, Json(json!({ "error": code, "message": message }))).into_response()
}

/// The one answer to a missing, unknown, expired or revoked token.
#[must_use]
pub fn unknown() -> Response {
    let mut response = refuse(
        StatusCode::UNAUTHORIZED,
        "token",
        "a valid token is expected in the header Authorization: Bearer",
    );
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

fn wait(seconds: u64) -> Response {
    let mut response = refuse(
        StatusCode::TOO_MANY_REQUESTS,
        "too_many",
        "too many calls; wait as long as Retry-After says",
    );
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// The token of a request, or the answer in its place.
pub async fn admit(app: &App, parts: &Parts) -> Result<Token, Response> {
    let found = store::bearer(&app.db, &parts.headers, app.clock.now())
        .await
        .map_err(|error| {
            tracing::error!(?error, "a token could not be looked up");
            refuse(StatusCode::SERVICE_UNAVAILABLE, "busy", "try again later")
        })?;
    if let Some(token) = found {
        return app.limits.call(token.id).map(|()| token).map_err(wait);
    }
    let address = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip());
    match app.limits.guess(address) {
        Ok(()) => Err(unknown()),
        Err(seconds) => Err(wait(seconds)),
    }
}
