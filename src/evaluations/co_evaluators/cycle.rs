//! For a whole cycle: whether colleagues are asked and what they are promised; a further superior for
//! everybody of a department.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde_json::json;

use super::{
    rules::bounds,
    store::{self, CycleVoices},
};
use crate::{
    access::Viewer,
    app::App,
    appraisals::list::{Pick, department_picks},
    evaluations::colleagues::Mode,
    ground::{
        decimals::Bounds,
        ids::{CycleId, PersonId},
    },
    history,
    web::{
        Asked, Error, FieldError, Fields, Notice, Result, Shell,
        forms::{Fault, Faults, SHORT},
        page, see, when,
    },
};

#[derive(Template)]
#[template(path = "evaluations/co_evaluators.html")]
struct VoicesPage {
    shell: Shell,
    href: String,
    cycle: String,
    done: String,
    version: i32,
    fixed: bool,
    errors: Vec<FieldError>,
    mode: String,
    mode_error: String,
    most: String,
    most_error: String,
    due_on: String,
    due_error: String,
    departments: Vec<Pick>,
    department_error: String,
    person: String,
    person_error: String,
    share: String,
    share_error: String,
}

fn id(text: &str) -> Result<CycleId> {
    text.parse().map_err(|_| Error::NotFound)
}

/// `GET /cycles/{id}/voices`
pub async fn show(
    State(app): State<App>,
    shell: Shell,
    Path(cycle): Path<String>,
    asked: Asked,
) -> Result<Response> {
    let cycle = id(&cycle)?;
    let voices = store::cycle(&app.db, cycle).await?;
    let done = asked
        .parsed::<i64>("set")
        .zip(asked.parsed::<i64>("left"))
        .map(|(set, left)| shell.l.voices_done(set, left))
        .unwrap_or_default();
    render(
        &app,
        shell,
        cycle,
        &voices,
        done,
        &Fields::default(),
        &Faults::default(),
    )
    .await
}

#[allow(clippy::too_many_arguments)] // what one page shows
async fn render(
    app: &App,
    shell: Shell,
    cycle: CycleId,
    voices: &CycleVoices,
    done: String,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let kept = |name: &str, kept: String| {
        if fields.has(name) {
            fields.get(name).to_owned()
        } else {
            kept
        }
    };
    let departments = store::departments(&app.db, cycle).await?;
    page(&VoicesPage {
        href: format!("/cycles/{cycle}"),
        cycle: voices.name.clone(),
        done,
        version: voices.version,
        fixed: voices.fixed,
        errors: FieldError::list(faults, l),
        mode: kept("mode", voices.mode.map_or("", Mode::key).to_owned()),
        mode_error: faults.at("mode", l),
        most: kept("most", voices.most.unwrap_or(5).to_string()),
        most_error: faults.at("most", l),
        due_on: kept(
            "due_on",
            voices.due_on.map(when::input_day).unwrap_or_default(),
        ),
        due_error: faults.at("due_on", l),
        departments: department_picks(
            departments
                .into_iter()
                .map(|one| (one.id, one.name))
                .collect(),
            fields.get("department"),
        ),
        department_error: faults.at("department", l),
        person: fields.get("person").to_owned(),
        person_error: faults.at("person", l),
        share: fields.get("share").to_owned(),
        share_error: faults.at("share", l),
        shell: shell.titled(l.voices_title()),
    })
}

async fn again(
    app: &App,
    shell: Shell,
    cycle: CycleId,
    voices: &CycleVoices,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let page = render(app, shell, cycle, voices, String::new(), fields, faults).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `POST /cycles/{id}/voices/colleagues`
pub async fn ask_colleagues(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(cycle): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let cycle = id(&cycle)?;
    let voices = store::cycle(&app.db, cycle).await?;
    let mut faults = Faults::default();
    let mode = fields.choice("mode", Mode::from_key, &mut faults);
    let most = fields.decimal("most", Bounds::new(1.into(), 20.into(), 0), &mut faults);
    let due_on = fields.day("due_on", &mut faults);
    for name in ["mode", "most", "due_on"] {
        if fields.get(name).trim().is_empty() {
            faults.add(name, Fault::Required);
        }
    }
    if voices.fixed && mode != voices.mode {
        faults.add("mode", Fault::Other(shell.l.voices_fixed()));
    }
    let today = app.clock.today(&app.settings.zone);
    if voices.fixed
        && voices.mode == Some(Mode::Anonymous)
        && voices.due_on.is_some_and(|due| due < today)
    {
        // what was written has been shown; one more answer now would be recognised
        faults.add("due_on", Fault::Other(shell.l.voices_over()));
    }
    let terms = mode
        .zip(most.and_then(|most| i16::try_from(most).ok()))
        .zip(due_on)
        .filter(|_| faults.is_empty());
    let Some(((mode, most), due_on)) = terms else {
        return again(&app, shell, cycle, &voices, &fields, &faults).await;
    };
    let mut tx = app.db.begin().await?;
    let terms = (mode, most, due_on);
    store::ask_colleagues(&mut tx, cycle, fields.version(), terms).await?;
    let detail =
        json!({ "cycle": cycle, "mode": mode.key(), "most": most, "due_on": due_on.to_string() });
    let (actor, now) = (Some(viewer.id), app.clock.now());
    history::append(
        &mut tx,
        history::COMPANY,
        actor,
        "cycle_asks_colleagues",
        &detail,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(see(&format!("/cycles/{cycle}/voices"), Notice::Saved))
}

/// `POST /cycles/{id}/voices/superiors`
pub async fn share_out(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(cycle): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let cycle = id(&cycle)?;
    let voices = store::cycle(&app.db, cycle).await?;
    let mut faults = Faults::default();
    let department = fields.choice(
        "department",
        |text| text.parse::<uuid::Uuid>().ok(),
        &mut faults,
    );
    if fields.get("department").is_empty() {
        faults.add("department", Fault::Required);
    }
    let who = fields.required("person", SHORT, &mut faults);
    let share = fields.decimal("share", bounds(), &mut faults);
    if fields.get("share").trim().is_empty() {
        faults.add("share", Fault::Required);
    }
    let mut person = None;
    if faults.of("person").is_none() {
        match store::find(&app.db, &who).await?.as_slice() {
            [] => faults.add("person", Fault::Other(shell.l.parties_unknown(who))),
            [one] => person = Some(PersonId(*one)),
            _ => faults.add("person", Fault::Other(shell.l.colleagues_several())),
        }
    }
    let given = department
        .zip(person)
        .zip(share)
        .filter(|_| faults.is_empty());
    let Some(((department, person), share)) = given else {
        return again(&app, shell, cycle, &voices, &fields, &faults).await;
    };
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let given = (person, share);
    let (set, left) = store::share_out(&mut tx, &viewer, cycle, department, given, now).await?;
    tx.commit().await?;
    let address = format!("/cycles/{cycle}/voices?set={set}&left={left}");
    Ok(Redirect::to(&address).into_response())
}
