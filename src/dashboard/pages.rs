//! `/dashboard`: one cycle at a time, each figure a way to the appraisals behind it.

use askama::Template;
use axum::response::Response;

use super::{
    figures::{DepartmentCount, FEWEST, Figures},
    store,
};
use crate::{
    access::{Scope, Stage},
    app::App,
    appraisals::{
        list::{department_picks, relation_key},
        words,
    },
    forms::grades::Scheme,
    web::{Asked, Error, Pick, Result, Shell, page},
};

struct Bar {
    key: &'static str,
    label: String,
    href: String,
    count: i64,
    overdue: i64,
}

struct Tile {
    class: &'static str,
    href: String,
    figure: String,
    label: String,
}

struct CellView {
    href: String,
    count: i64,
}

struct DepartmentView {
    href: String,
    name: String,
    cells: Vec<CellView>,
    total: i64,
    concluded: i64,
    overdue: i64,
    overdue_href: String,
}

#[derive(Template)]
#[template(path = "dashboard/show.html")]
struct DashboardPage {
    shell: Shell,
    none: bool,
    starts_cycles: bool,
    cycles: Vec<Pick>,
    departments: Vec<Pick>,
    export: String,
    /// Where the people behind these figures are reminded; a cycle that does not run asks for nothing.
    remind: String,
    total: i64,
    tiles: Vec<Tile>,
    stages: Vec<Bar>,
    turns: Vec<Bar>,
    grades: Vec<Bar>,
    graded: i64,
    hidden: i64,
    /// How many results a department needs before a clerk sees them as a distribution.
    fewest: i64,
    /// The scheme and its version, by which results were graded.
    graded_by: String,
    columns: Vec<(&'static str, String)>,
    rows: Vec<DepartmentView>,
}

/// `GET /dashboard`
pub async fn show(app: App, shell: Shell, scope: Scope, asked: Asked) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let cycles = store::cycles(&app.db, &scope, today).await?;
    let chosen = match asked.parsed::<uuid::Uuid>("cycle") {
        Some(id) => Some(
            cycles
                .iter()
                .find(|one| one.id == id)
                .ok_or(Error::NotFound)?,
        ),
        None => cycles.first(),
    };
    let l = shell.l;
    let company = scope == Scope::Company;
    let Some(cycle) = chosen else {
        return page(&DashboardPage::without_cycle(
            shell.titled(l.nav_dashboard()),
            company,
        ));
    };
    let department = asked.parsed::<uuid::Uuid>("department");
    let figures = store::figures(
        &app.db,
        &scope,
        cycle.id,
        department,
        (today, app.clock.now()),
    )
    .await?;
    let department_text = department.map(|id| id.to_string()).unwrap_or_default();
    let id = cycle.id.to_string();
    // every figure leads to the appraisals that it counts
    let list = |changes: &[(&str, &str)]| {
        let mut all = vec![("cycle", id.as_str()), ("department", &department_text)];
        all.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        all.extend_from_slice(changes);
        Asked::of("/appraisals", "").with(&all)
    };
    let ledger = |of: &str, state: &str| {
        Asked::of(of, "").with(&[
            ("whose", "ledger"),
            ("state", state),
            ("cycle", &id),
            ("department", &department_text),
        ])
    };
    let by_grade = |grade: &str| list(&[("grade", grade)]);
    let (grades, hidden) = grades(&figures, &cycle.scheme.0, company, &by_grade, &shell);
    let stages = figures.stages();
    let columns: Vec<Stage> = stages.keys().copied().collect();
    let template = DashboardPage {
        none: false,
        starts_cycles: false,
        cycles: cycles
            .iter()
            .map(|one| Pick::new(one.id.to_string(), one.name.clone(), one.id == cycle.id))
            .collect(),
        departments: department_picks(
            cycle
                .departments
                .0
                .iter()
                .map(|one| (one.id, one.name.clone()))
                .collect(),
            &department_text,
        ),
        export: Asked::of("/dashboard/export.csv", "")
            .with(&[("cycle", &id), ("department", &department_text)]),
        remind: if cycle.running {
            Asked::of("/reminders", "").with(&[("cycle", &id), ("department", &department_text)])
        } else {
            String::new()
        },
        total: figures.total(),
        tiles: tiles(&figures, &list, &ledger, &shell),
        stages: stages
            .iter()
            .map(|(stage, one)| Bar {
                key: stage.key(),
                label: words::stage(*stage, l),
                href: list(&[("stage", stage.key())]),
                count: one.count,
                overdue: one.overdue,
            })
            .collect(),
        turns: figures
            .turns
            .iter()
            .map(|one| Bar {
                key: "",
                label: words::relation(one.relation, l),
                href: list(&[("turn", relation_key(one.relation))]),
                count: one.count,
                overdue: one.overdue,
            })
            .collect(),
        graded: grades.iter().map(|bar| bar.count).sum(),
        grades,
        hidden,
        fewest: FEWEST,
        graded_by: {
            let scheme = match cycle.scheme.name().get(shell.lang) {
                "" => l.scheme_unnamed(),
                name => name.to_owned(),
            };
            l.dash_graded_by(scheme, cycle.scheme_version)
        },
        rows: figures
            .departments()
            .iter()
            .map(|line| department_view(line, &columns, &list, &shell))
            .collect(),
        columns: columns
            .into_iter()
            .map(|stage| (stage.key(), words::stage(stage, l)))
            .collect(),
        shell: shell.titled(l.nav_dashboard()),
    };
    page(&template)
}

fn tiles(
    figures: &Figures,
    list: &impl Fn(&[(&str, &str)]) -> String,
    ledger: &impl Fn(&str, &str) -> String,
    shell: &Shell,
) -> Vec<Tile> {
    let l = shell.l;
    let stages = figures.stages();
    let concluded = stages.get(&Stage::Concluded).map_or(0, |one| one.count);
    let overdue: i64 = stages.values().map(|one| one.overdue).sum();
    let tile = |bad: bool, href: String, figure: i64, label: String| Tile {
        class: if bad && figure > 0 { " over" } else { "" },
        href: if figure > 0 { href } else { String::new() },
        figure: figure.to_string(),
        label,
    };
    vec![
        Tile {
            class: "",
            href: list(&[("stage", "concluded")]),
            figure: l.cycle_of(concluded, figures.total()),
            label: l.dash_concluded(),
        },
        tile(true, list(&[("overdue", "1")]), overdue, l.dash_overdue()),
        tile(
            false,
            list(&[("provisional", "1")]),
            figures.provisional(),
            l.dash_provisional(figures.provisional()),
        ),
        tile(
            false,
            list(&[("stage", "dispute")]),
            figures.disputes,
            l.dash_disputes(figures.disputes),
        ),
        tile(
            false,
            list(&[("refused", "1")]),
            figures.refused,
            l.dash_refused(figures.refused),
        ),
        tile(
            false,
            ledger("/plans", "open"),
            figures.plan_open,
            l.dash_plan_open(figures.plan_open),
        ),
        tile(
            true,
            ledger("/plans", "overdue"),
            figures.plan_overdue,
            l.dash_plan_overdue(figures.plan_overdue),
        ),
        tile(
            false,
            ledger("/plans", "done"),
            figures.plan_accepted,
            l.dash_plan_accepted(figures.plan_accepted),
        ),
        tile(
            false,
            ledger("/parked", "open"),
            figures.parked_open,
            l.dash_parked_open(figures.parked_open),
        ),
        tile(
            true,
            ledger("/parked", "overdue"),
            figures.parked_overdue,
            l.dash_parked_overdue(figures.parked_overdue),
        ),
    ]
}

fn grades(
    figures: &Figures,
    scheme: &Scheme,
    company: bool,
    list: &impl Fn(&str) -> String,
    shell: &Shell,
) -> (Vec<Bar>, i64) {
    let lang = shell.lang;
    let (counts, hidden) = figures.grades(scheme.bands().len(), company);
    let bars = scheme
        .bands()
        .iter()
        .zip(counts)
        .enumerate()
        .map(|(at, (band, count))| Bar {
            key: "",
            label: band.name.get(lang).to_owned(),
            // a list of more than is counted here would give the hidden ones away
            href: if company && count > 0 {
                list(&at.to_string())
            } else {
                String::new()
            },
            count,
            overdue: 0,
        })
        .collect();
    (bars, hidden)
}

fn department_view(
    line: &DepartmentCount,
    columns: &[Stage],
    list: &impl Fn(&[(&str, &str)]) -> String,
    shell: &Shell,
) -> DepartmentView {
    let id = line.id.map(|id| id.to_string()).unwrap_or_default();
    DepartmentView {
        href: list(&[("department", &id)]),
        name: if line.id.is_some() {
            line.name.clone()
        } else {
            shell.l.dash_no_department()
        },
        cells: columns
            .iter()
            .map(|stage| CellView {
                href: list(&[("department", &id), ("stage", stage.key())]),
                count: line.stages.get(stage).map_or(0, |one| one.count),
            })
            .collect(),
        total: line.total(),
        concluded: line.concluded(),
        overdue: line.overdue(),
        overdue_href: list(&[("department", &id), ("overdue", "1")]),
    }
}

impl DashboardPage {
    /// Before the first launch.
    fn without_cycle(shell: Shell, starts_cycles: bool) -> Self {
        Self {
            none: true,
            starts_cycles,
            cycles: Vec::new(),
            departments: Vec::new(),
            export: String::new(),
            remind: String::new(),
            total: 0,
            tiles: Vec::new(),
            stages: Vec::new(),
            turns: Vec::new(),
            grades: Vec::new(),
            graded: 0,
            hidden: 0,
            fewest: FEWEST,
            graded_by: String::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            shell,
        }
    }
}
