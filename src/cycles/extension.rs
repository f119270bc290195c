//! A later deadline for all of a running cycle or for some of it, with a reason.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{
    acts::{address, id},
    exceptions,
    rules::{DEADLINES, deadlines},
    shifts::{self, Set},
    states,
    store::{self, Cycle, Status},
};
use crate::{
    access::{Stage, Viewer},
    app::App,
    appraisals::{list::Pick, words},
    calendar, history,
    web::{
        Asked, Error, FieldError, Fields, Notice, Result, Shell, Texts,
        forms::{Fault, Faults, SHORT},
        page, see, when,
    },
};

#[derive(Template)]
#[template(path = "cycles/extension.html")]
struct ExtensionPage {
    shell: Shell,
    href: String,
    name: String,
    version: i32,
    errors: Vec<FieldError>,
    departments: Vec<Pick>,
    department: String,
    person: String,
    person_error: String,
    overdue: bool,
    all: bool,
    count: i64,
    stages: Vec<Pick>,
    stage_error: String,
    until: String,
    until_error: String,
    following: bool,
    reason: String,
    reason_error: String,
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
        department: fields.get("department").parse().ok(),
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
        Some(Pick {
            value: (*name).to_owned(),
            label: l.extend_stage(stage_of(index, l), day),
            chosen: fields.get("stage") == *name,
        })
    });
    let departments = cycle.terms.departments.iter().zip(&cycle.departments);
    page(&ExtensionPage {
        href: address(cycle.id, ""),
        name: cycle.terms.name.clone(),
        version: cycle.version,
        errors: FieldError::list(faults, l),
        departments: departments
            .map(|(id, name)| Pick {
                value: id.to_string(),
                label: name.clone(),
                chosen: set.department == Some(*id),
            })
            .collect(),
        department: set.department.map(|id| id.to_string()).unwrap_or_default(),
        person: fields.get("person").to_owned(),
        person_error: faults.at("person", l),
        overdue: set.overdue_on.is_some(),
        all: set.is_all(),
        count,
        stages: stages.collect(),
        stage_error: faults.at("stage", l),
        until: fields.get("until").to_owned(),
        until_error: faults.at("until", l),
        following: fields.has("following"),
        reason: fields.get("reason").to_owned(),
        reason_error: faults.at("reason", l),
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
    let (today, now) = (app.clock.today(&app.settings.zone), app.clock.now());
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
    let mut tx = app.db.begin().await?;
    let (status, version) = states::lock(&mut tx, cycle).await?;
    let found = store::load(&mut *tx, cycle, today).await?;
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
        drop(tx);
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
    states::dates(&mut tx, cycle, &cycle_dates).await?;
    let moved = shifts::shift(&mut tx, cycle, &set, (&before, &cycle_dates), mover).await?;
    let detail = json!({
        "cycle": cycle,
        "deadline": DEADLINES[stage],
        "until": when::input_day(until),
        "following": following,
        "reason": reason,
    });
    let count = moved.len();
    let events: Vec<_> = moved.into_iter().map(|id| (id, &detail)).collect();
    history::append_many(&mut tx, &events, Some(viewer.id), "deadlines_moved", now).await?;
    let detail = json!({ "extension": detail, "appraisals": count });
    history::append(
        &mut tx,
        history::COMPANY,
        Some(viewer.id),
        "cycle_extended",
        &detail,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(see(&address(cycle, ""), Notice::CycleExtended))
}
