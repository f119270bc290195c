//! What every handler shares.

use std::{ops::Deref, sync::Arc};

use jiff::tz::TimeZone;
use sqlx::PgPool;

use crate::{
    ground::clock::Clock,
    sessions::{limits::Limits, passwords::Hasher},
};

/// What differs from one installation to the next.
#[derive(Debug, Clone)]
pub struct Settings {
    pub company: String,
    /// The address people type, for links in invitations; https makes cookies Secure.
    pub base_url: String,
    /// The company's zone: deadlines end with its day; the zone of readers who chose none.
    pub zone: TimeZone,
    /// Whether `/metrics` answers others than this machine.
    pub metrics_open: bool,
    /// A test or the demo seeder signs in more often than people do.
    pub sign_in_limits: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            company: "Countersign".into(),
            base_url: "http://127.0.0.1:8080".into(),
            zone: TimeZone::UTC,
            metrics_open: false,
            sign_in_limits: true,
        }
    }
}

#[derive(Clone)]
pub struct App(Arc<Shared>);

pub struct Shared {
    pub db: PgPool,
    pub clock: Clock,
    pub settings: Settings,
    pub hasher: Hasher,
    pub limits: Limits,
}

impl App {
    #[must_use]
    pub fn new(db: PgPool, settings: Settings) -> Self {
        Self::with_clock(db, settings, Clock::default())
    }

    #[must_use]
    pub fn with_clock(db: PgPool, settings: Settings, clock: Clock) -> Self {
        let limits = Limits::new(settings.sign_in_limits);
        Self(Arc::new(Shared {
            db,
            clock,
            settings,
            hasher: Hasher::default(),
            limits,
        }))
    }
}

impl Deref for App {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}
