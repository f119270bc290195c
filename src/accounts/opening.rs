//! Where the owner arrives with a secret and chooses a password.

use askama::Template;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    password,
    rules::Purpose,
    secret, starting,
    store::{self, Arrived},
};
use crate::{
    app::App,
    ground::ids::PersonId,
    sessions,
    web::{Error, Fields, FormView, Notice, Result, Shell, forms::Faults, page, see},
};

#[derive(Template)]
#[template(path = "accounts/choose.html")]
struct ChoosePage {
    shell: Shell,
    hello: String,
    login: String,
    form: FormView,
}

#[derive(Template)]
#[template(path = "accounts/gone.html")]
struct GonePage {
    shell: Shell,
    /// Whether another link comes by mail.
    mail: bool,
}

/// A link that opens nothing: used, replaced, revoked, run out, or never one.
fn gone(app: &App, shell: Shell) -> Result<Response> {
    let l = shell.l;
    let gone = page(&GonePage {
        mail: starting::mails(app),
        shell: shell.titled(l.opening_gone_title()),
    })?;
    Ok((StatusCode::NOT_FOUND, gone).into_response())
}

fn form(shell: Shell, arrived: &Arrived, faults: &Faults) -> Result<Response> {
    let l = shell.l;
    page(&ChoosePage {
        hello: match arrived.purpose {
            Purpose::Invitation => l.invitation_hello(arrived.name.as_str()),
            Purpose::Recovery => l.opening_hello(arrived.name.as_str()),
        },
        login: arrived.login.clone(),
        // passwords do not come back
        form: FormView::of(&Fields::default(), faults, l).labels([
            ("password", l.account_new()),
            ("again", l.invitation_again()),
        ]),
        shell: shell.titled(l.invitation_title()),
    })
}

async fn behind(app: &App, token: &str) -> Result<Option<Arrived>> {
    store::arrived(&app.db, &secret::digest(token), None, app.clock.now()).await
}

/// `GET /openings/{token}`: only shows the form, so that a scanner of mails that follows links uses nothing up.
pub async fn show(app: App, shell: Shell, Path(token): Path<String>) -> Result<Response> {
    match behind(&app, &token).await? {
        Some(arrived) => form(shell, &arrived, &Faults::default()),
        None => gone(&app, shell),
    }
}

/// `POST /openings/{token}`
pub async fn choose(
    app: App,
    shell: Shell,
    Path(token): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let Some(arrived) = behind(&app, &token).await? else {
        return gone(&app, shell);
    };
    let mut faults = Faults::default();
    let personal = [arrived.name.as_str(), arrived.login.as_str()];
    password::check_twice(&app, &fields, &personal, &mut faults, shell.l);
    if !faults.is_empty() {
        return form(shell, &arrived, &faults);
    }
    if open(&app, &arrived, fields.get("password")).await? {
        Ok(see("/sign-in", Notice::PasswordSet))
    } else {
        gone(&app, shell)
    }
}

/// Uses the opening up: the password is set and every session of before ends. False where somebody was quicker.
pub(super) async fn open(app: &App, arrived: &Arrived, password: &str) -> Result<bool> {
    let hash = app.hasher.hash(password.to_owned()).await?;
    let mut change = app.change(Some(PersonId(arrived.person))).await?;
    let now = change.now();
    if !store::used(&mut change, arrived.opening, now).await? {
        return Ok(false);
    }
    password::set(app, &mut change, arrived.person, &hash, Some(arrived)).await?;
    change.commit().await?;
    sessions::end_all(app, PersonId(arrived.person))
        .await
        .map_err(Error::from)?;
    Ok(true)
}
