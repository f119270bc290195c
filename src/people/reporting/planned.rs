//! `/people/{id}/reporting-line`: another superior from a day to come.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{past, superior};
use crate::{
    access::{Scope, Viewer},
    app::App,
    audit::Event,
    people::directory::{
        person::{load, picks},
        store::{self, Details, Match},
    },
    web::{
        Fields, FormView, Notice, Result, Shell,
        forms::{Fault, Faults},
        page, see,
    },
};

#[derive(Template)]
#[template(path = "people/planned.html")]
struct PlannedPage {
    form: FormView,
    shell: Shell,
    id: String,
    name: String,
    now: String,
    picks: Vec<(String, String)>,
}

fn planned_page(
    shell: Shell,
    person: &Details,
    fields: &Fields,
    faults: &Faults,
    found: &[Match],
) -> PlannedPage {
    let l = shell.l;
    PlannedPage {
        form: FormView::of(fields, faults, l).labels([
            ("superior", l.lines_superior()),
            ("since", l.planned_since()),
        ]),
        id: person.id.to_string(),
        name: person.name.clone(),
        now: person.superior.as_ref().map_or_else(
            || l.planned_now_nobody(),
            |superior| l.planned_now(superior.as_str()),
        ),
        picks: picks(found),
        shell: shell.titled(l.planned_title()),
    }
}

/// `GET`
pub async fn line_form(
    State(app): State<App>,
    shell: Shell,
    scope: Scope,
    Path(id): Path<String>,
) -> Result<Response> {
    let person = load(&app, &id, &scope).await?;
    let empty = Fields::default();
    page(&planned_page(
        shell,
        &person,
        &empty,
        &Faults::default(),
        &[],
    ))
}

/// `POST`
pub async fn plan_line(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    scope: Scope,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let l = shell.l;
    let person = load(&app, &id, &scope).await?;
    let today = app.clock.today(&app.settings.zone);
    let mut faults = Faults::default();
    let found = superior::named(&app.db, &fields, &mut faults, l).await?;
    if fields.get("superior").trim().is_empty() {
        faults.add("superior", Fault::Required);
    }
    let since = fields.day("since", &mut faults);
    match since {
        None => faults.add("since", Fault::Required),
        Some(since) if since <= today => faults.add("since", Fault::Other(l.planned_past())),
        Some(_) => {}
    }
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    store::lock_lines(&mut change).await?;
    if let Some(superior) = found.one {
        let chain = store::chain(&mut change, superior).await?;
        if let Some(text) = superior::loop_text(&chain, &[person.id], l) {
            faults.add("superior", Fault::Other(text));
        }
    }
    let (Some(superior), Some(since), true) = (found.one, since, faults.is_empty()) else {
        drop(change);
        let again = planned_page(shell, &person, &fields, &faults, &found.picks);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&again)?).into_response());
    };
    past::plan(&mut change, person.id, superior, since, viewer.id, now).await?;
    let event = Event::ReportingLinePlanned {
        person: person.id,
        superior,
        since: since.to_string(),
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(&format!("/people/{}", person.id), Notice::Saved))
}

/// `POST …/removal`
pub async fn unplan_line(
    State(app): State<App>,
    viewer: Viewer,
    scope: Scope,
    Path(id): Path<String>,
) -> Result<Response> {
    let person = load(&app, &id, &scope).await?;
    let mut change = app.change(Some(viewer.id)).await?;
    let at = format!("/people/{}", person.id);
    if !past::unplan(&mut change, person.id).await? {
        return Ok(see(&at, Notice::AlreadyDone));
    }
    change
        .record_company(Event::ReportingLineUnplanned { person: person.id })
        .await?;
    change.commit().await?;
    Ok(see(&at, Notice::Saved))
}
