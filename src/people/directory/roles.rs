//! What an administrator gives (roles), and the link with which somebody sets a password.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use uuid::Uuid;

use super::{person, store};
use crate::{
    access::{Role, Scope, Viewer},
    app::App,
    audit::Event,
    ground::ids::PersonId,
    sessions::invitations,
    web::{Error, Fields, Notice, Result, Shell, page, see},
};

pub async fn roles(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    scope: Scope,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let details = person::load(&app, &id, &scope).await?;
    let wanted: Vec<Role> = Role::ALL
        .into_iter()
        .filter(|role| fields.all("role").any(|key| key == role.key()))
        .collect();
    let mut clerk_of: Vec<Uuid> = fields
        .all("clerk_of")
        .filter_map(|id| id.parse().ok())
        .filter(|id| details.departments.iter().any(|one| one.id == *id))
        .collect();
    if !wanted.contains(&Role::Clerk) {
        clerk_of.clear();
    } else if clerk_of.is_empty() {
        return Err(Error::Refused(vec![shell.l.person_clerk_needs()]));
    }
    let mut change = app.change(Some(viewer.id)).await?;
    // administrators change roles one after the other, so that two cannot remove each other
    store::lock_lines(&mut change).await?;
    let gives_up = details.roles.contains(&Role::Admin) && !wanted.contains(&Role::Admin);
    if gives_up && !store::another_admin(&mut change, details.id).await? {
        return Err(Error::Refused(vec![shell.l.person_last_admin()]));
    }
    // administering is not reading: nobody opens the company's results to themselves unseen
    let takes_more = wanted.iter().any(|role| !details.roles.contains(role));
    if details.id == viewer.id.0
        && takes_more
        && store::another_admin(&mut change, details.id).await?
    {
        return Err(Error::Refused(vec![shell.l.person_own_roles()]));
    }
    store::set_roles(&mut change, details.id, &wanted, &clerk_of).await?;
    let event = Event::RolesChanged {
        person: details.id,
        before: details.roles.iter().map(|role| role.key()).collect(),
        roles: wanted.iter().map(|role| role.key()).collect(),
        clerk_of: &clerk_of,
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(&format!("/people/{}", details.id), Notice::Saved))
}

#[derive(Template)]
#[template(path = "people/invitation.html")]
struct LinkPage {
    shell: Shell,
    name: String,
    link: String,
    back: String,
}

/// The link stands on the answer itself and nowhere else.
pub async fn invite(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    scope: Scope,
    Path(id): Path<String>,
) -> Result<Response> {
    let details = person::load(&app, &id, &scope).await?;
    if let Some(reason) = person::invite_refused(&viewer, &details, shell.l) {
        return Err(Error::Refused(vec![reason]));
    }
    let mut change = app.change(Some(viewer.id)).await?;
    let person = PersonId(details.id);
    let path = invitations::invite(&mut change, person).await?;
    change.commit().await?;
    let title = if details.has_password {
        shell.l.person_password_link_title()
    } else {
        shell.l.person_invitation_title()
    };
    page(&LinkPage {
        name: details.name,
        link: format!("{}{path}", app.settings.base_url.trim_end_matches('/')),
        back: format!("/people/{}", details.id),
        shell: shell.titled(title),
    })
}
