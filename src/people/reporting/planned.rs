//! `/people/{id}/reporting-line`: another superior from a day to come.

use askama::Template;
use axum::response::Response;

use super::{past, superior};
use crate::{
    access::Viewer,
    app::App,
    audit::Event,
    people::{
        OwnCase,
        directory::{
            person::picks,
            store::{self, Details, Match},
        },
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
pub async fn line_form(shell: Shell, person: Details) -> Result<Response> {
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
    app: App,
    shell: Shell,
    viewer: Viewer,
    person: Details,
    fields: Fields,
) -> Result<Response> {
    let l = shell.l;
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
    let own = OwnCase::of(&mut change).await?;
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
        return page(&again);
    };
    past::plan(&mut change, person.id, superior, since, viewer.id, now).await?;
    let event = Event::ReportingLinePlanned {
        person: person.id,
        superior,
        since: since.to_string(),
    };
    change.record_company(event).await?;
    own.commit(change, l).await?;
    Ok(see(&format!("/people/{}", person.id), Notice::Saved))
}

/// `POST …/removal`
pub async fn unplan_line(
    app: App,
    shell: Shell,
    viewer: Viewer,
    person: Details,
) -> Result<Response> {
    let mut change = app.change(Some(viewer.id)).await?;
    let own = OwnCase::of(&mut change).await?;
    let at = format!("/people/{}", person.id);
    if !past::unplan(&mut change, person.id).await? {
        return Ok(see(&at, Notice::AlreadyDone));
    }
    change
        .record_company(Event::ReportingLineUnplanned { person: person.id })
        .await?;
    own.commit(change, shell.l).await?;
    Ok(see(&at, Notice::Saved))
}
