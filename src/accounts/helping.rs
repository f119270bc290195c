//! What HR and administrators do on somebody's page: start an opening, take it back.

use axum::response::Response;
use uuid::Uuid;

use super::{
    rules::{self, Way},
    starting,
    store::{self, Account},
    view,
};
use crate::{
    access::Viewer,
    app::App,
    audit::Event,
    web::{At, Error, Fields, Notice, Result, Shell, see},
};

/// Somebody whom the viewer may help.
pub(super) async fn helped(
    app: &App,
    shell: &Shell,
    viewer: &Viewer,
    person: Uuid,
) -> Result<Account> {
    let account = store::accounts(&app.db, &[person])
        .await?
        .pop()
        .ok_or(Error::NotFound)?;
    rules::may_start(view::starter(viewer, person), &account.standing)
        .map_err(|refusal| Error::Refused(vec![view::why(refusal, shell.l)]))?;
    Ok(account)
}

/// `POST /people/{id}/opening`
pub async fn start(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(person): At<Uuid>,
) -> Result<Response> {
    helped(&app, &shell, &viewer, person).await?;
    let mut change = app.change(Some(viewer.id)).await?;
    store::hold(&mut change, &[person]).await?;
    let accounts = store::accounts(&mut *change, &[person]).await?;
    let mail = starting::mails(&app);
    let by_mail = accounts
        .iter()
        .any(|account| account.standing.way(mail) == Way::Mail);
    starting::start(&mut change, &accounts, mail).await?;
    change.commit().await?;
    let notice = if by_mail {
        Notice::OpeningMailed
    } else {
        Notice::OpeningLetter
    };
    Ok(see(&format!("/people/{person}#account"), notice))
}

/// `POST /people/{id}/opening/revocation`
pub async fn revoke(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(person): At<Uuid>,
    fields: Fields,
) -> Result<Response> {
    helped(&app, &shell, &viewer, person).await?;
    take_back(
        &app,
        &viewer,
        person,
        &fields,
        &format!("/people/{person}#account"),
    )
    .await
}

/// Revokes the opening that the form names.
pub(super) async fn take_back(
    app: &App,
    viewer: &Viewer,
    person: Uuid,
    fields: &Fields,
    back: &str,
) -> Result<Response> {
    let opening: Uuid = fields
        .get("opening")
        .parse()
        .map_err(|_| Error::Malformed)?;
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    if !store::revoke(&mut change, (person, opening), viewer.id.0, now).await? {
        return Ok(see(back, Notice::AlreadyDone));
    }
    change
        .record_company(Event::OpeningRevoked { person, opening })
        .await?;
    change.commit().await?;
    Ok(see(back, Notice::OpeningRevoked))
}
