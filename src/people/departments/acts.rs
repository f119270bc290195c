//! Changing the tree, each in one transaction with its event.

use axum::response::Response;
use uuid::Uuid;

use super::{
    pages::{department_page, find, list_page},
    rules::{self, Department},
    store,
};
use crate::{
    access::Viewer,
    app::App,
    audit::Event,
    people::OwnCase,
    tables::cells,
    web::{
        At, Error, Fields, Notice, Result, Shell,
        forms::{Fault, Faults, SHORT},
        page, see,
    },
};

/// `POST /departments`
pub async fn add(app: App, shell: Shell, viewer: Viewer, fields: Fields) -> Result<Response> {
    let mut faults = Faults::default();
    let name = cells::clean(&fields.required("name", SHORT, &mut faults));
    let mut change = app.change(Some(viewer.id)).await?;
    let own = OwnCase::of(&mut change).await?;
    store::lock(&mut change).await?;
    let all = store::all(&mut *change).await?;
    let parent = fields.choice("parent", known(&all), &mut faults);
    if faults.is_empty() && store::taken(&mut change, &name, None).await? {
        faults.add("name", Fault::Other(shell.l.department_taken()));
    }
    if !faults.is_empty() {
        drop(change);
        let again = list_page(shell, &all, &fields, &faults);
        return page(&again);
    }
    let id = store::add(&mut change, &name, parent).await?;
    change
        .record_company(Event::DepartmentAdded {
            department: id,
            parent,
        })
        .await?;
    own.commit(change, shell.l).await?;
    Ok(see("/departments", Notice::Saved))
}

fn known(all: &[Department]) -> impl Fn(&str) -> Option<Uuid> {
    |text| {
        let id: Uuid = text.parse().ok()?;
        all.iter().any(|one| one.id == id).then_some(id)
    }
}

fn again(
    shell: Shell,
    all: &[Department],
    one: &Department,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let again = department_page(shell, all, one, fields, faults);
    page(&again)
}

/// `POST /departments/{id}`
pub async fn rename(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(id): At<Uuid>,
    fields: Fields,
) -> Result<Response> {
    let mut faults = Faults::default();
    let name = cells::clean(&fields.required("name", SHORT, &mut faults));
    let mut change = app.change(Some(viewer.id)).await?;
    let own = OwnCase::of(&mut change).await?;
    store::lock(&mut change).await?;
    let all = store::all(&mut *change).await?;
    let one = find(&all, id)?;
    if faults.is_empty() && store::taken(&mut change, &name, Some(one.id)).await? {
        faults.add("name", Fault::Other(shell.l.department_taken()));
    }
    if !faults.is_empty() {
        drop(change);
        return again(shell, &all, one, &fields, &faults);
    }
    store::free(&mut change, &name, one.id).await?;
    store::rename(&mut change, one.id, fields.version(), &name).await?;
    let event = Event::DepartmentRenamed {
        department: one.id,
        before: &one.name,
        after: &name,
    };
    change.record_company(event).await?;
    own.commit(change, shell.l).await?;
    Ok(see("/departments", Notice::Saved))
}

/// `POST /departments/{id}/place`: to another place in the tree.
pub async fn place(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(id): At<Uuid>,
    fields: Fields,
) -> Result<Response> {
    let mut faults = Faults::default();
    let mut change = app.change(Some(viewer.id)).await?;
    let own = OwnCase::of(&mut change).await?;
    store::lock(&mut change).await?;
    let all = store::all(&mut *change).await?;
    let one = find(&all, id)?;
    let parent = fields.choice("parent", known(&all), &mut faults);
    if parent.is_some_and(|parent| rules::branch(&all, one.id).contains(&parent)) {
        faults.add("parent", Fault::Other(shell.l.department_loop()));
    }
    if !faults.is_empty() {
        drop(change);
        return again(shell, &all, one, &fields, &faults);
    }
    store::place(&mut change, one.id, fields.version(), parent).await?;
    let event = Event::DepartmentMoved {
        department: one.id,
        before: one.parent,
        after: parent,
    };
    change.record_company(event).await?;
    own.commit(change, shell.l).await?;
    Ok(see("/departments", Notice::Saved))
}

/// `POST /departments/{id}/merger`: its people, and what is below it, go into another one; it is closed.
pub async fn merge(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(id): At<Uuid>,
    fields: Fields,
) -> Result<Response> {
    let l = shell.l;
    let mut faults = Faults::default();
    let mut change = app.change(Some(viewer.id)).await?;
    let own = OwnCase::of(&mut change).await?;
    store::lock(&mut change).await?;
    let all = store::all(&mut *change).await?;
    let one = find(&all, id)?;
    let target = fields.choice("target", known(&all), &mut faults);
    match target {
        None => faults.add("target", Fault::Required),
        Some(target) if target == one.id => {
            faults.add("target", Fault::Other(l.department_itself()));
        }
        Some(target) if rules::branch(&all, one.id).contains(&target) => {
            faults.add("target", Fault::Other(l.department_loop()));
        }
        Some(_) => {}
    }
    let (Some(target), true) = (target, faults.is_empty()) else {
        drop(change);
        return again(shell, &all, one, &fields, &faults);
    };
    let today = app.clock.today(&app.settings.zone);
    store::close(&mut change, one.id, fields.version(), today).await?;
    let people = store::empty_into(&mut change, one.id, target).await?;
    let event = Event::DepartmentMerged {
        department: one.id,
        into: target,
        people,
    };
    change.record_company(event).await?;
    own.commit(change, l).await?;
    Ok(see("/departments", Notice::Saved))
}

/// `POST /departments/{id}/closing`: only an empty one.
pub async fn close(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(id): At<Uuid>,
    fields: Fields,
) -> Result<Response> {
    let mut change = app.change(Some(viewer.id)).await?;
    let own = OwnCase::of(&mut change).await?;
    store::lock(&mut change).await?;
    let all = store::all(&mut *change).await?;
    let one = find(&all, id)?;
    if one.people > 0 || one.left > 0 || rules::branch(&all, one.id).len() > 1 {
        return Err(Error::Refused(vec![shell.l.department_not_empty()]));
    }
    let today = app.clock.today(&app.settings.zone);
    store::close(&mut change, one.id, fields.version(), today).await?;
    change
        .record_company(Event::DepartmentClosed { department: one.id })
        .await?;
    own.commit(change, shell.l).await?;
    Ok(see("/departments", Notice::Saved))
}
