//! `/forgotten-password`: whoever cannot sign in asks for a link to their own address. The page tells nobody whether
//! there is such an account: the sentence is the same, and so is the time that it takes.

use std::{net::IpAddr, time::Duration};

use askama::Template;
use axum::response::Response;
use uuid::Uuid;

use super::{starting, store};
use crate::{
    app::App,
    sessions::Peer,
    web::{Error, Fields, FormView, Result, Shell, forms::Faults, forms::SHORT, page},
};

/// How long every answer takes. The work goes on beside it, and after it where it takes longer.
const ANSWER: Duration = Duration::from_millis(400);
/// So many links an hour for one account; more would flood its owner.
const MOST: i64 = 3;

#[derive(Template)]
#[template(path = "accounts/forgotten.html")]
struct ForgottenPage {
    shell: Shell,
    form: FormView,
    mail: bool,
    /// The one sentence, once it was asked.
    asked: bool,
}

fn forgotten(
    app: &App,
    shell: Shell,
    fields: &Fields,
    faults: &Faults,
    asked: bool,
) -> Result<Response> {
    let l = shell.l;
    page(&ForgottenPage {
        form: FormView::of(fields, faults, l).labels([("login", l.sign_in_login())]),
        mail: starting::mails(app),
        asked,
        shell: shell.titled(l.forgotten_title()),
    })
}

/// `GET /forgotten-password`
pub async fn forgotten_page(app: App, shell: Shell) -> Result<Response> {
    forgotten(&app, shell, &Fields::default(), &Faults::default(), false)
}

/// `POST /forgotten-password`
pub async fn ask(app: App, shell: Shell, peer: Peer, fields: Fields) -> Result<Response> {
    if !starting::mails(&app) {
        return forgotten(&app, shell, &Fields::default(), &Faults::default(), false);
    }
    let mut faults = Faults::default();
    let login = fields.required("login", SHORT, &mut faults);
    if !faults.is_empty() {
        return forgotten(&app, shell, &fields, &faults, false);
    }
    let work = tokio::spawn(help(app.clone(), login, peer.address()));
    // not the work is waited for: it takes longer where there is an account
    tokio::time::sleep(ANSWER).await;
    drop(work);
    forgotten(&app, shell, &Fields::default(), &faults, true)
}

async fn help(app: App, login: String, address: Option<IpAddr>) {
    if let Err(error) = send(&app, &login, address).await {
        tracing::warn!(?error, "a forgotten password could not be helped");
    }
}

/// Starts a link for whoever has this login and can be written to.
async fn send(app: &App, login: &str, address: Option<IpAddr>) -> Result<()> {
    if !app.limits.may_mail(address) {
        return Ok(());
    }
    let Some(person) = store::by_login(&app.db, login).await? else {
        return Ok(());
    };
    let mut change = app.change(None).await.map_err(Error::from)?;
    let people: [Uuid; 1] = [person];
    store::hold(&mut change, &people).await?;
    let since = change.now() - time::Duration::hours(1);
    if store::asked_since(&mut change, person, since).await? >= MOST {
        return Ok(());
    }
    let mut accounts = store::accounts(&mut *change, &people).await?;
    accounts.retain(|account| account.standing.active && account.standing.address().is_some());
    starting::start(&mut change, &accounts, true).await?;
    change.commit().await.map_err(Error::from)?;
    Ok(())
}
