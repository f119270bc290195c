//! Creating, changing, launching and cancelling a cycle.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use serde_json::json;

use super::{
    forms::{self, Editing},
    population as people, preview,
    rules::Terms,
    store::{self, Status},
};
use crate::{
    access::{Stage, Viewer},
    app::App,
    ground::ids::CycleId,
    history,
    web::{
        Error, Fields, Notice, Result, Shell, Texts,
        forms::{Fault, Faults, SHORT},
        see,
    },
};

/// The id in an address; nonsense is nothing that exists.
pub(super) fn id(text: &str) -> Result<CycleId> {
    text.parse().map_err(|_| Error::NotFound)
}

pub(super) fn address(id: CycleId, below: &str) -> String {
    format!("/cycles/{id}{below}")
}

/// `POST /cycles`: a new draft.
pub async fn create(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    fields: Fields,
) -> Result<Response> {
    save(&app, shell, &viewer, &fields, Editing::New).await
}

/// `POST /cycles/{id}`: changes a draft.
pub async fn revise(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(cycle): Path<String>,
    fields: Fields,
) -> Result<Response> {
    // a cycle that does not exist has no form to give back
    let today = app.clock.today(&app.settings.zone);
    let cycle = store::load(&app.db, id(&cycle)?, today).await?;
    let editing = Editing::Draft(cycle.id, fields.version());
    save(&app, shell, &viewer, &fields, editing).await
}

async fn save(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    fields: &Fields,
    editing: Editing,
) -> Result<Response> {
    let (terms, mut faults) = Terms::read(fields, shell.l);
    let Some(terms) = terms else {
        return forms::again(app, shell, editing, fields, &faults).await;
    };
    let (cycle, version, kind) = match editing {
        Editing::New => (CycleId::new(), None, "cycle_created"),
        Editing::Draft(id, version) => (id, Some(version), "cycle_changed"),
    };
    let mut tx = app.db.begin().await?;
    if version.is_some() {
        // a draft that does not exist is not a conflict
        people::lock(&mut tx, cycle).await?;
    }
    match store::save(&mut tx, cycle, &terms, version).await {
        Err(Error::Internal(error)) if names_taken(&error) => {
            faults.add("name", Fault::Other(shell.l.cycle_fault_name()));
            drop(tx);
            return forms::again(app, shell, editing, fields, &faults).await;
        }
        other => other?,
    }
    let detail = json!({ "cycle": cycle, "name": terms.name });
    let now = app.clock.now();
    history::append(
        &mut tx,
        history::COMPANY,
        Some(viewer.id),
        kind,
        &detail,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(Redirect::to(&address(cycle, "/preview")).into_response())
}

fn names_taken(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<sqlx::Error>()
        .and_then(|error| error.as_database_error())
        .and_then(|error| error.constraint())
        == Some("cycles_name_unique")
}

/// `POST /cycles/{id}/launch`: one transaction; a second press finds it done.
pub async fn launch(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(cycle): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let cycle = id(&cycle)?;
    let today = app.clock.today(&app.settings.zone);
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let (status, version) = people::lock(&mut tx, cycle).await?;
    match status {
        Status::Running => return Ok(see(&address(cycle, ""), Notice::AlreadyDone)),
        Status::Cancelled => return Err(Error::Refused(vec![shell.l.cycle_is_cancelled()])),
        Status::Draft if version != fields.version() => return Err(Error::Conflict),
        Status::Draft => {}
    }
    let found = store::load(&mut *tx, cycle, today).await?;
    let (counts, _) = people::population(&mut *tx, cycle, &people::Wanted::none()).await?;
    let obstacles = preview::obstacles(&counts, &found.terms, today, shell.l);
    if !obstacles.is_empty() {
        return Err(Error::Refused(obstacles));
    }
    let first = if found.terms.with_goals {
        Stage::Goals
    } else {
        Stage::SelfEvaluation
    };
    people::set_status(&mut tx, cycle, Status::Running, None, now).await?;
    let due = found.terms.first_due();
    let made = people::insert(&mut tx, cycle, (first, due), viewer.id, now).await?;
    let detail = json!({
        "cycle": cycle,
        "name": found.terms.name,
        "appraisals": made,
        "exempt": counts.exempt,
        "inactive": counts.inactive,
    });
    history::append(
        &mut tx,
        history::COMPANY,
        Some(viewer.id),
        "cycle_launched",
        &detail,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(see(&address(cycle, ""), Notice::CycleLaunched))
}

/// `POST /cycles/{id}/cancellation`: with a reason; what is open is withdrawn, what is concluded stays.
pub async fn cancel(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(cycle): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let cycle = id(&cycle)?;
    let reason = reason(&fields, shell.l)?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let (status, version) = people::lock(&mut tx, cycle).await?;
    if status == Status::Cancelled {
        return Ok(see(&address(cycle, ""), Notice::AlreadyDone));
    }
    if version != fields.version() {
        return Err(Error::Conflict);
    }
    people::set_status(&mut tx, cycle, Status::Cancelled, Some(&reason), now).await?;
    let withdrawn = people::withdraw_open(&mut tx, cycle, &reason, viewer.id, now).await?;
    let detail = json!({ "cycle": cycle, "reason": reason, "withdrawn": withdrawn });
    history::append(
        &mut tx,
        history::COMPANY,
        Some(viewer.id),
        "cycle_cancelled",
        &detail,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(see(&address(cycle, ""), Notice::CycleCancelled))
}

/// A reason, or the page that says it is missing: the browser asks for it before it sends.
fn reason(fields: &Fields, l: &Texts) -> Result<String> {
    let mut faults = Faults::default();
    let reason = fields.required("reason", SHORT, &mut faults);
    match faults.of("reason") {
        None => Ok(reason),
        Some(fault) => Err(Error::Refused(vec![format!(
            "{}: {}",
            l.reason(),
            fault.text(l)
        )])),
    }
}
