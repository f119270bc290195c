//! What every handler shares.

use std::{ops::Deref, sync::Arc};

use sqlx::PgPool;

pub use crate::config::Settings;
use crate::{
    db::{notify::Bell, session_cache::Known},
    ground::clock::Clock,
    mail::Mailer,
    secrets::{limits::Limits, passwords::Hasher},
};

#[derive(Clone)]
pub struct App(Arc<Shared>);

pub struct Shared {
    pub db: PgPool,
    pub clock: Clock,
    pub settings: Settings,
    pub hasher: Hasher,
    pub limits: Limits,
    /// Rings when something changes in an interview's room.
    pub bell: Bell,
    /// None: no mail is sent.
    pub mailer: Option<Mailer>,
    /// Sessions that need not be read again.
    pub known: Arc<Known>,
}

impl App {
    #[must_use]
    pub fn new(db: PgPool, settings: Settings) -> Self {
        Self::with_clock(db, settings, Clock::default())
    }

    #[must_use]
    pub fn with_clock(db: PgPool, settings: Settings, clock: Clock) -> Self {
        let known = Arc::new(Known::default());
        let limits = Limits::new(settings.sign_in_limits);
        let mailer = settings
            .mail
            .as_ref()
            .and_then(|post| Mailer::new(&post.way));
        Self(Arc::new(Shared {
            db,
            mailer,
            clock,
            settings,
            hasher: Hasher::default(),
            limits,
            bell: Bell::new(known.clone()),
            known,
        }))
    }
}

impl Deref for App {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}
