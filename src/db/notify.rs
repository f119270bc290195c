//! "Something changed about this id", heard by every process: PostgreSQL tells one dedicated
//! connection of each, which tells everybody who listens there. No content travels.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use sqlx::{
    PgConnection, PgPool,
    postgres::{PgListener, PgPoolOptions},
};
use tokio::sync::{OnceCell, broadcast, watch};
use uuid::Uuid;

use super::session_cache::{self, SessionCache};

const CHANNEL: &str = "interview";

/// More unheard rings than this make one late listener look again at everything.
const BACKLOG: usize = 256;

/// What a listener learns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    Changed,
    /// The program leaves.
    Closing,
}

pub struct Notify {
    /// Forgets what rings on the same line.
    session_cache: Arc<SessionCache>,
    signals: broadcast::Sender<Option<Uuid>>,
    closing: watch::Sender<bool>,
    listening: OnceCell<()>,
    /// Open streams of each reader.
    open: Arc<Mutex<HashMap<Uuid, usize>>>,
}

/// More windows than anybody has open; a program that opens streams without end keeps nobody else from theirs.
pub const STREAMS: usize = 12;

/// A reader's place among their open streams, theirs until it is dropped.
pub struct Place {
    reader: Uuid,
    open: Arc<Mutex<HashMap<Uuid, usize>>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.reader) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.reader);
            }
        }
    }
}

impl Notify {
    #[must_use]
    pub fn new(session_cache: Arc<SessionCache>) -> Self {
        Self {
            session_cache,
            signals: broadcast::channel(BACKLOG).0,
            closing: watch::channel(false).0,
            listening: OnceCell::new(),
            open: Arc::default(),
        }
    }

    /// A place for one more stream of this reader; none where they have as many as anybody may.
    #[must_use]
    pub fn place(&self, reader: Uuid) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(reader).or_insert(0);
        if *count >= STREAMS {
            return None;
        }
        *count += 1;
        Some(Place {
            reader,
            open: self.open.clone(),
        })
    }

    /// Starts the process's one connection, unless it is there.
    pub async fn start(&self, db: &PgPool) {
        self.listening
            .get_or_init(|| async {
                tokio::spawn(hear(
                    db.clone(),
                    self.session_cache.clone(),
                    self.signals.clone(),
                    self.closing.subscribe(),
                ));
            })
            .await;
    }

    /// One more who hears, on the same connection.
    pub async fn listen(&self, db: &PgPool, id: Uuid) -> Listener {
        let listener = Listener {
            id,
            signals: self.signals.subscribe(),
            closing: self.closing.subscribe(),
        };
        self.start(db).await;
        listener
    }

    /// Ends every stream that hangs on this bell, so that the program can leave.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }
}

/// One who waits for changes of one id.
pub struct Listener {
    id: Uuid,
    signals: broadcast::Receiver<Option<Uuid>>,
    closing: watch::Receiver<bool>,
}

impl Listener {
    /// The next ring for this id.
    pub async fn next(&mut self) -> Signal {
        loop {
            let heard = tokio::select! {
                // an error means that the bell is gone, which is an end too
                _ = self.closing.wait_for(|closing| *closing) => return Signal::Closing,
                heard = self.signals.recv() => heard,
            };
            match heard {
                Ok(Some(id)) if id != self.id => {}
                // the connection was down, or more rang than was heard: look again
                Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => return Signal::Changed,
                Err(broadcast::error::RecvError::Closed) => return Signal::Closing,
            }
        }
    }
}

/// The process's one listening connection, outside the pool that serves pages.
async fn hear(
    db: PgPool,
    session_cache: Arc<SessionCache>,
    signals: broadcast::Sender<Option<Uuid>>,
    mut closing: watch::Receiver<bool>,
) {
    let own = PgPoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_lazy_with((*db.connect_options()).clone());
    tokio::select! {
        _ = closing.wait_for(|closing| *closing) => {}
        () = relay(&own, &session_cache, &signals) => {}
    }
    session_cache.shut();
    own.close().await;
}

async fn relay(
    db: &PgPool,
    session_cache: &SessionCache,
    signals: &broadcast::Sender<Option<Uuid>>,
) {
    loop {
        if let Err(error) = hear_until_lost(db, session_cache, signals).await {
            tracing::warn!(%error, "the line for live changes is down; tried again in two seconds");
        }
        // whatever rings now is not heard
        session_cache.shut();
        let _ = signals.send(None);
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}

async fn hear_until_lost(
    db: &PgPool,
    session_cache: &SessionCache,
    signals: &broadcast::Sender<Option<Uuid>>,
) -> Result<(), sqlx::Error> {
    let mut line = PgListener::connect_with(db).await?;
    line.listen_all([CHANNEL, session_cache::CHANNEL]).await?;
    session_cache.open();
    let _ = signals.send(None);
    while let Some(notice) = line.try_recv().await? {
        let id = notice.payload().parse();
        if notice.channel() == session_cache::CHANNEL {
            match id {
                Ok(person) => session_cache.forget_person(person),
                // nobody in particular
                Err(_) => session_cache.open(),
            }
        } else if let Ok(id) = id {
            // nobody listening is no error
            let _ = signals.send(Some(id));
        }
    }
    Ok(())
}

/// Rings for an id once the transaction is committed.
pub async fn send(tx: &mut PgConnection, id: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_notify($1, $2)", CHANNEL, id.to_string())
        .execute(&mut *tx)
        .await?;
    Ok(())
}
