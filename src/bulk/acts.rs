//! Making a run, giving the word, stopping.

use axum::{
    Extension,
    response::{IntoResponse, Redirect, Response},
};
use serde::Serialize;

use uuid::Uuid;

use super::{
    act::{Act, Acts, BLOCK, PATIENCE, Run, Selection, State as RunState},
    seen::seen,
    store, work,
};
use crate::{
    access::Viewer,
    app::App,
    audit::Change,
    jobs,
    web::{At, Error, Notice, Result, see},
};

/// Looks at a selection, and leads to the page that shows it.
pub async fn preview<T: Serialize>(
    app: &App,
    act: &Act,
    viewer: &Viewer,
    selection: &Selection<'_, T>,
) -> Result<Response> {
    let mut change = app.change(Some(viewer.id)).await?;
    let (run, _) = work::start(&mut change, act, viewer.id, selection).await?;
    change.commit().await?;
    Ok(Redirect::to(&run.address("")).into_response())
}

/// `POST /runs/{id}/confirmation`: does what the preview showed, or takes up what is left after a stop.
pub async fn confirm(
    app: App,
    Extension(acts): Extension<Acts>,
    viewer: Viewer,
    At(id): At<Uuid>,
) -> Result<Response> {
    let (run, act, _) = seen(&app.db, acts, &viewer, id).await?;
    if run.actor != viewer.id {
        return Err(Error::NotFound);
    }
    let mut change = app.change(Some(viewer.id)).await?;
    let run = store::hold(&mut change, run.id).await?;
    let key = run.id.to_string();
    let idle = jobs::live(&mut *change, act.name, &key).await?.is_none();
    match run.state {
        RunState::Draft | RunState::Stopped => {}
        // the stop and the word crossed: nobody is at it
        RunState::Running if idle => {}
        RunState::Running | RunState::Done => {
            return Ok(see(&run.address(""), Notice::AlreadyDone));
        }
    }
    go(&app, change, act, &run).await
}

/// Begins a run, with whatever the change did before, and leads to its page.
pub async fn go(app: &App, mut change: Change, act: &Act, run: &Run) -> Result<Response> {
    let (job, total) = work::begin(&mut change, run).await?;
    change.commit().await?;
    if total <= BLOCK {
        jobs::hurry(app, job, act.name, act.work, PATIENCE).await?;
    }
    Ok(Redirect::to(&run.address("")).into_response())
}

/// `POST /runs/{id}/stop`: after the block that is being done.
pub async fn stop(
    app: App,
    Extension(acts): Extension<Acts>,
    viewer: Viewer,
    At(id): At<Uuid>,
) -> Result<Response> {
    let (run, act, _) = seen(&app.db, acts, &viewer, id).await?;
    if !act.stops {
        return Err(Error::NotFound);
    }
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let run = store::hold(&mut change, run.id).await?;
    if run.state != RunState::Running {
        return Ok(see(&run.address(""), Notice::AlreadyDone));
    }
    store::set(&mut change, run.id, RunState::Stopped, Some(viewer.id), now).await?;
    change.commit().await?;
    Ok(Redirect::to(&run.address("")).into_response())
}
