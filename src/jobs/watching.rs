//! The stream that tells an open page that its job got further.

use std::{convert::Infallible, time::Duration};

use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, stream};

use super::queue;
use crate::{
    access::Viewer,
    app::App,
    db::notify::Signal,
    web::{Result, TOO_MANY_STREAMS},
};

/// A stream lives no longer than this; the page asks for a new one, and its reader is recognised anew.
const LONGEST: Duration = Duration::from_mins(5);

/// `GET /jobs/{id}/events`
pub async fn events(
    app: App,
    viewer: Viewer,
    job: queue::Standing,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let job = job.id;
    let place = app.notify.place(viewer.id.0).ok_or(TOO_MANY_STREAMS)?;
    let listener = app.notify.listen(&app.db, job).await;
    let until = tokio::time::Instant::now() + LONGEST;
    let stream = stream::unfold(Some((app, listener, place)), move |state| async move {
        let (app, mut listener, place) = state?;
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
        Some((event, going.then_some((app, listener, place))))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}
