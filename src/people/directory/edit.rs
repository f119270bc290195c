//! `POST /people` and `POST /people/{id}`: adding somebody and changing particulars.

use axum::response::Response;

use super::{
    forms::{Command, Typed, changed, command, form, taken},
    person::{More, nobody, person_page},
    store::{self, Details},
};
use crate::{
    access::{Scope, Viewer},
    app::App,
    audit::{Change, Event},
    ground::ids::PersonId,
    people::{
        OwnCase,
        reporting::{
            past,
            superior::{self, Found},
        },
    },
    web::{Error, Fields, Notice, Result, Shell, forms::Fault, page, see},
};

pub async fn change(
    app: App,
    shell: Shell,
    viewer: Viewer,
    details: Details,
    fields: Fields,
) -> Result<Response> {
    save(&app, shell, &viewer, details, &fields).await
}

pub async fn add(app: App, shell: Shell, viewer: Viewer, fields: Fields) -> Result<Response> {
    let empty = nobody(store::departments(&app.db).await?);
    save(&app, shell, &viewer, empty, &fields).await
}

async fn save(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    details: Details,
    fields: &Fields,
) -> Result<Response> {
    let l = shell.l;
    let is_new = details.id.is_nil();
    let (mut command, mut faults) = command(fields, &details.departments, is_new, l);
    let unchanged = details.superior_number.as_deref() == Some(fields.get("superior").trim());
    let found = if unchanged {
        // also one who has left, and whom nobody would be given anew
        Found {
            one: details.superior_id,
            picks: Vec::new(),
        }
    } else {
        superior::named(&app.db, fields, &mut faults, l).await?
    };
    command.particulars.superior = found.one;
    command.particulars.active = details.active;

    let mut change = app.change(Some(viewer.id)).await?;
    let own = OwnCase::of(&mut change).await?;
    store::lock_lines(&mut change).await?;
    if let Some(superior) = command.particulars.superior.filter(|_| !is_new) {
        if superior == details.id {
            faults.add("superior", Fault::Other(l.person_own_superior()));
        } else {
            let chain = store::chain(&mut change, superior).await?;
            if let Some(text) = superior::loop_text(&chain, &[details.id], l) {
                faults.add("superior", Fault::Other(text));
            }
        }
    }
    if faults.is_empty() {
        match write(
            &mut change,
            viewer,
            &details,
            &mut command,
            fields.version(),
        )
        .await
        {
            Ok(Some(id)) => {
                own.commit(change, l).await?;
                return Ok(see(&format!("/people/{id}"), Notice::Saved));
            }
            Ok(None) => {
                drop(change);
                return conflict(app, shell, &details, fields).await;
            }
            Err(Error::Internal(error)) => match taken(&error) {
                Some(field @ "number") => faults.add(field, Fault::Other(l.person_number_taken())),
                Some(field) => faults.add(field, Fault::Other(l.person_email_taken())),
                None => return Err(Error::Internal(error)),
            },
            Err(other) => return Err(other),
        }
    }
    drop(change);
    let typed = Typed {
        fields,
        faults: &faults,
        picks: &found.picks,
    };
    let more = More::load(app, &shell, viewer, details.id).await?;
    let again = person_page(shell, viewer, details, more, Some(&typed));
    page(&again)
}

/// The person's id, or none if somebody else wrote in between.
async fn write(
    change: &mut Change,
    viewer: &Viewer,
    before: &Details,
    command: &mut Command,
    version: i32,
) -> Result<Option<PersonId>> {
    let p = &mut command.particulars;
    if !command.new_department.is_empty() {
        p.department = Some(store::department(change, &command.new_department).await?);
    }
    let (id, added) = if before.id.is_nil() {
        (store::insert(change, &command.number, p).await?, true)
    } else {
        if !store::update(change, before.id, version, p).await? {
            return Ok(None);
        }
        (before.id, false)
    };
    let (today, now) = (change.today(), change.now());
    past::keep(change, &[id], Some(viewer.id), today, now).await?;
    let (person, superior, department) = (id, p.superior, p.department);
    let fields = serde_json::json!(changed(before, p));
    let event = if added {
        Event::PersonAdded {
            person,
            fields,
            superior,
            department,
        }
    } else {
        Event::PersonChanged {
            person,
            fields,
            superior,
            department,
        }
    };
    change.record_company(event).await?;
    Ok(Some(PersonId(id)))
}

async fn conflict(app: &App, shell: Shell, before: &Details, fields: &Fields) -> Result<Response> {
    let l = shell.l;
    let now = store::details(&app.db, before.id, &Scope::Company)
        .await?
        .ok_or(Error::NotFound)?;
    let saved = form(&now, None, l);
    let fields_shown = ["name", "email", "position", "level", "superior", "hired_on"];
    let rows = fields_shown.map(|field| {
        let (label, saved) = (saved.label(field), saved.value(field));
        (field.to_owned(), label.to_owned(), saved.to_owned())
    });
    let action = format!("/people/{}", before.id);
    crate::web::conflict::page(shell, &action, now.version, true, rows.into(), fields)
}
