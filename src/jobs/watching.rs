//! The stream that tells an open page that its job got further.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::{Path, State},
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::{Stream, stream};

use super::{pages::seen, queue};
use crate::{access::Viewer, app::App, db::notify::Signal, web::Result};

/// A stream lives no longer than this; the page asks for a new one, and its reader is recognised anew.
const LONGEST: Duration = Duration::from_mins(5);

/// `GET /jobs/{id}/events`
pub async fn events(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let job = seen(&app, &viewer, &id).await?.id;
    let listener = app.notify.listen(&app.db, job).await;
    let until = tokio::time::Instant::now() + LONGEST;
    let stream = stream::unfold(Some((app, listener)), move |state| async move {
        let (app, mut listener) = state?;
        let rang = tokio::time::timeout_at(until, listener.next()).await;
        if rang != Ok(Signal::Changed) {
            return None;
        }
        let going = queue::standing(&app.db, job).await.is_ok_and(|standing| {
            matches!(
                standing.status,
                queue::Status::Waiting | queue::Status::Running
            )
        });
        let event = Ok(Event::default().data("changed"));
        Some((event, going.then_some((app, listener))))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}
