//! Signing in and out, and the language.

use axum::{
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use tower_sessions::Session;

use super::{
    beginning,
    carried::{Carried, inside},
    device::{self, Device, Peer},
    interrupted,
    log::{self, Kind},
    pages, recognise, store,
};
use crate::{
    access::{Lang, Viewer},
    app::App,
    secrets::passwords::LONGEST,
    web::{
        Error, Fields, Notice, Result, Shell,
        forms::{Fault, Faults, SHORT},
        see,
    },
};

/// For so long whoever signs in is told that the account was opened by a letter.
const LETTER: time::Duration = time::Duration::days(30);

pub async fn sign_in(
    app: App,
    shell: Shell,
    peer: Peer,
    session: Session,
    mut parts: Parts,
    fields: Fields,
) -> Result<Response> {
    let carried = Carried::of(&fields);
    let mut faults = Faults::default();
    let login = fields.required("login", SHORT, &mut faults);
    if fields.get("password").is_empty() {
        faults.add("password", Fault::Required);
    }
    if !faults.is_empty() || fields.get("password").chars().count() > LONGEST {
        return pages::sign_in_form(shell, &fields, &faults, String::new());
    }
    let device = Device::of(&parts.headers);
    let from = device::origin(&parts);
    let now = app.clock.now();
    let account = store::account(&app.db, &login, &device, now - LETTER).await?;
    let person = account.as_ref().map(|account| account.person);
    let known = account.as_ref().is_some_and(|account| account.known_device);
    // one account has one count, whichever of its names is typed; a browser that it was opened with has a count of its own
    let (counted, address) = match person {
        Some(person) if known => (format!("{} {:?}", person.0, device.hash()), None),
        Some(person) => (person.0.to_string(), peer.address()),
        None => (login.to_lowercase(), peer.address()),
    };
    if let Err(seconds) = app.limits.take(&counted, address) {
        // of accounts that are none, all together: their names are anybody's to make up
        let whose = person.map(|person| person.0);
        let name = whose.map_or_else(String::new, |person| person.to_string());
        if app.limits.may_log_slowed(&name) {
            log::write(&app.db, now, Kind::Slowed, whose, &from, "").await?;
        }
        if carried.is_none() {
            return Err(Error::TooMany { seconds });
        }
        // the page itself again: it holds somebody's text
        let text = shell.l.problem_too_many_why(seconds);
        let mut response = pages::sign_in_form(shell, &fields, &faults, text)?;
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        return Ok(response);
    }
    let by_letter = account.as_ref().is_some_and(|account| account.by_letter);
    let hash = account.map(|account| account.password_hash);
    let password = fields.get("password").to_owned();
    let right = app.hasher.verify(password, hash).await?;
    let Some(signing_in) = person.filter(|_| right) else {
        let whose = person.map(|person| person.0);
        log::write(&app.db, now, Kind::WrongPassword, whose, &from, "").await?;
        let text = shell.l.sign_in_wrong();
        return pages::sign_in_form(shell, &fields, &faults, text);
    };
    app.limits.give_back(&counted, address);
    beginning::begin(&app, &session, &device, &from, signing_in).await?;
    let response = if let Some(carried) = carried
        && let Some(viewer) = recognise::person(&parts, &app, signing_in).await?
    {
        let name = viewer.name.clone();
        parts.extensions.insert(viewer);
        interrupted::hand_back(Shell::of(&parts), carried, name)?
    } else {
        let next = inside(fields.get("next"));
        if by_letter {
            see(next, Notice::OpenedByLetter)
        } else {
            Redirect::to(next).into_response()
        }
    };
    Ok(beginning::with_cookie(&app, &device, response))
}

pub async fn sign_out(app: App, session: Session, parts: Parts) -> Result<Response> {
    if let Some(person) = session.get::<uuid::Uuid>(store::PERSON).await? {
        let from = device::origin(&parts);
        let now = app.clock.now();
        log::write(&app.db, now, Kind::SignedOut, Some(person), &from, "").await?;
    }
    session.flush().await?;
    Ok(see("/sign-in", Notice::SignedOut))
}

pub async fn sign_out_everywhere(
    app: App,
    viewer: Viewer,
    session: Session,
    parts: Parts,
) -> Result<Response> {
    let from = device::origin(&parts);
    let (now, whose) = (app.clock.now(), Some(viewer.id.0));
    log::write(&app.db, now, Kind::AllSessionsEnded, whose, &from, "").await?;
    store::end_all(&app, viewer.id).await?;
    session.flush().await?;
    Ok(see("/sign-in", Notice::SignedOutEverywhere))
}

/// The language switch of the page frame; a signed-in person's choice is kept with the person.
pub async fn language(
    app: App,
    shell: Shell,
    session: Session,
    fields: Fields,
) -> Result<Response> {
    let lang = Lang::from_tag(fields.get("lang")).unwrap_or(shell.lang);
    if session.id().is_some()
        && shell.viewer.is_some()
        && let Some(person) = session.get::<uuid::Uuid>(store::PERSON).await?
    {
        sqlx::query!(
            "update people set language = $2 where id = $1",
            person,
            lang.tag()
        )
        .execute(&app.db)
        .await?;
        app.session_cache.forget_person(person);
    }
    let mut response = Redirect::to(inside(fields.get("next"))).into_response();
    let cookie = format!(
        "lang={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax",
        lang.tag()
    );
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}
