//! `/reminders`: HR asks everybody of a filtered set at once for what is theirs to do.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use time::Duration;
use uuid::Uuid;

use super::store::{self, Named};
use crate::{
    access::{Scope, Stage, Viewer},
    app::App,
    appraisals::words,
    audit::Event,
    tasks::{self, Open, Set},
    web::{Asked, Error, Fields, FormView, Notice, Pick, Result, Shell, forms::Faults, page, see},
};

/// Whoever was reminded of a task so lately is not told again.
const LATELY: Duration = Duration::hours(20);
const NOTE: usize = 300;

struct StageCount {
    key: &'static str,
    label: String,
    people: usize,
}

#[derive(Template)]
#[template(path = "notices/reminders.html")]
struct RemindPage {
    form: FormView,
    shell: Shell,
    cycles: Vec<Pick>,
    departments: Vec<Pick>,
    stages: Vec<Pick>,
    cycle: String,
    department: String,
    stage: String,
    overdue: bool,
    people: usize,
    tasks: usize,
    lately: usize,
    counts: Vec<StageCount>,
    back: String,
    mail: bool,
}

/// What the address or the form chooses; a cycle that is not running or not in reach is none.
struct Chosen {
    set: Option<Set>,
    cycles: Vec<Named>,
    departments: Vec<Named>,
}

async fn chosen(app: &App, scope: &Scope, fields: &Fields) -> Result<Chosen> {
    let reach = scope.departments();
    let (cycles, departments) = store::choices(
        &app.db,
        reach.as_deref(),
        app.clock.today(&app.settings.zone),
    )
    .await?;
    let asked: Option<Uuid> = fields.get("cycle").parse().ok();
    let cycle = match asked {
        Some(id) => cycles.iter().find(|one| one.id == id),
        None => cycles.first(),
    };
    let set = cycle.map(|cycle| Set {
        cycle: cycle.id,
        department: fields.get("department").parse().ok(),
        stage: Stage::from_key(fields.get("stage")),
        overdue: !matches!(fields.get("overdue"), "" | "0"),
    });
    Ok(Chosen {
        set,
        cycles,
        departments,
    })
}

/// Where this set was come from.
fn back(set: &Set) -> String {
    let department = set.department.map(|id| id.to_string()).unwrap_or_default();
    let cycle = set.cycle.to_string();
    Asked::of("/dashboard", "").with(&[("cycle", &cycle), ("department", &department)])
}

/// `GET /reminders`
pub async fn ask(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    scope: Scope,
    asked: Asked,
) -> Result<Response> {
    render(
        &app,
        shell,
        &viewer,
        &scope,
        asked.fields(),
        &Faults::default(),
    )
    .await
}

async fn render(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    scope: &Scope,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let (today, now) = (app.clock.today(&app.settings.zone), app.clock.now());
    let Chosen {
        set,
        cycles,
        departments,
    } = chosen(app, scope, fields).await?;
    let set = set.unwrap_or_default();
    let mut open = tasks::open(&app.db, viewer, scope, &set, today, now).await?;
    let all = open.len();
    let told: HashSet<(Uuid, Uuid)> = store::reminded_since(&app.db, set.cycle, now - LATELY)
        .await?
        .into_iter()
        .collect();
    open.retain(|one| !told.contains(&(one.appraisal, one.person)));
    let pick = |one: Named, chosen: Option<Uuid>| {
        Pick::new(one.id.to_string(), one.name, chosen == Some(one.id))
    };
    let stage = set.stage.map(Stage::key).unwrap_or_default();
    page(&RemindPage {
        form: FormView::of(fields, faults, l).labels([("note", l.remind_note())]),
        cycle: set.cycle.to_string(),
        department: set.department.map(|id| id.to_string()).unwrap_or_default(),
        stage: stage.to_owned(),
        overdue: set.overdue,
        people: people(&open),
        tasks: open.len(),
        lately: all - open.len(),
        counts: counts(&open)
            .into_iter()
            .map(|(stage, people)| StageCount {
                key: stage.key(),
                label: words::stage(stage, l),
                people,
            })
            .collect(),
        back: back(&set),
        mail: app.mailer.is_some(),
        cycles: cycles
            .into_iter()
            .map(|one| pick(one, Some(set.cycle)))
            .collect(),
        departments: departments
            .into_iter()
            .map(|one| pick(one, set.department))
            .collect(),
        stages: Stage::ALL
            .into_iter()
            .filter(|one| !matches!(one, Stage::Review | Stage::Concluded | Stage::Withdrawn))
            .map(|one| Pick::new(one.key(), words::stage(one, l), one.key() == stage))
            .collect(),
        shell: shell.titled(l.remind_title()),
    })
}

fn people(open: &[Open]) -> usize {
    open.iter()
        .map(|one| one.person)
        .collect::<BTreeSet<_>>()
        .len()
}

/// How many people have something to do in each stage.
fn counts(open: &[Open]) -> Vec<(Stage, usize)> {
    let mut stages: BTreeMap<usize, (Stage, BTreeSet<Uuid>)> = BTreeMap::new();
    for one in open {
        let place = Stage::ALL.iter().position(|stage| *stage == one.stage);
        stages
            .entry(place.unwrap_or_default())
            .or_insert_with(|| (one.stage, BTreeSet::new()))
            .1
            .insert(one.person);
    }
    stages
        .into_values()
        .map(|(stage, people)| (stage, people.len()))
        .collect()
}

/// `POST /reminders`: one transaction, one event for all.
pub async fn remind(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    scope: Scope,
    fields: Fields,
) -> Result<Response> {
    let is_id: fn(&str) -> bool = |text| text.parse::<Uuid>().is_ok();
    let is_stage: fn(&str) -> bool = |text| Stage::from_key(text).is_some();
    for (name, known) in [("cycle", is_id), ("department", is_id), ("stage", is_stage)] {
        // what cannot be read is not everybody
        if !fields.get(name).is_empty() && !known(fields.get(name)) {
            return Err(Error::Malformed);
        }
    }
    let today = app.clock.today(&app.settings.zone);
    let mut faults = Faults::default();
    let note = fields.text("note", NOTE, &mut faults);
    if !faults.is_empty() {
        let page = render(&app, shell, &viewer, &scope, &fields, &faults).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let Some(set) = chosen(&app, &scope, &fields).await?.set else {
        return Err(Error::Refused(vec![shell.l.remind_no_cycle()]));
    };
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let open = tasks::open(&mut *change, &viewer, &scope, &set, today, now).await?;
    let done = store::remind(&mut change, &viewer, &open, &note, now - LATELY, now).await?;
    let back = back(&set);
    if done == 0 {
        return Ok(see(&back, Notice::NobodyReminded));
    }
    let event = Event::Reminded {
        cycle: Some(set.cycle),
        department: set.department,
        stage: set.stage.map(Stage::key),
        overdue: set.overdue,
        tasks: done,
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(&back, Notice::Reminded))
}
