//! Writing, archiving and removing goals of the company and its departments. Each is an event of the
//! company's chain.

use axum::response::Response;
use uuid::Uuid;

use super::{
    forms, pages,
    rules::Standing,
    store::{self, CompanyGoal},
};
use crate::{
    access::Viewer,
    app::App,
    audit::{Event, Was},
    web::{At, Error, Fields, Notice, Result, Shell, conflict, forms::Fault, see, when},
};

/// `POST /goals`
pub async fn create(app: App, shell: Shell, viewer: Viewer, fields: Fields) -> Result<Response> {
    let standing = store::standing(&app.db, &viewer).await?;
    if !standing.may_any() {
        return Err(Error::NotFound);
    }
    let offered = pages::parents(&app, &viewer, &standing, None).await?;
    let (terms, faults) = forms::read(&app.db, &standing, None, &offered, &fields, shell.l).await?;
    let Some(terms) = terms else {
        return pages::again(&app, shell, &viewer, &standing, &fields, &faults).await;
    };
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let id = match store::insert(&mut change, &terms, viewer.id, now).await {
        // the goal above it was deleted at this very moment
        Err(Error::Dangling) if terms.parent.is_some() => {
            drop(change);
            let mut faults = faults;
            faults.add("parent", Fault::Other(shell.l.goals_aim_gone()));
            return pages::again(&app, shell, &viewer, &standing, &fields, &faults).await;
        }
        other => other?,
    };
    let event = Event::CompanyGoalCreated {
        goal: id,
        department: terms.department,
        title: &terms.title,
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(&format!("/goals/{id}"), Notice::Saved))
}

/// The goal of the address, if the viewer may change it.
async fn own(app: &App, viewer: &Viewer, id: Uuid) -> Result<(Standing, CompanyGoal)> {
    let standing = store::standing(&app.db, viewer).await?;
    let goal = store::load(&app.db, viewer, &standing, id).await?;
    if standing.may_manage(goal.department.as_ref().map(|(id, _)| *id)) {
        Ok((standing, goal))
    } else {
        Err(Error::NotFound)
    }
}

/// `POST /goals/{id}`
pub async fn revise(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(id): At<Uuid>,
    fields: Fields,
) -> Result<Response> {
    let (standing, goal) = own(&app, &viewer, id).await?;
    let offered = pages::parents(&app, &viewer, &standing, Some(goal.id)).await?;
    let (terms, faults) = forms::read(
        &app.db,
        &standing,
        Some(goal.id),
        &offered,
        &fields,
        shell.l,
    )
    .await?;
    let Some(terms) = terms else {
        return pages::one(&app, shell, &viewer, &standing, goal, &fields, &faults).await;
    };
    if fields.version() != goal.version {
        return clash(shell, &goal, &fields);
    }
    let mut change = app.change(Some(viewer.id)).await?;
    store::update(&mut change, goal.id, goal.version, &terms).await?;
    let title = Was {
        before: goal.title.as_str(),
        after: terms.title.as_str(),
    };
    let event = Event::CompanyGoalChanged {
        goal: goal.id,
        department: terms.department,
        title,
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(&format!("/goals/{}", goal.id), Notice::Saved))
}

fn clash(shell: Shell, goal: &CompanyGoal, fields: &Fields) -> Result<Response> {
    let l = shell.l;
    let id = |pair: &Option<(Uuid, String)>| {
        pair.as_ref()
            .map(|(id, _)| id.to_string())
            .unwrap_or_default()
    };
    let rows = [
        ("title", l.company_goal_title(), goal.title.clone()),
        (
            "description",
            l.company_goal_description(),
            goal.description.clone(),
        ),
        (
            "department",
            l.company_goal_department(),
            id(&goal.department),
        ),
        ("parent", l.company_goal_parent(), id(&goal.parent)),
        (
            "starts_on",
            l.company_goal_from(),
            when::input_day(goal.starts_on),
        ),
        (
            "ends_on",
            l.company_goal_to(),
            when::input_day(goal.ends_on),
        ),
        (
            "owner",
            l.company_goal_owner(),
            goal.owner.clone().unwrap_or_default(),
        ),
    ]
    .into_iter()
    .map(|(name, label, saved)| (name.to_owned(), label, saved))
    .collect();
    let address = format!("/goals/{}", goal.id);
    conflict::page(shell, &address, goal.version, true, rows, fields)
}

/// `POST /goals/{id}/archive`: no longer offered, or offered again.
pub async fn archive(
    app: App,
    viewer: Viewer,
    At(id): At<Uuid>,
    fields: Fields,
) -> Result<Response> {
    let (_, goal) = own(&app, &viewer, id).await?;
    fields.read_at(goal.version)?;
    let mut change = app.change(Some(viewer.id)).await?;
    let (at, event) = if goal.archived {
        (None, Event::CompanyGoalRestored { goal: goal.id })
    } else {
        (
            Some(change.now()),
            Event::CompanyGoalArchived { goal: goal.id },
        )
    };
    store::archive(&mut change, goal.id, goal.version, at).await?;
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(&format!("/goals/{}", goal.id), Notice::Saved))
}

/// `POST /goals/{id}/removal`: only while nothing points at it.
pub async fn remove(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(id): At<Uuid>,
    fields: Fields,
) -> Result<Response> {
    let (_, goal) = own(&app, &viewer, id).await?;
    fields.read_at(goal.version)?;
    let mut change = app.change(Some(viewer.id)).await?;
    if store::in_use(&mut change, goal.id).await? {
        return Err(Error::Refused(vec![shell.l.company_goal_in_use()]));
    }
    store::delete(&mut change, goal.id, goal.version).await?;
    change
        .record_company(Event::CompanyGoalRemoved {
            goal: goal.id,
            title: &goal.title,
        })
        .await?;
    change.commit().await?;
    Ok(see("/goals", Notice::Removed))
}
