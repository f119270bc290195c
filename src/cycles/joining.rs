//! People who come into a cycle that runs already: by the same rules, with deadlines of their own where
//! the first one would come too soon.

use std::collections::HashSet;

use askama::Template;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::Acquire as _;
use time::Date;
use uuid::Uuid;

use super::{
    address::address,
    exceptions, latecomers,
    making::First,
    population::Place,
    preview::place,
    shifts::late,
    store::{self, Cycle, Status},
};
use crate::{
    access::{Duty, Viewer},
    app::App,
    audit::{Change, Event},
    bulk::{self, Act, Judged, Row, Run, Selection},
    calendar,
    ground::ids::CycleId,
    jobs::{Doing, Job},
    web::{
        At, Error, Fields, FormView, Result, Shell, Texts,
        forms::{Fault, Faults, LONG, SHORT},
        page, when,
    },
};

/// A latecomer has at least so many working days for the first stage.
const TIME: u32 = 5;

/// Before the name of the other cycle.
const ELSEWHERE: &str = "elsewhere:";

pub const JOIN: &Act = &Act {
    name: "joining",
    duty: Duty::ManageCycles,
    title: Texts::join_title,
    tells: |run, shell| {
        let Told { reason, .. } = run.told()?;
        Ok(shell.l.join_tells(reason))
    },
    go: |count, l| l.join_do(count),
    why: |reason, l| {
        if let Some(cycle) = reason.strip_prefix(ELSEWHERE) {
            return Some(l.join_elsewhere(cycle));
        }
        match reason {
            "there" => Some(l.join_there()),
            "resting" => Some(l.cycle_not_running()),
            key => Place::from_key(key).map(|out| place(out, l)),
        }
    },
    stops: true,
    judge: |change, run, ids| Box::pin(judge(change, run, ids)),
    perform: |change, run, rows, _| Box::pin(perform(change, run, rows)),
    work,
};

fn work(app: App, job: Job) -> Doing {
    bulk::step(app, job, JOIN)
}

#[derive(Serialize, Deserialize)]
struct Told {
    cycle: CycleId,
    /// By name; else all who fit by now.
    named: Option<Vec<Uuid>>,
    first_due: Option<Date>,
    reason: String,
}

/// Whoever takes people in is not taken in by themselves.
async fn judge(change: &mut Change, run: &Run, ids: Option<&[Uuid]>) -> Result<Vec<Judged>> {
    let told: Told = run.told()?;
    let people = ids.or(told.named.as_deref());
    let today = change.today();
    let resting = store::load(&mut **change, told.cycle, today).await?.status != Status::Running;
    // somebody named is judged as if they were included already, which is taken back
    let mut look = change.begin().await?;
    if let (Some(people), true) = (people, told.named.is_some()) {
        latecomers::include(&mut look, told.cycle, people, &told.reason).await?;
    }
    let found = latecomers::late(&mut look, told.cycle, people).await?;
    look.rollback().await?;
    Ok(found
        .into_iter()
        .filter(|one| one.person != run.actor.0)
        .map(|one| Judged {
            person: one.person,
            appraisal: None,
            reason: if one.there {
                Some("there".to_owned())
            } else if !one.place.takes_part() {
                Some(one.place.key().to_owned())
            } else if resting {
                Some("resting".to_owned())
            } else {
                one.elsewhere.map(|cycle| format!("{ELSEWHERE}{cycle}"))
            },
            mark: one.place.key().to_owned(),
        })
        .collect())
}

async fn perform(change: &mut Change, run: &Run, rows: &[Row]) -> Result<HashSet<i32>> {
    if rows.is_empty() {
        return Ok(HashSet::new());
    }
    let told: Told = run.told()?;
    let cycle = told.cycle;
    let today = change.today();
    let found = store::load(&mut **change, cycle, today).await?;
    let calendar = calendar::load(&mut **change).await?;
    let people = Row::subjects(rows);
    if told.named.is_some() {
        latecomers::include(change, cycle, &people, &told.reason).await?;
    }
    let own = told
        .first_due
        .map_or_else(|| json!({}), |day| late(&found.terms, day, &calendar));
    let first = First::of(&found.terms);
    let made = latecomers::make(change, cycle, &people, &own, &first).await?;
    let event = Event::CycleJoined {
        cycle: cycle.0,
        appraisals: made,
        reason: &told.reason,
        own_deadlines: own,
    };
    change.record_company(event).await?;
    let joined = latecomers::joined(change, cycle, &people).await?;
    Ok(Row::about(rows, |id| joined.contains(&id)))
}

struct OutView {
    label: String,
    count: i64,
}

#[derive(Template)]
#[template(path = "cycles/joining.html")]
struct JoiningPage {
    form: FormView,
    shell: Shell,
    href: String,
    name: String,
    outside: Vec<OutView>,
}

/// `GET /cycles/{id}/people`
pub async fn show(app: App, shell: Shell, At(cycle): At<CycleId>) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let cycle = store::load(&app.db, cycle, today).await?;
    let calendar = calendar::load(&app.db).await?;
    let soonest = calendar
        .add_working_days(today, TIME)
        .max(cycle.terms.first_due());
    let fields = Fields::from_pairs(vec![("first_due".to_owned(), when::input_day(soonest))]);
    render(&app, shell, &cycle, &fields, &Faults::default()).await
}

async fn render(
    app: &App,
    shell: Shell,
    cycle: &Cycle,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    if cycle.status != Status::Running {
        return Err(Error::Refused(vec![shell.l.cycle_not_running()]));
    }
    let l = shell.l;
    let outside = latecomers::outside(&app.db, cycle.id).await?;
    page(&JoiningPage {
        form: FormView::of(fields, faults, l).labels([
            ("people", l.join_people()),
            ("first_due", l.preview_first_due()),
            ("reason", l.reason()),
        ]),
        href: address(cycle.id, ""),
        name: cycle.terms.name.clone(),
        outside: outside
            .into_iter()
            .map(|(key, count)| OutView {
                label: place(key, l),
                count,
            })
            .collect(),
        shell: shell.titled(l.join_title()),
    })
}

/// `POST /cycles/{id}/people`: those named, or all who fit by now.
pub async fn add(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(cycle): At<CycleId>,
    fields: Fields,
) -> Result<Response> {
    let l = shell.l;
    let today = app.clock.today(&app.settings.zone);
    let cycle = store::load(&app.db, cycle, today).await?;
    let mut faults = Faults::default();
    let reason = fields.required("reason", SHORT, &mut faults);
    let first_due = fields.day("first_due", &mut faults);
    if first_due.is_some_and(|day| day < today) {
        faults.add("first_due", Fault::Other(l.extend_past()));
    }
    let all = fields.pressed("who", |key| match key {
        "named" => Some(false),
        "fitting" => Some(true),
        _ => None,
    })?;
    let named = if all {
        None
    } else {
        let typed = fields.required("people", LONG, &mut faults);
        let texts: Vec<&str> = typed
            .split(['\n', ',', ';', '，', '；', '、'])
            .map(str::trim)
            .filter(|one| !one.is_empty())
            .collect();
        let found = exceptions::find_all(&app.db, &texts).await?;
        let unknown: Vec<&str> = texts
            .into_iter()
            .zip(&found)
            .filter_map(|(text, id)| id.is_none().then_some(text))
            .collect();
        if !unknown.is_empty() {
            let names = unknown.join(&l.words_comma());
            faults.add("people", Fault::Other(l.join_unknown(names)));
        }
        let people: HashSet<Uuid> = found.into_iter().flatten().collect();
        Some(people.into_iter().collect::<Vec<_>>())
    };
    if !faults.is_empty() {
        return render(&app, shell, &cycle, &fields, &faults).await;
    }
    if cycle.status != Status::Running {
        return Err(Error::Refused(vec![l.cycle_not_running()]));
    }
    let told = Told {
        cycle: cycle.id,
        named,
        first_due,
        reason,
    };
    let selection = Selection {
        cycle: Some(cycle.id.0),
        told: &told,
        back: &address(cycle.id, "/people"),
        named: told.named.as_ref().map_or(0, Vec::len),
    };
    bulk::preview(&app, JOIN, &viewer, &selection).await
}
