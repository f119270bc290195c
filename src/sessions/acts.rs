//! Signing in and out, and the choices of a person's own account.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use tower_sessions::Session;

use super::{
    carried::{Carried, inside},
    interrupted, pages, recognise, store,
};
use crate::{
    access::{Lang, Viewer},
    app::App,
    audit::{Change, Event},
    secrets::passwords::{LONGEST, SHORTEST},
    web::{
        Error, Fields, Notice, Result, Shell,
        forms::{Fault, Faults, SHORT},
        see,
    },
};

/// The address of the other end, where the server knows it.
pub struct Peer(Option<IpAddr>);

impl FromRequestParts<App> for Peer {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        Ok(Self(
            parts
                .extensions
                .get::<ConnectInfo<SocketAddr>>()
                .map(|info| info.0.ip()),
        ))
    }
}

pub async fn sign_in(
    State(app): State<App>,
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
    if let Err(seconds) = app.limits.take(&login.to_lowercase(), peer.0) {
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
    let account = store::account(&app.db, &login).await?;
    let (person, hash) = account.map_or((None, None), |account| {
        (Some(account.person), Some(account.password_hash))
    });
    let right = app
        .hasher
        .verify(fields.get("password").to_owned(), hash)
        .await?;
    let Some(person) = person.filter(|_| right) else {
        let text = shell.l.sign_in_wrong();
        return pages::sign_in_form(shell, &fields, &faults, text);
    };
    app.limits.give_back(&login.to_lowercase(), peer.0);
    session.clear().await;
    session.cycle_id().await?;
    session.insert(store::PERSON, person.0).await?;
    if let Some(carried) = carried
        && let Some(viewer) = recognise::person(&parts, &app, person).await?
    {
        let name = viewer.name.clone();
        parts.extensions.insert(viewer);
        return interrupted::hand_back(Shell::of(&parts), carried, name);
    }
    Ok(Redirect::to(inside(fields.get("next"))).into_response())
}

pub async fn sign_out(session: Session) -> Result<Response> {
    session.flush().await?;
    Ok(see("/sign-in", Notice::SignedOut))
}

pub async fn sign_out_everywhere(
    State(app): State<App>,
    viewer: Viewer,
    session: Session,
) -> Result<Response> {
    store::end_all(&app, viewer.id).await?;
    session.flush().await?;
    Ok(see("/sign-in", Notice::SignedOutEverywhere))
}

/// The language switch of the page frame; a signed-in person's choice is kept with the person.
pub async fn language(
    State(app): State<App>,
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

/// Zone, colours and, with the present one, a new password.
pub async fn account_save(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    session: Session,
    fields: Fields,
) -> Result<Response> {
    let mut faults = Faults::default();
    let zone = fields.text("zone", SHORT, &mut faults);
    if !zone.is_empty() && jiff::tz::TimeZone::get(&zone).is_err() {
        faults.add("zone", Fault::NotAChoice);
    }
    let theme = fields.choice(
        "theme",
        |theme| ["light", "dark"].contains(&theme).then(|| theme.to_owned()),
        &mut faults,
    );
    let digest = fields.choice(
        "digest",
        |digest| {
            ["daily", "weekly", "due"]
                .contains(&digest)
                .then(|| digest.to_owned())
        },
        &mut faults,
    );
    let new = fields.get("new_password");
    if !new.is_empty() {
        check_new_password(new, &mut faults, "new_password");
        if faults.is_empty() {
            store::confirm_password(&app, viewer.id, &fields, shell.l, &mut faults).await?;
        }
    }
    if !faults.is_empty() {
        return pages::account_form(&app, shell, &viewer, &fields, &faults);
    }
    let hash = if new.is_empty() {
        None
    } else {
        Some(app.hasher.hash(new.to_owned()).await?)
    };
    let mut change = app.change(Some(viewer.id)).await?;
    sqlx::query!(
        "update people set zone = nullif($2, ''), theme = $3, digest = coalesce($4::text::digest_wish, digest) where id = $1",
        viewer.id.0,
        zone,
        theme,
        digest
    )
    .execute(&mut *change)
    .await?;
    if let Some(hash) = hash {
        set_password(&mut change, viewer.id, &hash).await?;
    }
    change.commit().await?;
    // the page that follows shows it, whenever the database's word of it arrives
    app.session_cache.forget_person(viewer.id.0);
    if !new.is_empty() {
        // every other device has to sign in again
        store::end_all(&app, viewer.id).await?;
        session.cycle_id().await?;
        session.save().await?;
    }
    Ok(see("/account", Notice::Saved))
}

pub(super) fn check_new_password(password: &str, faults: &mut Faults, field: &str) {
    let length = password.chars().count();
    if length < SHORTEST {
        faults.add(field, Fault::TooShort { min: SHORTEST });
    } else if length > LONGEST {
        faults.add(
            field,
            Fault::TooLong {
                max: LONGEST,
                is: length,
            },
        );
    }
}

pub(super) async fn set_password(
    change: &mut Change,
    person: crate::ground::ids::PersonId,
    hash: &str,
) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "insert into credentials (person_id, password_hash, changed_at) values ($1, $2, $3)
         on conflict (person_id) do update set password_hash = $2, changed_at = $3",
        person.0,
        hash,
        now
    )
    .execute(&mut **change)
    .await?;
    change
        .record_company(Event::PasswordSet { person: person.0 })
        .await?;
    Ok(())
}
