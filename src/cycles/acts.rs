//! Creating, changing, launching and cancelling a cycle.

use std::time::Duration;

use axum::response::{IntoResponse, Redirect, Response};

use super::{
    address::address,
    cancelling::{CANCEL, Cancellation},
    forms::{self, Editing},
    making::{self, Launch},
    population as people, preview,
    rules::Terms,
    states,
    store::{self, Status},
};
use crate::{
    access::Viewer,
    app::App,
    audit::{Event, Reach},
    bulk::{self, Selection},
    calendar,
    ground::ids::CycleId,
    jobs::{self, Order, kinds},
    web::{
        At, Error, Fields, Notice, Result, Shell, Texts,
        forms::{Fault, Faults, SHORT},
        see,
    },
};

/// So many appraisals are made before the answer goes out, at most for this time; more of them, and
/// what takes longer, are left to the background.
const AT_ONCE: i64 = 1_000;
const PATIENCE: Duration = Duration::from_millis(1500);

/// `POST /cycles`: a new draft.
pub async fn create(app: App, shell: Shell, viewer: Viewer, fields: Fields) -> Result<Response> {
    save(&app, shell, &viewer, &fields, Editing::New).await
}

/// `POST /cycles/{id}`: changes a draft.
pub async fn revise(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(cycle): At<CycleId>,
    fields: Fields,
) -> Result<Response> {
    // a cycle that does not exist has no form to give back
    let today = app.clock.today(&app.settings.zone);
    let cycle = store::load(&app.db, cycle, today).await?;
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
    let today = app.clock.today(&app.settings.zone);
    let calendar = calendar::load(&app.db).await?;
    let (terms, mut faults) = Terms::read(fields, today, &calendar, shell.l);
    let Some(terms) = terms else {
        return forms::form(app, shell, editing, fields, &faults).await;
    };
    let (cycle, version) = match editing {
        Editing::New => (CycleId::new(), None),
        Editing::Draft(id, version) => (id, Some(version)),
    };
    let mut change = app.change(Some(viewer.id)).await?;
    if version.is_some() {
        // a draft that does not exist is not a conflict
        states::lock(&mut change, cycle).await?;
    }
    match store::save(&mut change, cycle, &terms, version).await {
        Err(Error::Internal(error)) if names_taken(&error) => {
            faults.add("name", Fault::Other(shell.l.cycle_fault_name()));
            drop(change);
            return forms::form(app, shell, editing, fields, &faults).await;
        }
        other => other?,
    }
    let (id, name) = (cycle.0, terms.name.as_str());
    let event = match editing {
        Editing::New => Event::CycleCreated { cycle: id, name },
        Editing::Draft(..) => Event::CycleChanged { cycle: id, name },
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(Redirect::to(&address(cycle, "/preview")).into_response())
}

fn names_taken(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<sqlx::Error>()
        .and_then(|error| error.as_database_error())
        .and_then(|error| error.constraint())
        == Some("cycles_name_unique")
}

/// `POST /cycles/{id}/launch`: decided here, done in the background; a second press finds it begun.
pub async fn launch(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(cycle): At<CycleId>,
    fields: Fields,
) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let (status, version) = states::lock(&mut change, cycle).await?;
    match status {
        Status::Launching | Status::Running | Status::Paused | Status::Closed => {
            return Ok(see(&address(cycle, ""), Notice::AlreadyDone));
        }
        Status::Cancelled => return Err(Error::Refused(vec![shell.l.cycle_is_cancelled()])),
        Status::Draft if version != fields.version() => return Err(Error::Conflict),
        Status::Draft => {}
    }
    let calendar = calendar::load(&mut *change).await?;
    let found = store::load(&mut *change, cycle, today).await?;
    let terms = found.terms.launched_on(today, &calendar);
    let (counts, _) = people::population(&mut *change, cycle, &people::Wanted::none()).await?;
    let obstacles = preview::obstacles(&counts, &terms, today, shell.l);
    if !obstacles.is_empty() {
        return Err(Error::Refused(obstacles));
    }
    states::launching(&mut change, cycle, &terms, now).await?;
    let total = counts.taking_part();
    let order = Order {
        kind: kinds::CYCLE_LAUNCH,
        key: &cycle.to_string(),
        state: jobs::told(&Launch { cycle, after: None })?,
        actor: Some(viewer.id),
        back: &address(cycle, ""),
        total,
    };
    let job = jobs::enqueue(&mut change, &order, now).await?;
    change.touch(Reach::Cycle(cycle.0));
    change.commit().await?;
    let done = total <= AT_ONCE
        && jobs::hurry(&app, job, kinds::CYCLE_LAUNCH, making::work, PATIENCE).await?;
    let notice = if done {
        Notice::CycleLaunched
    } else {
        Notice::CycleLaunching
    };
    Ok(see(&address(cycle, ""), notice))
}

/// `POST /cycles/{id}/cancellation`: with a reason; what is open is withdrawn, what is concluded stays.
pub async fn cancel(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(cycle): At<CycleId>,
    fields: Fields,
) -> Result<Response> {
    let reason = reason(&fields, shell.l)?;
    let mut change = app.change(Some(viewer.id)).await?;
    let (status, version) = states::lock(&mut change, cycle).await?;
    match status {
        Status::Cancelled => return Ok(see(&address(cycle, ""), Notice::AlreadyDone)),
        Status::Closed => return Err(Error::Refused(vec![shell.l.cycle_is_closed()])),
        // a launch that goes on changes the version by itself; it stops at the cancellation
        Status::Launching => {}
        _ if version != fields.version() => return Err(Error::Conflict),
        _ => {}
    }
    states::cancelled(&mut change, cycle, &reason).await?;
    let told = Cancellation { cycle, reason };
    let selection = Selection {
        cycle: Some(cycle.0),
        told: &told,
        back: &address(cycle, ""),
        named: 0,
    };
    let (run, open) = bulk::start(&mut change, CANCEL, viewer.id, &selection).await?;
    let event = Event::CycleCancelled {
        cycle: cycle.0,
        reason: &told.reason,
        withdrawn: open,
    };
    change.record_company(event).await?;
    if open == 0 {
        change.commit().await?;
        return Ok(see(&address(cycle, ""), Notice::CycleCancelled));
    }
    bulk::go(&app, change, CANCEL, &run).await
}

/// A reason, or the page that says it is missing: the browser asks for it before it sends.
pub(super) fn reason(fields: &Fields, l: &Texts) -> Result<String> {
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
