//! What an administrator gives: roles.

use axum::response::Response;
use uuid::Uuid;

use super::store::{self, Details};
use crate::{
    access::{Role, Viewer},
    app::App,
    audit::Event,
    web::{Error, Fields, Notice, Result, Shell, see},
};

pub async fn roles(
    app: App,
    shell: Shell,
    viewer: Viewer,
    details: Details,
    fields: Fields,
) -> Result<Response> {
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
