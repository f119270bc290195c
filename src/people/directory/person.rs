//! `/people/{id}` and `/people/new`: one person's particulars, and changing them.

use askama::Template;
use axum::{extract::FromRequestParts, http::request::Parts, response::Response};
use uuid::Uuid;

use super::{
    forms::{Typed, form},
    store::{self, Details, Match},
};
use crate::{
    access::{Duty, Role, Scope, Viewer},
    accounts::Openings,
    app::App,
    people::{
        Level,
        absences::store as absences,
        reporting::past,
        words::{self},
    },
    web::{At, Error, FormView, Pick, Result, Shell, page, when},
};

#[derive(Template)]
#[template(path = "people/person.html")]
#[allow(clippy::struct_excessive_bools)] // what a page shows or not
pub(in crate::people) struct PersonPage {
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
    form: FormView,
    superior_hint: String,
    departments: Vec<Pick>,
    levels: Vec<Pick>,
    picks: Vec<(String, String)>,
    reports: i64,
    lines: Vec<LineRow>,
    absences: Vec<AbsenceRow>,
    leaving: String,
    may_return: bool,
    may_roles: bool,
    roles: Vec<Pick>,
    held_roles: String,
    clerk_departments: Vec<Pick>,
    openings: Openings,
    anonymised: bool,
    may_hold: bool,
    held: bool,
}

pub async fn show(
    app: App,
    shell: Shell,
    viewer: Viewer,
    scope: Scope,
    At(id): At<Uuid>,
) -> Result<Response> {
    let details = look_up(&app, id, &scope).await?;
    let more = More::load(&app, &shell, &viewer, details.id).await?;
    page(&person_page(shell, &viewer, details, more, None))
}

/// Somebody to be changed: one who was anonymised is not there any more.
impl FromRequestParts<App> for Details {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let scope = Scope::from_request_parts(parts, app).await?;
        let At(id) = At::from_request_parts(parts, app).await?;
        let details = look_up(app, id, &scope).await?;
        if details.anonymised {
            return Err(Error::Conflict);
        }
        Ok(details)
    }
}

async fn look_up(app: &App, id: Uuid, scope: &Scope) -> Result<Details> {
    store::details(&app.db, id, scope)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn new(app: App, shell: Shell, viewer: Viewer) -> Result<Response> {
    let empty = nobody(store::departments(&app.db).await?);
    page(&person_page(shell, &viewer, empty, More::default(), None))
}

pub(in crate::people) fn nobody(departments: Vec<store::DepartmentLine>) -> Details {
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
        left_on: None,
        left_reason: String::new(),
        version: 0,
        roles: Vec::new(),
        clerk_of: Vec::new(),
        anonymised: false,
        held: false,
        reports: 0,
        departments: sqlx::types::Json(departments),
    }
}

pub(in crate::people) fn person_page(
    shell: Shell,
    viewer: &Viewer,
    d: Details,
    more: More,
    typed: Option<&Typed>,
) -> PersonPage {
    let l = shell.l;
    let is_new = d.id.is_nil();
    let form = form(&d, typed, l);
    // nothing can be done to somebody of whom nothing is left
    let may = |duty: Duty| !d.anonymised && duty.scope(viewer).is_some();
    let own = d.id == viewer.id.0 || d.superior_id == Some(viewer.id.0);
    let may_hold = may(Duty::ManageRetention) && !is_new && !own;
    let department = form.value("department");
    let mut departments = vec![Pick::of("", l.people_department_none(), department)];
    departments.extend(
        d.departments
            .iter()
            .map(|one| Pick::of(one.id.to_string(), one.name.clone(), department)),
    );
    let reach: Vec<&str> = d
        .departments
        .iter()
        .filter(|one| d.clerk_of.contains(&one.id))
        .map(|one| one.name.as_str())
        .collect();
    let held: Vec<String> = d
        .roles
        .iter()
        .map(|role| match role {
            Role::Clerk => l.person_clerk_of(words::role(*role, l), reach.join(&l.words_comma())),
            role => words::role(*role, l),
        })
        .collect();
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
        superior_hint: d.superior.as_ref().map_or_else(
            || l.person_superior_hint(),
            |name| l.person_superior_now(name.as_str()),
        ),
        levels: words::levels(form.value("level"), l),
        form,
        departments,
        picks: typed.map_or_else(Vec::new, |typed| picks(typed.picks)),
        reports: d.reports,
        lines: more
            .lines
            .into_iter()
            .map(|line| line_row(line, &shell))
            .collect(),
        absences: more
            .absences
            .into_iter()
            .map(|one| absence_row(one, &shell))
            .collect(),
        leaving: leaving(&d, &shell),
        anonymised: d.anonymised,
        may_hold,
        held: may_hold && d.held,
        may_return: !d.active || d.left_on.is_some(),
        may_roles: may(Duty::ManageRoles) && !is_new,
        roles: Role::ALL
            .into_iter()
            .map(|role| Pick::new(role.key(), words::role(role, l), d.roles.contains(&role)))
            .collect(),
        held_roles: held.join(&l.words_comma()),
        clerk_departments: d
            .departments
            .iter()
            .map(|one| {
                Pick::new(
                    one.id.to_string(),
                    one.name.clone(),
                    d.clerk_of.contains(&one.id),
                )
            })
            .collect(),
        openings: more.openings,
        number: d.number,
        department: d.department.unwrap_or_default(),
        active: d.active,
        shell: shell.titled(title.clone()),
        title,
        is_new,
    }
}

/// What the page shows beside the particulars.
#[derive(Default)]
pub(in crate::people) struct More {
    lines: Vec<past::Line>,
    absences: Vec<absences::Absence>,
    openings: Openings,
}

impl More {
    pub async fn load(app: &App, shell: &Shell, viewer: &Viewer, person: Uuid) -> Result<Self> {
        Ok(Self {
            lines: past::of(&app.db, person).await?,
            absences: absences::of(&app.db, person).await?,
            openings: Openings::of_person(app, shell, viewer, person).await?,
        })
    }
}

struct LineRow {
    superior: String,
    href: String,
    days: String,
    by: String,
    planned: bool,
}

fn line_row(line: past::Line, shell: &Shell) -> LineRow {
    let l = shell.l;
    let day = |day: time::Date| when::day(day, shell.lang);
    LineRow {
        href: line
            .superior_id
            .map(|id| format!("/people/{id}"))
            .unwrap_or_default(),
        superior: line.superior.unwrap_or_default(),
        days: match (line.since, line.until) {
            (None, None) => l.past_always(),
            (Some(since), None) => l.past_since(day(since)),
            (None, Some(until)) => l.past_until(day(until)),
            (Some(since), Some(until)) => l.past_between(day(since), day(until)),
        },
        by: line.changed_by.unwrap_or_default(),
        planned: line.planned,
    }
}

struct AbsenceRow {
    id: String,
    kind: String,
    days: String,
    acting: String,
    reason: String,
}

fn absence_row(one: absences::Absence, shell: &Shell) -> AbsenceRow {
    let l = shell.l;
    let day = |day: time::Date| when::day(day, shell.lang);
    AbsenceRow {
        id: one.id.to_string(),
        kind: one.kind.word(l),
        days: one.until_on.map_or_else(
            || l.past_since(day(one.from_on)),
            |until| l.past_between(day(one.from_on), day(until)),
        ),
        acting: one
            .acting
            .map(|name| l.absence_acting_is(name))
            .unwrap_or_default(),
        reason: one.reason,
    }
}

/// When and why somebody leaves or has left.
fn leaving(d: &Details, shell: &Shell) -> String {
    let l = shell.l;
    let when = d.left_on.map(|day| when::day(day, shell.lang));
    let text = match (d.active, when) {
        (true, None) => return String::new(),
        (true, Some(day)) => l.person_leaves_on(day),
        (false, Some(day)) => l.person_left_on(day),
        (false, None) => l.person_has_left(),
    };
    format!("{text} {}", d.left_reason)
}

pub(in crate::people) fn picks(found: &[Match]) -> Vec<(String, String)> {
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
