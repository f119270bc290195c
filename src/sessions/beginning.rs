//! A session begins, and is known to be its owner's once more.

use std::collections::HashMap;

use axum::response::Response;
use serde_json::Value;
use time::OffsetDateTime;
use tower_sessions::Session;

use super::{
    device::{self, Device},
    log::{self, Kind, Origin},
    store,
};
use crate::{
    app::{App, Settings},
    ground::ids::PersonId,
    web::Result,
};

/// When somebody signed in, in Unix seconds: no session outlives [`LONGEST`], however busy it is.
pub(super) const SINCE: &str = "since";
/// When the password was given last, in Unix seconds.
pub(super) const PROVEN: &str = "proven";
/// From where, and with what.
pub(super) const ADDRESS: &str = "address";
pub(super) const DEVICE: &str = "device";

/// A working day; whoever goes on signs in anew, and what was typed comes along.
pub(super) const LONGEST: time::Duration = time::Duration::hours(12);
/// For so long what asks for the password asks no more.
const PROOF: time::Duration = time::Duration::minutes(10);

/// Signs a person in: another session id, a line in the log, the browser remembered.
pub(super) async fn begin(
    app: &App,
    session: &Session,
    device: &Device,
    from: &Origin,
    person: PersonId,
) -> Result<()> {
    let now = app.clock.now();
    session.clear().await;
    session.cycle_id().await?;
    session.insert(store::PERSON, person.0).await?;
    session.insert(SINCE, seconds()).await?;
    prove(session).await?;
    session.insert(ADDRESS, from.address()).await?;
    session.insert(DEVICE, &device.label).await?;
    let mut tx = app.db.begin().await?;
    let news = device::remember(&mut tx, device, person.0, now).await?;
    let kind = if news {
        Kind::NewDevice
    } else {
        Kind::SignedIn
    };
    log::write(&mut *tx, now, kind, Some(person.0), from, "").await?;
    tx.commit().await?;
    Ok(())
}

/// The browser's cookie, so that it is known the next time.
pub(super) fn with_cookie(app: &App, device: &Device, mut response: Response) -> Response {
    let secure = app.settings.base_url.starts_with("https://");
    if let Some(cookie) = device.cookie(secure) {
        let headers = response.headers_mut();
        headers.append(axum::http::header::SET_COOKIE, cookie);
    }
    response
}

/// Seconds of the real clock: a session is as old as it is, whatever day the program is told.
fn seconds() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}

/// Whether a session that began then still holds.
pub(super) fn is_young(since: Option<i64>) -> bool {
    since.is_some_and(|since| seconds() - since < LONGEST.whole_seconds())
}

/// Whether the password was given a short while ago.
pub(super) async fn is_proven(session: &Session) -> Result<bool> {
    let at = session.get::<i64>(PROVEN).await?;
    Ok(at.is_some_and(|at| seconds() - at < PROOF.whole_seconds()))
}

/// The password was given once more.
pub(super) async fn prove(session: &Session) -> Result<()> {
    session.insert(PROVEN, seconds()).await?;
    Ok(())
}

/// What the cookie of a session is called. With the prefix no other host of the domain can put one there; browsers take it
/// over https alone.
#[must_use]
pub fn cookie_name(settings: &Settings) -> &'static str {
    if settings.base_url.starts_with("https://") {
        "__Host-session"
    } else {
        "session"
    }
}

/// What a session holds that begins now, for programs that seat somebody without the sign-in page.
#[must_use]
pub fn data(person: PersonId) -> HashMap<String, Value> {
    HashMap::from([
        (store::PERSON.to_owned(), Value::from(person.0.to_string())),
        (SINCE.to_owned(), Value::from(seconds())),
        (PROVEN.to_owned(), Value::from(seconds())),
    ])
}
