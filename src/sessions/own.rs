//! `/account/security`: where somebody is signed in, and what happened with their account.

use askama::Template;
use axum::{
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use time::OffsetDateTime;
use tower_sessions::Session;

use super::{
    beginning, device,
    log::{self, Kind, Which},
    log_page::{self, LineView},
    store,
};
use crate::{
    access::Viewer,
    app::App,
    web::{Asked, Error, Fields, Notice, Result, Shell, page, see, when},
};

struct SessionView {
    id: String,
    device: String,
    address: String,
    since: String,
    seen: String,
    /// The one that asks.
    this: bool,
}

#[derive(Template)]
#[template(path = "sessions/own.html")]
struct OwnPage {
    shell: Shell,
    sessions: Vec<SessionView>,
    lines: Vec<LineView>,
    shown: String,
    after: String,
}

/// `GET /account/security`
pub async fn own(
    app: App,
    shell: Shell,
    viewer: Viewer,
    session: Session,
    asked: Asked,
) -> Result<Response> {
    let l = shell.l;
    let this = session.id().map(|id| store::row(&id));
    let at = |seconds: Option<i64>| {
        seconds
            .and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok())
            .map(|at| when::instant(at, &viewer.zone, shell.lang))
            .unwrap_or_default()
    };
    let sessions = store::open(&app.db, viewer.id)
        .await?
        .into_iter()
        .filter(|one| beginning::is_young(one.since))
        .map(|one| SessionView {
            this: this.as_deref() == Some(one.id.as_str()),
            since: at(one.since),
            seen: at(one.seen.or(one.since)),
            device: log_page::named(one.device, l),
            address: one.address,
            id: one.id,
        })
        .collect();
    let which = Which {
        person: Some(viewer.id.0),
        ..Which::default()
    };
    let (lines, after) = log_page::turn(&app, &viewer, &shell, &asked, which).await?;
    page(&OwnPage {
        sessions,
        shown: l.security_shown(lines.len()),
        lines,
        after,
        shell: shell.titled(l.security_own_title()),
    })
}

/// `POST /account/security/session-end`: one of one's own; the present one is signed out.
pub async fn end_one(
    app: App,
    viewer: Viewer,
    session: Session,
    parts: Parts,
    fields: Fields,
) -> Result<Response> {
    let id = fields.get("session");
    let this = session.id().map(|id| store::row(&id));
    if !store::end_one(&app, viewer.id, id).await? {
        return Err(Error::NotFound);
    }
    let from = device::origin(&parts);
    let (now, whose) = (app.clock.now(), Some(viewer.id.0));
    log::write(&app.db, now, Kind::SessionEnded, whose, &from, "").await?;
    if this.as_deref() == Some(id) {
        session.flush().await?;
        return Ok(Redirect::to("/sign-in").into_response());
    }
    Ok(see("/account/security", Notice::SessionEnded))
}
