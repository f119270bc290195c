//! What every handler shares.

use std::{
    convert::Infallible,
    ops::Deref,
    sync::{Arc, OnceLock},
};

use axum::{extract::FromRequestParts, http::request::Parts};
use sqlx::PgPool;
use time::OffsetDateTime;

pub use crate::config::Settings;
use crate::{
    audit::{Change, Moment, Settle},
    db::{notify::Notify, session_cache::SessionCache},
    ground::{
        clock::{Clock, date_in},
        ids::PersonId,
    },
    mail::Mailer,
    printing::{Bounds, Printer},
    secrets::{limits::Limits, passwords::Hasher},
};

#[derive(Clone)]
pub struct App(Arc<Shared>);

pub struct Shared {
    pub db: PgPool,
    /// What follows from every change; see [`App::change`].
    settle: Settle,
    pub clock: Clock,
    pub settings: Settings,
    pub hasher: Hasher,
    pub limits: Limits,
    /// Rings when something changes in an interview's room.
    pub notify: Notify,
    /// None: no mail is sent.
    pub mailer: Option<Mailer>,
    pub printer: Printer,
    /// The hash of the secret with which the first administrator is made; empty where there is an account at the start.
    pub first_admin: OnceLock<Vec<u8>>,
    /// Sessions that need not be read again.
    pub session_cache: Arc<SessionCache>,
}

impl App {
    #[must_use]
    pub fn new(db: PgPool, settings: Settings, settle: Settle) -> Self {
        Self::with_clock(db, settings, Clock::default(), settle)
    }

    #[must_use]
    pub fn with_clock(db: PgPool, settings: Settings, clock: Clock, settle: Settle) -> Self {
        let session_cache = Arc::new(SessionCache::default());
        let limits = Limits::new(settings.sign_in_limits);
        let mailer = settings.mail.as_ref().and_then(Mailer::new);
        let printer = Printer::new(settings.printer.clone(), Bounds::default());
        Self(Arc::new(Shared {
            db,
            settle,
            mailer,
            printer,
            clock,
            settings,
            hasher: Hasher::default(),
            limits,
            notify: Notify::new(session_cache.clone()),
            first_admin: OnceLock::new(),
            session_cache,
        }))
    }

    #[must_use]
    pub fn moment(&self) -> Moment {
        Moment {
            now: self.clock.now(),
            today: self.clock.today(&self.settings.zone),
        }
    }

    /// Begins a change: the only transaction that can write events. Its commit settles what follows.
    pub async fn change(&self, actor: Option<PersonId>) -> sqlx::Result<Change> {
        self.change_at(actor, self.clock.now()).await
    }

    /// A change of another time than now.
    pub async fn change_at(
        &self,
        actor: Option<PersonId>,
        now: OffsetDateTime,
    ) -> sqlx::Result<Change> {
        let today = date_in(now, &self.settings.zone);
        Change::begin(&self.db, actor, Moment { now, today }, self.settle).await
    }
}

impl FromRequestParts<Self> for App {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, app: &Self) -> Result<Self, Infallible> {
        Ok(app.clone())
    }
}

impl Deref for App {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}
