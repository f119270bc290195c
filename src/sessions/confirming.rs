//! Asking for the password once more, before what widens power or carries results out of the house: a browser that
//! somebody left open is not its owner. The form that was sent comes along and goes where it was going.

use askama::Template;
use axum::{
    extract::{Query, Request},
    http::{Method, StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use tower_sessions::Session;

use super::{
    beginning,
    carried::{Carried, inside},
    device, interrupted,
    log::{self, Kind},
    store,
};
use crate::{
    access::Viewer,
    app::App,
    web::{Fields, FormView, Result, Shell, forms::Faults, page},
};

#[derive(Template)]
#[template(path = "sessions/confirm.html")]
struct ConfirmPage {
    shell: Shell,
    form: FormView,
    next: String,
    /// The form that was sent, as hidden fields.
    carried: Vec<(String, String)>,
    back: String,
}

/// Whether a request need not be asked.
pub async fn is_proven(parts: &Parts) -> Result<bool> {
    match parts.extensions.get::<Session>() {
        Some(session) => beginning::is_proven(session).await,
        None => Ok(false),
    }
}

/// The answer to a request that has to be confirmed first.
pub async fn ask(request: Request, app: &App) -> Result<Response> {
    if request.method() == Method::POST {
        let (shell, carried) = interrupted::carry(request, app).await?;
        let mut response = confirm_form(shell, &Fields::from_pairs(carried.fields()), None)?;
        *response.status_mut() = StatusCode::UNAUTHORIZED;
        return Ok(response);
    }
    let here = request.uri().path_and_query();
    let here = here.map_or("/", axum::http::uri::PathAndQuery::as_str);
    let next: String = form_urlencoded::byte_serialize(here.as_bytes()).collect();
    Ok(Redirect::to(&format!("/confirmation?next={next}")).into_response())
}

#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// `GET /confirmation`
pub async fn confirmation(shell: Shell, Query(query): Query<Next>) -> Result<Response> {
    let fields = Fields::from_pairs(vec![("next".into(), query.next)]);
    confirm_form(shell, &fields, None)
}

fn confirm_form(mut shell: Shell, fields: &Fields, faults: Option<&Faults>) -> Result<Response> {
    let l = shell.l;
    let carried = Carried::of(fields);
    if carried.is_some() {
        // another language would leave the form behind
        shell.back = String::new();
    }
    let none = Faults::default();
    page(&ConfirmPage {
        form: FormView::of(fields, faults.unwrap_or(&none), l)
            .labels([("password", l.sign_in_password())]),
        next: inside(fields.get("next")).to_owned(),
        back: carried
            .as_ref()
            .map_or_else(|| "/".to_owned(), |carried| carried.back.clone()),
        carried: carried.map(|carried| carried.hidden()).unwrap_or_default(),
        shell: shell.titled(l.reconfirm_title()),
    })
}

/// `POST /confirmation`
pub async fn confirm(
    app: App,
    shell: Shell,
    viewer: Viewer,
    session: Session,
    parts: Parts,
    fields: Fields,
) -> Result<Response> {
    let mut faults = Faults::default();
    store::confirm_password(&app, viewer.id, &fields, shell.l, &mut faults).await?;
    let from = device::origin(&parts);
    let kind = if faults.is_empty() {
        Kind::Confirmed
    } else {
        Kind::NotConfirmed
    };
    log::write(&app.db, app.clock.now(), kind, Some(viewer.id.0), &from, "").await?;
    if !faults.is_empty() {
        return confirm_form(shell, &fields, Some(&faults));
    }
    beginning::prove(&session).await?;
    match Carried::of(&fields) {
        Some(carried) => interrupted::go_on(shell, carried),
        None => match inside(fields.get("next")) {
            "/" => Ok(Redirect::to("/").into_response()),
            next => interrupted::fetch(shell, next),
        },
    }
}
