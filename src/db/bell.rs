//! "Something changed about this id", heard by every process: PostgreSQL tells one dedicated
//! connection of each, which tells everybody who listens there. No content travels.

use std::time::Duration;

use sqlx::{
    PgPool, PgTransaction,
    postgres::{PgListener, PgPoolOptions},
};
use tokio::sync::{OnceCell, broadcast, watch};
use uuid::Uuid;

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
    rings: broadcast::Sender<Option<Uuid>>,
    closing: watch::Sender<bool>,
    listening: OnceCell<()>,
}

impl Default for Bell {
    fn default() -> Self {
        Self {
            rings: broadcast::channel(BACKLOG).0,
            closing: watch::channel(false).0,
            listening: OnceCell::new(),
        }
    }
}

impl Bell {
    /// Starts the process's one connection at the first listener; later ones share it.
    pub async fn listen(&self, db: &PgPool, id: Uuid) -> Listener {
        let listener = Listener {
            id,
            rings: self.rings.subscribe(),
            closing: self.closing.subscribe(),
        };
        self.listening
            .get_or_init(|| async {
                tokio::spawn(hear(
                    db.clone(),
                    self.rings.clone(),
                    self.closing.subscribe(),
                ));
            })
            .await;
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
        () = relay(&own, &rings) => {}
    }
    own.close().await;
}

async fn relay(db: &PgPool, rings: &broadcast::Sender<Option<Uuid>>) {
    loop {
        if let Err(error) = hear_until_lost(db, rings).await {
            tracing::warn!(%error, "the line for live changes is down; tried again in two seconds");
        }
        // whatever rang meanwhile was not heard
        let _ = rings.send(None);
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}

async fn hear_until_lost(
    db: &PgPool,
    rings: &broadcast::Sender<Option<Uuid>>,
) -> Result<(), sqlx::Error> {
    let mut line = PgListener::connect_with(db).await?;
    line.listen(CHANNEL).await?;
    let _ = rings.send(None);
    while let Some(notice) = line.try_recv().await? {
        if let Ok(id) = notice.payload().parse() {
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
