//! `/departments`, the tree; `/departments/{id}`, changing one.

use askama::Template;
use axum::response::Response;
use uuid::Uuid;

use super::{
    rules::{self, Department},
    store,
};
use crate::{
    app::App,
    web::{At, Error, Fields, FormView, Pick, Result, Shell, Texts, forms::Faults, page},
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
    form: FormView,
    shell: Shell,
    rows: Vec<Row>,
    parents: Vec<Pick>,
}

/// Departments as options of a select, each level moved in.
fn options(all: &[Department], first: String, chosen: &str, leave_out: &[Uuid]) -> Vec<Pick> {
    let mut options = vec![Pick::of("", first, chosen)];
    options.extend(
        rules::tree(all)
            .into_iter()
            .filter(|row| !leave_out.contains(&row.department.id))
            .map(|row| {
                let name = format!("{}{}", "\u{2003}".repeat(row.depth), row.department.name);
                Pick::of(row.department.id.to_string(), name, chosen)
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
        form: FormView::of(fields, faults, l).labels([("name", l.departments_name())]),
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
        parents: options(all, l.departments_top(), fields.get("parent"), &[]),
        shell: shell.titled(l.departments_title()),
    }
}

/// `GET /departments`
pub async fn list(app: App, shell: Shell) -> Result<Response> {
    let all = store::all(&app.db).await?;
    let (fields, faults) = (Fields::default(), Faults::default());
    page(&list_page(shell, &all, &fields, &faults))
}

#[derive(Template)]
#[template(path = "people/department.html")]
pub(super) struct DepartmentPage {
    form: FormView,
    shell: Shell,
    id: String,
    title: String,
    version: i32,
    people: String,
    may_close: bool,
    typed_name: String,
    parents: Vec<Pick>,
    targets: Vec<Pick>,
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
        form: FormView::of(fields, faults, l).labels([
            ("name", l.departments_name()),
            ("parent", l.departments_parent()),
            ("target", l.department_target()),
        ]),
        id: one.id.to_string(),
        version: one.version,
        people: told(one, branch.len() - 1, l),
        may_close: one.people == 0 && one.left == 0 && branch.len() == 1,
        typed_name: or("name", &one.name),
        parents: options(all, l.departments_top(), &or("parent", &parent), &branch),
        targets: options(
            all,
            l.department_target_choose(),
            fields.get("target"),
            &[one.id],
        ),
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
pub async fn show(app: App, shell: Shell, At(id): At<Uuid>) -> Result<Response> {
    let all = store::all(&app.db).await?;
    let one = find(&all, id)?;
    let (fields, faults) = (Fields::default(), Faults::default());
    page(&department_page(shell, &all, one, &fields, &faults))
}

pub(super) fn find(all: &[Department], id: Uuid) -> Result<&Department> {
    all.iter().find(|one| one.id == id).ok_or(Error::NotFound)
}
