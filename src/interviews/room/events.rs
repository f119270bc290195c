//! The stream that tells an open room that something changed. It carries no content and ends as soon
//! as its reader may no longer be in the room.

use std::{convert::Infallible, time::Duration};

use axum::{
    http::request::Parts,
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::{Stream, stream};
use tower_sessions::{Session, SessionStore};

use crate::{
    access::{Action, Viewer},
    app::App,
    appraisals::Seen,
    db::notify::{Listener, Place, Signal},
    ground::ids::AppraisalId,
    interviews::presence::Presence,
    web::{Error, Result, TOO_MANY_STREAMS},
};

/// How often a silent stream asks whether its reader may still listen.
const LOOK_AGAIN: Duration = Duration::from_secs(30);
const KEEP_ALIVE: Duration = Duration::from_secs(15);

struct Reader {
    app: App,
    id: AppraisalId,
    viewer: Viewer,
    session: Option<tower_sessions::session::Id>,
    listener: Listener,
    presence: Presence,
    /// Given back when the stream ends.
    _place: Place,
}

/// `GET …/interview/events`
pub async fn events(
    app: App,
    seen: Seen,
    parts: Parts,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let reader = seen.viewer.id.0;
    let place = app.notify.place(reader).ok_or(TOO_MANY_STREAMS)?;
    let session = parts.extensions.get::<Session>().and_then(Session::id);
    let listener = app.notify.listen(&app.db, seen.appraisal.id.0).await;
    let presence = Presence::enter(&app.db, seen.appraisal.id, seen.viewer.id).await?;
    let reader = Reader {
        id: seen.appraisal.id,
        viewer: seen.viewer,
        session,
        listener,
        presence,
        app,
        _place: place,
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
            if rang == Ok(Signal::Closing) || !self.may_listen().await {
                return false;
            }
            if rang == Ok(Signal::Changed) {
                return true;
            }
            // a database that is busy now is not in half a minute
            if let Err(error) = self.presence.renew().await {
                tracing::debug!(?error, "a presence was not renewed");
            }
        }
    }

    /// Asked anew each time: the session may have ended, the parties may have changed, the interview
    /// may be closed. A database that is busy is no reason to end.
    async fn may_listen(&self) -> bool {
        let Some(session) = self.session else {
            return false;
        };
        let store = crate::sessions::Store::of(&self.app);
        if let Ok(None) = store.load(&session).await {
            return false;
        }
        match Seen::by_id(&self.app.db, self.id, self.viewer.clone()).await {
            Ok(seen) => seen.can(Action::TakePartInInterview),
            Err(Error::Busy) => true,
            Err(_) => false,
        }
    }
}
