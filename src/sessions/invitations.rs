//! A link that sets the first password (or a new one): random, kept only as a hash, used once, for a week.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};
use time::Duration;
use uuid::Uuid;

use super::acts::{check_new_password, set_password};
use crate::{
    app::App,
    audit::{Change, Event},
    ground::ids::PersonId,
    web::{
        Error, Fields, FormView, Notice, Result, Shell,
        forms::{Fault, Faults},
        page, see,
    },
};

const VALID: Duration = Duration::days(7);

fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Makes an invitation and returns the path of its link; earlier ones of this person end.
pub async fn invite(change: &mut Change, person: PersonId) -> Result<String> {
    let (by, now) = (change.actor(), change.now());
    let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    sqlx::query!(
        "delete from invitations where person_id = $1 and used_at is null",
        person.0
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!(
        "insert into invitations (token_hash, person_id, created_by, created_at, expires_at) values ($1, $2, $3, $4, $5)",
        digest(&token),
        person.0,
        by.map(|by| by.0),
        now,
        now + VALID
    )
    .execute(&mut **change)
    .await?;
    change
        .record_company(Event::Invited { person: person.0 })
        .await?;
    Ok(format!("/invitations/{token}"))
}

#[derive(Template)]
#[template(path = "sessions/invitation.html")]
struct InvitationPage {
    shell: Shell,
    name: String,
    login: String,
    form: FormView,
}

struct Invited {
    person: PersonId,
    name: String,
    login: String,
}

async fn invited(app: &App, token: &str) -> Result<Invited> {
    let row = sqlx::query!(
        "select p.id, p.name, p.number, p.email from invitations i join people p on p.id = i.person_id
         where i.token_hash = $1 and i.used_at is null and i.expires_at > $2 and p.active",
        digest(token),
        app.clock.now()
    )
    .fetch_optional(&app.db)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Invited {
        person: PersonId(row.id),
        name: row.name,
        login: row.email.unwrap_or(row.number),
    })
}

fn form(shell: Shell, invited: Invited, faults: &Faults) -> Result<Response> {
    let l = shell.l;
    page(&InvitationPage {
        name: invited.name,
        login: invited.login,
        // passwords do not come back
        form: FormView::of(&Fields::default(), faults, l).labels([
            ("password", l.account_new()),
            ("again", l.invitation_again()),
        ]),
        shell: shell.titled(l.invitation_title()),
    })
}

pub async fn show(
    State(app): State<App>,
    shell: Shell,
    Path(token): Path<String>,
) -> Result<Response> {
    let invited = invited(&app, &token).await?;
    form(shell, invited, &Faults::default())
}

pub async fn accept(
    State(app): State<App>,
    shell: Shell,
    Path(token): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let invited = invited(&app, &token).await?;
    let mut faults = Faults::default();
    check_new_password(fields.get("password"), &mut faults, "password");
    if fields.get("again") != fields.get("password") {
        faults.add("again", Fault::Other(shell.l.invitation_differs()));
    }
    if !faults.is_empty() {
        return Ok((
            StatusCode::UNPROCESSABLE_ENTITY,
            form(shell, invited, &faults)?,
        )
            .into_response());
    }
    let hash = app.hasher.hash(fields.get("password").to_owned()).await?;
    let mut change = app.change(Some(invited.person)).await?;
    let used = sqlx::query!(
        "update invitations set used_at = $2 where token_hash = $1 and used_at is null",
        digest(&token),
        change.now()
    )
    .execute(&mut *change)
    .await?;
    if used.rows_affected() != 1 {
        return Err(Error::NotFound);
    }
    set_password(&mut change, invited.person, &hash).await?;
    change.commit().await?;
    super::store::end_all(&app, invited.person).await?;
    Ok(see("/sign-in", Notice::PasswordSet))
}
