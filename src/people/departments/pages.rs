//! `/departments`, the tree; `/departments/{id}`, changing one.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use uuid::Uuid;

use super::{
    rules::{self, Department},
    store,
};
use crate::{
    app::App,
    people::words::Choice,
    web::{Error, FieldError, Fields, Result, Shell, Texts, forms::Faults, page},
};

struct Row {
    id: String,
    name: String,
    /// one mark for each level above
    steps: Vec<()>,
    people: i64,
    whole: i64,
}

#[derive(Template)]
#[template(path = "people/departments.html")]
pub(super) struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
    typed_name: String,
    name_error: String,
    parents: Vec<Choice>,
    errors: Vec<FieldError>,
}

/// Departments as options of a select, each level moved in.
fn options(all: &[Department], first: String, chosen: &str, leave_out: &[Uuid]) -> Vec<Choice> {
    let mut options = vec![Choice::new("", first, chosen)];
    options.extend(
        rules::tree(all)
            .into_iter()
            .filter(|row| !leave_out.contains(&row.department.id))
            .map(|row| {
                let name = format!("{}{}", "\u{2003}".repeat(row.depth), row.department.name);
                Choice::new(row.department.id.to_string(), name, chosen)
            }),
    );
    options
}

pub(super) fn list_page(
    shell: Shell,
    all: &[Department],
    fields: &Fields,
    faults: &Faults,
) -> ListPage {
    let l = shell.l;
    ListPage {
        rows: rules::tree(all)
            .into_iter()
            .map(|row| Row {
                id: row.department.id.to_string(),
                name: row.department.name.clone(),
                steps: vec![(); row.depth],
                people: row.department.people,
                whole: row.whole,
            })
            .collect(),
        typed_name: fields.get("name").to_owned(),
        name_error: faults.at("name", l),
        parents: options(all, l.departments_top(), fields.get("parent"), &[]),
        errors: FieldError::list(faults, l),
        shell: shell.titled(l.departments_title()),
    }
}

/// `GET /departments`
pub async fn list(State(app): State<App>, shell: Shell) -> Result<Response> {
    let all = store::all(&app.db).await?;
    let (fields, faults) = (Fields::default(), Faults::default());
    page(&list_page(shell, &all, &fields, &faults))
}

#[derive(Template)]
#[template(path = "people/department.html")]
pub(super) struct DepartmentPage {
    shell: Shell,
    id: String,
    title: String,
    version: i32,
    people: String,
    may_close: bool,
    typed_name: String,
    name_error: String,
    parents: Vec<Choice>,
    parent_error: String,
    targets: Vec<Choice>,
    target_error: String,
    errors: Vec<FieldError>,
}

pub(super) fn department_page(
    shell: Shell,
    all: &[Department],
    one: &Department,
    fields: &Fields,
    faults: &Faults,
) -> DepartmentPage {
    let l = shell.l;
    let branch = rules::branch(all, one.id);
    let parent = one.parent.map(|id| id.to_string()).unwrap_or_default();
    let or = |name: &str, kept: &str| {
        if fields.has(name) {
            fields.get(name).to_owned()
        } else {
            kept.to_owned()
        }
    };
    DepartmentPage {
        id: one.id.to_string(),
        version: one.version,
        people: told(one, branch.len() - 1, l),
        may_close: one.people == 0 && one.left == 0 && branch.len() == 1,
        typed_name: or("name", &one.name),
        name_error: faults.at("name", l),
        parents: options(all, l.departments_top(), &or("parent", &parent), &branch),
        parent_error: faults.at("parent", l),
        targets: options(
            all,
            l.department_target_choose(),
            fields.get("target"),
            &[one.id],
        ),
        target_error: faults.at("target", l),
        errors: FieldError::list(faults, l),
        title: one.name.clone(),
        shell: shell.titled(one.name.clone()),
    }
}

fn told(one: &Department, below: usize, l: &Texts) -> String {
    let count = |n: i64| usize::try_from(n).unwrap_or(0);
    format!(
        "{} {}",
        l.department_people(count(one.people)),
        l.department_below(below)
    )
}

/// `GET /departments/{id}`
pub async fn show(
    State(app): State<App>,
    shell: Shell,
    Path(id): Path<String>,
) -> Result<Response> {
    let all = store::all(&app.db).await?;
    let one = find(&all, &id)?;
    let (fields, faults) = (Fields::default(), Faults::default());
    page(&department_page(shell, &all, one, &fields, &faults))
}

pub(super) fn find<'a>(all: &'a [Department], id: &str) -> Result<&'a Department> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    all.iter().find(|one| one.id == id).ok_or(Error::NotFound)
}
