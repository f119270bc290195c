//! `/people`: everybody the viewer may see, narrowed, in order, page by page.

use askama::Template;
use axum::response::Response;

use super::{filter::Filter, store};
use crate::{
    access::{Duty, Scope, Viewer},
    app::App,
    people::words::{self},
    web::{Asked, Heading, PAGE, Pick, Result, Shell, page, turn_page},
};

struct Row {
    id: String,
    number: String,
    name: String,
    email: String,
    department: String,
    position: String,
    level: String,
    superior: String,
    active: bool,
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct ListPage {
    shell: Shell,
    filter: Filter,
    departments: Vec<Pick>,
    states: Vec<Pick>,
    superiors: Vec<Pick>,
    accounts: Vec<Pick>,
    rows: Vec<Row>,
    count: i64,
    shown: String,
    before: String,
    after: String,
    name_sort: Heading,
    number_sort: Heading,
    may_manage: bool,
    no_scope: bool,
    assign_all: String,
    may_invite: bool,
    invite_all: String,
    /// Active people within reach who have no password yet.
    without_account: i64,
}

pub async fn list(
    app: App,
    shell: Shell,
    viewer: Viewer,
    scope: Scope,
    asked: Asked,
) -> Result<Response> {
    let filter = Filter::read(asked.fields());
    let found = store::page(&app.db, &filter, &scope, &asked.cursor()).await?;
    // the place of the row at the edge is looked up, so that no name stands in an address
    let (lines, before, after) = turn_page(found, PAGE, &asked, |line| (String::new(), line.id));
    let around = store::around(&app.db, &filter, &scope).await?;

    let l = shell.l;
    let may_manage = Duty::ManagePeople.scope(&viewer).is_some();
    page(&ListPage {
        departments: departments(&filter, around.departments.0, l),
        states: vec![
            Pick::of("", l.people_state_active(), filter.state_key()),
            Pick::of("left", l.people_state_left(), filter.state_key()),
            Pick::of("all", l.people_state_all(), filter.state_key()),
        ],
        superiors: vec![
            Pick::of("", l.people_superior_any(), ""),
            Pick::of(
                "none",
                l.people_superior_none(),
                if filter.without_superior { "none" } else { "" },
            ),
        ],
        accounts: vec![
            Pick::of("", l.people_account_any(), ""),
            Pick::of(
                "none",
                l.people_without_account(),
                if filter.without_account { "none" } else { "" },
            ),
        ],
        shown: l.people_shown(around.count, lines.len()),
        rows: lines.into_iter().map(|line| row(line, &shell)).collect(),
        count: around.count,
        before,
        after,
        name_sort: asked.heading(l.people_name(), "name", "name", false),
        number_sort: asked.heading(l.people_number(), "number", "name", false),
        may_manage,
        no_scope: scope.departments().is_some_and(|ids| ids.is_empty()),
        may_invite: Duty::Invite.scope(&viewer).is_some(),
        invite_all: filter.address("/people/invitations", &[("all", "1")]),
        without_account: around.without_account,
        assign_all: filter.address("/people/reporting-lines", &[("all", "1")]),
        filter,
        shell: shell.titled(l.people_title()),
    })
}

fn row(line: store::Line, shell: &Shell) -> Row {
    Row {
        id: line.id.to_string(),
        number: line.number,
        name: line.name,
        email: line.email.unwrap_or_default(),
        department: line.department.unwrap_or_default(),
        position: line.position,
        level: words::level(line.level, shell.l),
        superior: line.superior.unwrap_or_default(),
        active: line.active,
    }
}

fn departments(
    filter: &Filter,
    known: Vec<store::DepartmentLine>,
    l: &crate::web::Texts,
) -> Vec<Pick> {
    let chosen = filter.department_key();
    let mut choices = vec![
        Pick::of("", l.people_department_any(), &chosen),
        Pick::of("none", l.people_department_none(), &chosen),
    ];
    choices.extend(
        known
            .into_iter()
            .map(|department| Pick::of(department.id.to_string(), department.name, &chosen)),
    );
    choices
}
