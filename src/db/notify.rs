//! "Something changed about this id", heard by every process: PostgreSQL tells one dedicated
//! connection of each, which tells everybody who listens there. No content travels.

use std::{sync::Arc, time::Duration};

use sqlx::{
    PgPool, PgTransaction,
    postgres::{PgListener, PgPoolOptions},
};
use tokio::sync::{OnceCell, broadcast, watch};
use uuid::Uuid;

use super::{session_cache as known, session_cache::Known};

const CHANNEL: &str = "interview";

/// More unheard rings than this make one late listener look again at everything.
const BACKLOG: usize = 256;

/// What a listener learns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ring {
    Changed,
    /// The program leaves.
    Closing,
}

pub struct Bell {
    /// Forgets what rings on the same line.
    known: Arc<Known>,
    rings: broadcast::Sender<Option<Uuid>>,
    closing: watch::Sender<bool>,
    listening: OnceCell<()>,
}

impl Bell {
    #[must_use]
    pub fn new(known: Arc<Known>) -> Self {
        Self {
            known,
            rings: broadcast::channel(BACKLOG).0,
            closing: watch::channel(false).0,
            listening: OnceCell::new(),
        }
    }

    /// Starts the process's one connection, unless it is there.
    pub async fn start(&self, db: &PgPool) {
        self.listening
            .get_or_init(|| async {
                tokio::spawn(hear(
                    db.clone(),
                    self.known.clone(),
                    self.rings.clone(),
                    self.closing.subscribe(),
                ));
            })
            .await;
    }

    /// One more who hears, on the same connection.
    pub async fn listen(&self, db: &PgPool, id: Uuid) -> Listener {
        let listener = Listener {
            id,
            rings: self.rings.subscribe(),
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
    rings: broadcast::Receiver<Option<Uuid>>,
    closing: watch::Receiver<bool>,
}

impl Listener {
    /// The next ring for this id.
    pub async fn next(&mut self) -> Ring {
        loop {
            let heard = tokio::select! {
                // an error means that the bell is gone, which is an end too
                _ = self.closing.wait_for(|closing| *closing) => return Ring::Closing,
                heard = self.rings.recv() => heard,
            };
            match heard {
                Ok(Some(id)) if id != self.id => {}
                // the connection was down, or more rang than was heard: look again
                Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => return Ring::Changed,
                Err(broadcast::error::RecvError::Closed) => return Ring::Closing,
            }
        }
    }
}

/// The process's one listening connection, outside the pool that serves pages.
async fn hear(
    db: PgPool,
    known: Arc<Known>,
    rings: broadcast::Sender<Option<Uuid>>,
    mut closing: watch::Receiver<bool>,
) {
    let own = PgPoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_lazy_with((*db.connect_options()).clone());
    tokio::select! {
        _ = closing.wait_for(|closing| *closing) => {}
        () = relay(&own, &known, &rings) => {}
    }
    known.shut();
    own.close().await;
}

async fn relay(db: &PgPool, known: &Known, rings: &broadcast::Sender<Option<Uuid>>) {
    loop {
        if let Err(error) = hear_until_lost(db, known, rings).await {
            tracing::warn!(%error, "the line for live changes is down; tried again in two seconds");
        }
        // whatever rings now is not heard
        known.shut();
        let _ = rings.send(None);
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}

async fn hear_until_lost(
    db: &PgPool,
    known: &Known,
    rings: &broadcast::Sender<Option<Uuid>>,
) -> Result<(), sqlx::Error> {
    let mut line = PgListener::connect_with(db).await?;
    line.listen_all([CHANNEL, known::CHANNEL]).await?;
    known.open();
    let _ = rings.send(None);
    while let Some(notice) = line.try_recv().await? {
        let id = notice.payload().parse();
        if notice.channel() == known::CHANNEL {
            match id {
                Ok(person) => known.forget_person(person),
                // nobody in particular
                Err(_) => known.open(),
            }
        } else if let Ok(id) = id {
            // nobody listening is no error
            let _ = rings.send(Some(id));
        }
    }
    Ok(())
}

/// Rings for an id once the transaction is committed.
pub async fn ring(tx: &mut PgTransaction<'_>, id: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_notify($1, $2)", CHANNEL, id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
