//! The stream that tells an open session that another HR person changed something. No content.

use std::{convert::Infallible, time::Duration};

use axum::{
    http::request::Parts,
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::{Stream, stream};
use tower_sessions::{Session, SessionStore};
use uuid::Uuid;

use super::store;
use crate::{
    access::Viewer,
    app::App,
    db::notify::{Listener, Signal},
    web::{At, Result},
};

/// How often a silent stream asks whether its reader is still signed in.
const LOOK_AGAIN: Duration = Duration::from_secs(30);
const KEEP_ALIVE: Duration = Duration::from_secs(15);

struct Reader {
    app: App,
    session: Option<tower_sessions::session::Id>,
    listener: Listener,
}

/// `GET /calibrations/{id}/events`
pub async fn events(
    app: App,
    viewer: Viewer,
    At(id): At<Uuid>,
    parts: Parts,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    store::session(&app.db, &viewer, id).await?;
    let reader = Reader {
        session: parts.extensions.get::<Session>().and_then(Session::id),
        listener: app.notify.listen(&app.db, id).await,
        app,
    };
    let stream = stream::unfold(reader, |mut reader| async {
        reader
            .changed()
            .await
            .then(|| (Ok(Event::default().data("changed")), reader))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

impl Reader {
    /// Waits for the next change; false ends the stream.
    async fn changed(&mut self) -> bool {
        loop {
            let rang = tokio::time::timeout(LOOK_AGAIN, self.listener.next()).await;
            if rang == Ok(Signal::Closing) {
                return false;
            }
            let Some(session) = self.session else {
                return false;
            };
            let store = crate::sessions::Store::of(&self.app);
            if let Ok(None) = store.load(&session).await {
                return false;
            }
            if rang == Ok(Signal::Changed) {
                return true;
            }
        }
    }
}
