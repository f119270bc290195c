//! A later deadline for all of a running cycle or for some of it, with a reason.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    address::{address, id},
    exceptions,
    rules::{DEADLINES, deadlines},
    shifts::{self, Set},
    states,
    store::{self, Cycle, Status},
};
use crate::{
    access::{Stage, Viewer},
    app::App,
    appraisals::words,
    audit::{Event, Postponement},
    calendar,
    web::{
        Asked, Error, Fields, FormView, Notice, Pick, Result, Shell, Texts,
        forms::{Fault, Faults, SHORT},
        page, see, when,
    },
};

#[derive(Template)]
#[template(path = "cycles/extension.html")]
struct ExtensionPage {
    form: FormView,
    shell: Shell,
    href: String,
    name: String,
    version: i32,
    departments: Vec<Pick>,
    department: String,
    overdue: bool,
    all: bool,
    count: i64,
    stages: Vec<Pick>,
    following: bool,
}

/// The stages that a deadline ends, by the name of the deadline.
fn stage_of(index: usize, l: &Texts) -> String {
    let stages = [
        Stage::Goals,
        Stage::SelfEvaluation,
        Stage::Evaluation,
        Stage::Review,
        Stage::Interview,
        Stage::SignOff,
    ];
    stages
        .get(index)
        .map(|stage| words::stage(*stage, l))
        .unwrap_or_default()
}

/// The set that the address or the form asks for, and what is wrong with it.
async fn chosen(app: &App, fields: &Fields, l: &Texts) -> Result<(Set, Faults)> {
    let mut faults = Faults::default();
    let mut set = Set {
        department: fields.choice("department", |text| text.parse().ok(), &mut faults),
        person: None,
        overdue_on: fields
            .has("overdue")
            .then(|| app.clock.today(&app.settings.zone)),
    };
    let person = fields.get("person").trim();
    if !person.is_empty() {
        set.person = exceptions::find(&app.db, person).await?;
        if set.person.is_none() {
            faults.add("person", Fault::Other(l.preview_reviewer_unknown(person)));
        }
    }
    Ok((set, faults))
}

/// `GET /cycles/{id}/extension?department=…&person=…&overdue=1`
pub async fn show(
    State(app): State<App>,
    shell: Shell,
    Path(cycle): Path<String>,
    asked: Asked,
) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let cycle = store::load(&app.db, id(&cycle)?, today).await?;
    let mut pairs: Vec<(String, String)> = ["department", "person", "stage"]
        .map(|name| (name.to_owned(), asked.text(name)))
        .into();
    pairs.push(("following".to_owned(), "1".to_owned()));
    if asked.ticked("overdue") {
        pairs.push(("overdue".to_owned(), "1".to_owned()));
    }
    let fields = Fields::from_pairs(pairs);
    let (set, faults) = chosen(&app, &fields, shell.l).await?;
    render(&app, shell, &cycle, &fields, &set, &faults).await
}

async fn render(
    app: &App,
    shell: Shell,
    cycle: &Cycle,
    fields: &Fields,
    set: &Set,
    faults: &Faults,
) -> Result<Response> {
    if cycle.status != Status::Running {
        return Err(Error::Refused(vec![shell.l.cycle_not_running()]));
    }
    let l = shell.l;
    let count = if faults.of("person").is_some() {
        0
    } else {
        set.count(&app.db, cycle.id).await?
    };
    let dates = cycle.terms.dates();
    let stages = DEADLINES.iter().enumerate().filter_map(|(index, name)| {
        let day = when::day(dates[index]?, shell.lang);
        Some(Pick::new(
            (*name).to_owned(),
            l.extend_stage(stage_of(index, l), day),
            fields.get("stage") == *name,
        ))
    });
    let departments = cycle.terms.departments.iter().zip(&cycle.departments);
    page(&ExtensionPage {
        form: FormView::of(fields, faults, l).labels([
            ("stage", l.list_stage()),
            ("until", l.extend_until()),
            ("reason", l.reason()),
        ]),
        href: address(cycle.id, ""),
        name: cycle.terms.name.clone(),
        version: cycle.version,
        departments: departments
            .map(|(id, name)| Pick::new(id.to_string(), name.clone(), set.department == Some(*id)))
            .collect(),
        department: set.department.map(|id| id.to_string()).unwrap_or_default(),
        overdue: set.overdue_on.is_some(),
        all: set.is_all(),
        count,
        stages: stages.collect(),
        following: fields.has("following"),
        shell: shell.titled(l.extend_title()),
    })
}

/// `POST /cycles/{id}/extension`
pub async fn extend(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(cycle): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let cycle = id(&cycle)?;
    let l = shell.l;
    let today = app.clock.today(&app.settings.zone);
    let (set, mut faults) = chosen(&app, &fields, l).await?;
    let stage = DEADLINES
        .iter()
        .position(|name| fields.get("stage") == *name);
    if stage.is_none() {
        faults.add("stage", Fault::NotAChoice);
    }
    let until = fields.day("until", &mut faults);
    let reason = fields.required("reason", SHORT, &mut faults);
    if until.is_none() {
        faults.add("until", Fault::Required);
    }
    let calendar = calendar::load(&app.db).await?;
    let mut change = app.change(Some(viewer.id)).await?;
    let (status, version) = states::lock(&mut change, cycle).await?;
    let found = store::load(&mut *change, cycle, today).await?;
    let before = found.terms.dates();
    let following = fields.has("following");
    if let (Some(stage), Some(until)) = (stage, until) {
        let after = deadlines::extended(before, stage, until, following, &calendar);
        if until < today {
            faults.add("until", Fault::Other(l.extend_past()));
        } else if before[stage].is_none() {
            faults.add("stage", Fault::NotAChoice);
        } else if set.is_all() && after == before {
            faults.add("until", Fault::Other(l.extend_not_later()));
        } else if deadlines::out_of_order(&after).is_some() {
            faults.add("until", Fault::Other(l.extend_order()));
        }
    }
    let (Some(stage), Some(until), true) = (stage, until, faults.is_empty()) else {
        drop(change);
        let page = render(&app, shell, &found, &fields, &set, &faults).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    if status != Status::Running {
        return Err(Error::Refused(vec![l.cycle_not_running()]));
    }
    if version != fields.version() {
        return Err(Error::Conflict);
    }
    let mover = |dates| deadlines::extended(dates, stage, until, following, &calendar);
    let cycle_dates = if set.is_all() { mover(before) } else { before };
    states::dates(&mut change, cycle, &cycle_dates).await?;
    let moved = shifts::shift(&mut change, cycle, &set, (&before, &cycle_dates), mover).await?;
    let why = &Postponement {
        cycle: cycle.0,
        deadline: Some(DEADLINES[stage]),
        until: Some(when::input_day(until)),
        following,
        reason: &reason,
        paused_on: None,
        working_days: None,
    };
    shifts::tell(&mut change, &moved, why).await?;
    let event = Event::CycleExtended {
        extension: why,
        appraisals: moved.len(),
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(&address(cycle, ""), Notice::CycleExtended))
}
