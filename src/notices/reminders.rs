//! `/reminders`: HR asks everybody of a filtered set at once for what is theirs to do.

use std::collections::HashSet;

use askama::Template;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use time::Duration;
use uuid::Uuid;

use super::store;
use crate::{
    access::{Duty, Scope, Stage, Viewer},
    app::App,
    appraisals::words,
    audit::{Change, Event, Moment},
    bulk::{self, Act, Judged, Row, Run, Selection},
    inbox::{self, Open, Set},
    jobs::{Doing, Job},
    web::{Asked, Error, Fields, FormView, Pick, Result, Shell, Texts, forms::Faults, page},
};

/// Whoever was reminded of a task so lately is not told again.
const LATELY: Duration = Duration::hours(20);
const NOTE: usize = 300;

pub const REMIND: &Act = &Act {
    name: "reminder",
    duty: Duty::Remind,
    title: Texts::remind_title,
    tells: |run, shell| {
        let Told { note, .. } = run.told()?;
        Ok(if note.is_empty() {
            shell.l.remind_tells()
        } else {
            shell.l.remind_tells_note(note)
        })
    },
    go: |count, l| l.remind_do(count),
    why: |reason, l| (reason == "lately").then(|| l.remind_lately()),
    stops: true,
    judge: |change, run, ids| Box::pin(judge(change, run, ids)),
    perform: |change, run, rows, _| Box::pin(perform(change, run, rows)),
    work,
};

fn work(app: App, job: Job) -> Doing {
    bulk::step(app, job, REMIND)
}

#[derive(Serialize, Deserialize)]
struct Told {
    cycle: Uuid,
    department: Option<Uuid>,
    stage: Option<String>,
    overdue: bool,
    note: String,
}

impl Told {
    fn set(&self) -> Set {
        Set {
            cycle: self.cycle,
            department: self.department,
            stage: self.stage.as_deref().and_then(Stage::from_key),
            overdue: self.overdue,
        }
    }
}

async fn open(change: &mut Change, run: &Run, ids: Option<&[Uuid]>) -> Result<Vec<Open>> {
    let set = run.told::<Told>()?.set();
    let at = Moment {
        today: change.today(),
        now: change.now(),
    };
    inbox::open(&mut **change, run.actor, &set, ids, at).await
}

async fn judge(change: &mut Change, run: &Run, ids: Option<&[Uuid]>) -> Result<Vec<Judged>> {
    let mut open = open(change, run, ids).await?;
    // two parts of one person in an appraisal are one reminder's worth
    open.dedup_by_key(|one| (one.appraisal, one.person));
    let since = change.now() - LATELY;
    let told = store::reminded_since(&mut **change, run.told::<Told>()?.cycle, since).await?;
    Ok(open
        .into_iter()
        .map(|one| Judged {
            person: one.person,
            appraisal: Some(one.appraisal),
            reason: told
                .contains(&(one.appraisal, one.person))
                .then(|| "lately".to_owned()),
            mark: one.since.unix_timestamp_nanos().to_string(),
        })
        .collect())
}

async fn perform(change: &mut Change, run: &Run, rows: &[Row]) -> Result<HashSet<i32>> {
    let told: Told = run.told()?;
    let wanted: HashSet<_> = rows
        .iter()
        .filter_map(|row| Some((row.appraisal?, row.person)))
        .collect();
    let mut open = open(change, run, Some(&Row::subjects(rows))).await?;
    open.retain(|one| wanted.contains(&(one.appraisal, one.person)));
    let now = change.now();
    let done = store::remind(change, run.actor, &open, &told.note, now - LATELY, now).await?;
    if !done.is_empty() {
        let event = Event::Reminded {
            cycle: Some(told.cycle),
            department: told.department,
            stage: told.set().stage.map(Stage::key),
            overdue: told.overdue,
            tasks: u64::try_from(done.len()).unwrap_or(u64::MAX),
        };
        change.record_company(event).await?;
    }
    Ok(rows
        .iter()
        .filter(|row| {
            row.appraisal
                .is_some_and(|id| done.contains(&(id, row.person)))
        })
        .map(|row| row.seq)
        .collect())
}

#[derive(Template)]
#[template(path = "notices/reminders.html")]
struct RemindPage {
    form: FormView,
    shell: Shell,
    cycles: Vec<Pick>,
    departments: Vec<Pick>,
    stages: Vec<Pick>,
    overdue: bool,
    mail: bool,
}

/// `GET /reminders?cycle=…&department=…&stage=…&overdue=1`
pub async fn ask(app: App, shell: Shell, scope: Scope, asked: Asked) -> Result<Response> {
    render(&app, shell, &scope, asked.fields(), &Faults::default()).await
}

async fn choices(app: &App, scope: &Scope) -> Result<(Vec<store::Named>, Vec<store::Named>)> {
    let today = app.clock.today(&app.settings.zone);
    store::choices(&app.db, scope.departments().as_deref(), today).await
}

async fn render(
    app: &App,
    shell: Shell,
    scope: &Scope,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let (cycles, departments) = choices(app, scope).await?;
    let picks = |all: Vec<store::Named>, field: &str| {
        let chosen = fields.get(field);
        all.into_iter()
            .map(|one| Pick::of(one.id.to_string(), one.name, chosen))
            .collect()
    };
    page(&RemindPage {
        form: FormView::of(fields, faults, l).labels([("note", l.remind_note())]),
        overdue: !matches!(fields.get("overdue"), "" | "0"),
        mail: app.mailer.is_some(),
        cycles: picks(cycles, "cycle"),
        departments: picks(departments, "department"),
        stages: Stage::ALL
            .into_iter()
            .filter(|one| !matches!(one, Stage::Review | Stage::Concluded | Stage::Withdrawn))
            .map(|one| Pick::of(one.key(), words::stage(one, l), fields.get("stage")))
            .collect(),
        shell: shell.titled(l.remind_title()),
    })
}

/// `POST /reminders`
pub async fn remind(
    app: App,
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
    let mut faults = Faults::default();
    let note = fields.text("note", NOTE, &mut faults);
    if !faults.is_empty() {
        return render(&app, shell, &scope, &fields, &faults).await;
    }
    let (cycles, _) = choices(&app, &scope).await?;
    let asked: Option<Uuid> = fields.get("cycle").parse().ok();
    let cycle = cycles
        .iter()
        .find(|one| asked.is_none_or(|id| one.id == id))
        .ok_or_else(|| Error::Refused(vec![shell.l.remind_no_cycle()]))?
        .id;
    let told = Told {
        cycle,
        department: fields.get("department").parse().ok(),
        stage: Stage::from_key(fields.get("stage")).map(|stage| stage.key().to_owned()),
        overdue: !matches!(fields.get("overdue"), "" | "0"),
        note,
    };
    let selection = Selection {
        cycle: Some(cycle),
        told: &told,
        back: &Asked::of("/reminders", "").with(&[("cycle", &cycle.to_string())]),
        named: 0,
    };
    bulk::preview(&app, REMIND, &viewer, &selection).await
}
