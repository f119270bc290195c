//! `/people/{id}` and `/people/new`: one person's particulars, and changing them.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use uuid::Uuid;

use super::{
    Level,
    forms::{Form, Messages, Typed, form},
    store::{self, Details, Match},
    words::{self, Choice},
};
use crate::{
    access::{Duty, Role, Scope, Viewer},
    app::App,
    web::{Error, FieldError, Result, Shell, page, when},
};

#[derive(Template)]
#[template(path = "people/person.html")]
#[allow(clippy::struct_excessive_bools)] // what a page shows or not
pub(super) struct PersonPage {
    shell: Shell,
    is_new: bool,
    action: String,
    version: i32,
    title: String,
    number: String,
    department: String,
    active: bool,
    facts: Vec<(String, String)>,
    superior_href: String,
    superior_name: String,
    may_manage: bool,
    form: Form,
    error: Messages,
    errors: Vec<FieldError>,
    departments: Vec<Choice>,
    levels: Vec<Choice>,
    picks: Vec<(String, String)>,
    reports: i64,
    may_roles: bool,
    roles: Vec<Choice>,
    held_roles: String,
    clerk_departments: Vec<Choice>,
    may_invite: bool,
    invite_refused: String,
    has_password: bool,
}

pub async fn show(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    scope: Scope,
    Path(id): Path<String>,
) -> Result<Response> {
    let details = load(&app, &id, &scope).await?;
    page(&person_page(shell, &viewer, details, None))
}

pub(super) async fn load(app: &App, id: &str, scope: &Scope) -> Result<Details> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    store::details(&app.db, id, scope)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn new(State(app): State<App>, shell: Shell, viewer: Viewer) -> Result<Response> {
    let empty = nobody(store::departments(&app.db).await?);
    page(&person_page(shell, &viewer, empty, None))
}

pub(super) fn nobody(departments: Vec<store::DepartmentLine>) -> Details {
    Details {
        id: Uuid::nil(),
        number: String::new(),
        name: String::new(),
        email: None,
        department_id: None,
        department: None,
        position: String::new(),
        level: Level::Staff,
        superior_id: None,
        superior_number: None,
        superior: None,
        hired_on: None,
        active: true,
        version: 0,
        roles: Vec::new(),
        clerk_of: Vec::new(),
        has_password: false,
        reports: 0,
        departments: sqlx::types::Json(departments),
    }
}

pub(super) fn person_page(
    shell: Shell,
    viewer: &Viewer,
    d: Details,
    typed: Option<&Typed>,
) -> PersonPage {
    let l = shell.l;
    let is_new = d.id.is_nil();
    let form = form(&d, typed, l);
    let errors = typed.map_or_else(Vec::new, |typed| FieldError::list(typed.faults, l));
    let at = |field: &str| typed.map_or_else(String::new, |typed| typed.faults.at(field, l));
    let may = |duty: Duty| duty.scope(viewer).is_some();
    let invite_refused = super::roles::invite_refused(viewer, &d, l).unwrap_or_default();
    let mut departments = vec![Choice::new(
        "",
        l.people_department_none(),
        &form.department,
    )];
    departments.extend(
        d.departments
            .iter()
            .map(|one| Choice::new(one.id.to_string(), one.name.clone(), &form.department)),
    );
    let held: Vec<String> = d.roles.iter().map(|role| words::role(*role, l)).collect();
    let title = if is_new {
        l.person_new_title()
    } else {
        d.name.clone()
    };
    PersonPage {
        action: if is_new {
            "/people".to_owned()
        } else {
            format!("/people/{}", d.id)
        },
        version: typed.map_or(d.version, |typed| typed.fields.version()),
        facts: facts(&d, &shell),
        superior_href: d
            .superior_id
            .map(|id| format!("/people/{id}"))
            .unwrap_or_default(),
        superior_name: d.superior.clone().unwrap_or_default(),
        may_manage: may(Duty::ManagePeople),
        error: Messages {
            number: at("number"),
            name: at("name"),
            email: at("email"),
            new_department: at("new_department"),
            position: at("position"),
            level: at("level"),
            superior: at("superior"),
            hired_on: at("hired_on"),
            active: at("active"),
        },
        errors,
        levels: words::levels(&form.level, l),
        form,
        departments,
        picks: typed.map_or_else(Vec::new, |typed| picks(typed.picks)),
        reports: d.reports,
        may_roles: may(Duty::ManageRoles) && !is_new,
        roles: Role::ALL
            .into_iter()
            .map(|role| Choice {
                value: role.key().to_owned(),
                label: words::role(role, l),
                chosen: d.roles.contains(&role),
            })
            .collect(),
        held_roles: held.join(&l.words_comma()),
        clerk_departments: d
            .departments
            .iter()
            .map(|one| Choice {
                value: one.id.to_string(),
                label: one.name.clone(),
                chosen: d.clerk_of.contains(&one.id),
            })
            .collect(),
        may_invite: may(Duty::Invite) && !is_new,
        invite_refused,
        has_password: d.has_password,
        number: d.number,
        department: d.department.unwrap_or_default(),
        active: d.active,
        shell: shell.titled(title.clone()),
        title,
        is_new,
    }
}

pub(super) fn picks(found: &[Match]) -> Vec<(String, String)> {
    let label = |one: &Match| {
        let parts = [
            one.name.as_str(),
            one.number.as_str(),
            one.department.as_deref().unwrap_or_default(),
            one.position.as_str(),
        ];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    };
    found
        .iter()
        .map(|one| (one.number.clone(), label(one)))
        .collect()
}

fn facts(d: &Details, shell: &Shell) -> Vec<(String, String)> {
    let l = shell.l;
    let facts = [
        (l.people_number(), d.number.clone()),
        (l.people_email(), d.email.clone().unwrap_or_default()),
        (
            l.people_department(),
            d.department.clone().unwrap_or_default(),
        ),
        (l.people_position(), d.position.clone()),
        (l.people_level(), words::level(d.level, l)),
        (
            l.people_hired_on(),
            d.hired_on
                .map(|date| when::day(date, shell.lang))
                .unwrap_or_default(),
        ),
    ];
    facts
        .into_iter()
        .map(|(label, text)| {
            (
                label,
                if text.is_empty() {
                    l.person_none()
                } else {
                    text
                },
            )
        })
        .collect()
}
