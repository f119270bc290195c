//! `/people`: everybody the viewer may see, narrowed, in order, page by page.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};

use super::{
    filter::{Filter, Sort},
    store::{self, From},
};
use crate::{
    access::{Duty, Scope, Viewer},
    app::App,
    people::words::{self},
    web::{Fields, Pick, Result, Shell, page},
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
}

/// A heading by which the list can be put in order.
struct Heading {
    href: String,
    /// ascending | descending | none
    order: &'static str,
}

/// The pairs of an address as if they were a form's.
pub(crate) fn query(raw: Option<&str>) -> Fields {
    let pairs = form_urlencoded::parse(raw.unwrap_or_default().as_bytes());
    Fields::from_pairs(pairs.into_owned().take(500).collect())
}

pub async fn list(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    scope: Scope,
    RawQuery(raw): RawQuery,
) -> Result<Response> {
    let fields = query(raw.as_deref());
    let filter = Filter::read(&fields);
    let from = match (fields.get("after").parse(), fields.get("before").parse()) {
        (Ok(id), _) => From::After(id),
        (_, Ok(id)) => From::Before(id),
        _ => From::Start,
    };
    let (lines, more) = store::page(&app.db, &filter, &scope, from).await?;
    let around = store::around(&app.db, &filter, &scope).await?;

    let l = shell.l;
    let edge = |line: Option<&store::Line>, key: &str, there: bool| {
        line.filter(|_| there)
            .map(|line| {
                filter.address(
                    "/people",
                    &[("sort", filter.sort_key()), (key, &line.id.to_string())],
                )
            })
            .unwrap_or_default()
    };
    let (is_before, is_after) = match from {
        From::Start => (false, more),
        From::After(_) => (true, more),
        From::Before(_) => (more, true),
    };
    let (before, after) = (
        edge(lines.first(), "before", is_before),
        edge(lines.last(), "after", is_after),
    );
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
        shown: l.people_shown(around.count, lines.len()),
        rows: lines.into_iter().map(|line| row(line, &shell)).collect(),
        count: around.count,
        before,
        after,
        name_sort: heading(&filter, Sort::Name, "name"),
        number_sort: heading(&filter, Sort::Number, "number"),
        may_manage,
        no_scope: scope.departments().is_some_and(|ids| ids.is_empty()),
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

fn heading(filter: &Filter, sort: Sort, key: &str) -> Heading {
    let current = filter.sort == sort;
    let order = match (current, filter.descending) {
        (false, _) => "none",
        (true, false) => "ascending",
        (true, true) => "descending",
    };
    let next = if order == "ascending" {
        format!("-{key}")
    } else {
        key.to_owned()
    };
    Heading {
        href: filter.address("/people", &[("sort", &next)]),
        order,
    }
}
