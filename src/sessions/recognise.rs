//! From a session cookie to the person behind it.

use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::tz::TimeZone;
use tower_sessions::Session;
use uuid::Uuid;

use super::{
    beginning::{SINCE, is_young},
    store::{PERSON, WHO},
};
use crate::{
    access::{Lang, Role, Scope, Viewer},
    app::App,
    ground::ids::{DepartmentId, PersonId},
    web::{Error, Result, negotiate},
};

/// When the session was last renewed, in Unix seconds.
const SEEN: &str = "seen";
const RENEW_AFTER_SECONDS: i64 = 600;

/// What the session's query tells about its person.
#[derive(serde::Deserialize)]
struct Who {
    name: String,
    language: Option<String>,
    zone: Option<String>,
    theme: Option<String>,
    roles: Vec<Role>,
    departments: Vec<Uuid>,
}

/// The signed-in person of a request, if any. No query beside the session's own.
pub async fn recognise(parts: &mut Parts, app: &App) -> Result<Option<Viewer>> {
    let Some(session) = parts.extensions.get::<Session>().cloned() else {
        return Ok(None);
    };
    if session.id().is_none() {
        return Ok(None);
    }
    let Some(person) = session.get::<Uuid>(PERSON).await? else {
        return Ok(None);
    };
    // somebody who no longer works here is nobody
    let Some(who) = session.get::<String>(WHO).await? else {
        return Ok(None);
    };
    let who: Who = serde_json::from_str(&who).map_err(anyhow::Error::from)?;

    if !is_young(session.get::<i64>(SINCE).await?) {
        return Ok(None);
    }
    let now = app.clock.now().unix_timestamp();
    // the inactivity clock moves only when the session is saved
    if session
        .get::<i64>(SEEN)
        .await?
        .is_none_or(|seen| now - seen > RENEW_AFTER_SECONDS)
    {
        session.insert(SEEN, now).await?;
    }
    Ok(Some(viewer(parts, app, PersonId(person), who)))
}

/// Whoever has just signed in, for the page that answers it.
pub(super) async fn person(parts: &Parts, app: &App, person: PersonId) -> Result<Option<Viewer>> {
    let row = sqlx::query!(
        r#"select p.name, p.language, p.zone, p.theme,
            array(select role from person_roles where person_id = p.id) as "roles!: Vec<Role>",
            array(select department_id from clerk_departments where person_id = p.id) as "departments!: Vec<Uuid>"
           from people p where p.id = $1 and p.active"#,
        person.0
    )
    .fetch_optional(&app.db)
    .await?;
    Ok(row.map(|row| {
        let who = Who {
            name: row.name,
            language: row.language,
            zone: row.zone,
            theme: row.theme,
            roles: row.roles,
            departments: row.departments,
        };
        viewer(parts, app, person, who)
    }))
}

/// What they have not chosen is the browser's or the company's choice.
fn viewer(parts: &Parts, app: &App, person: PersonId, who: Who) -> Viewer {
    let browser = || {
        let cookie = crate::web::cookie(&parts.headers, "lang").and_then(Lang::from_tag);
        let header = parts
            .headers
            .get(axum::http::header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok());
        cookie.unwrap_or_else(|| header.map(negotiate).unwrap_or_default())
    };
    Viewer {
        id: person,
        name: who.name,
        roles: who.roles,
        departments: who.departments.into_iter().map(DepartmentId).collect(),
        lang: who
            .language
            .as_deref()
            .and_then(Lang::from_tag)
            .unwrap_or_else(browser),
        zone: who
            .zone
            .and_then(|name| TimeZone::get(&name).ok())
            .unwrap_or_else(|| app.settings.zone.clone()),
        theme: who.theme.unwrap_or_default(),
    }
}

/// The viewer that the route's guard admitted.
impl FromRequestParts<App> for Viewer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Error::SignIn {
                next: parts.uri.path().to_owned(),
            })
    }
}

/// How far the duty named in the route's line reaches.
impl FromRequestParts<App> for Scope {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(Error::NotFound)
    }
}
