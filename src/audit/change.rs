//! The transaction of one change. Only it can write events, and its commit settles what follows from them: forgetting
//! either does not compile.

use std::{
    future::Future,
    ops::{Deref, DerefMut},
    pin::Pin,
};

use sqlx::{PgConnection, PgPool, PgTransaction};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    COMPANY,
    event::Event,
    reach::Reach,
    store::{self, Entry},
    touched::Touched,
};
use crate::ground::ids::PersonId;

/// When a change happens: the instant, and the day that it is for the company.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    pub now: OffsetDateTime,
    pub today: Date,
}

/// The work of a [`Settle`].
pub type Settling<'a> = Pin<Box<dyn Future<Output = sqlx::Result<()>> + Send + 'a>>;

/// What follows from a change, written inside its transaction, last of all. Never called with nothing touched.
pub type Settle = for<'a> fn(&'a mut PgConnection, &'a Touched, Moment) -> Settling<'a>;

/// Nothing follows: for tests of rooms below the one that settles.
#[cfg(test)]
#[must_use]
pub fn nothing_follows<'a>(_: &'a mut PgConnection, _: &'a Touched, _: Moment) -> Settling<'a> {
    Box::pin(async { Ok(()) })
}

/// A transaction with its actor, its moment and what it has touched so far. Dropped without [`Change::commit`], it
/// leaves nothing behind.
pub struct Change {
    tx: PgTransaction<'static>,
    actor: Option<PersonId>,
    moment: Moment,
    settle: Settle,
    touched: Touched,
}

impl Change {
    /// `App::change` is how to come by one.
    pub async fn begin(
        db: &PgPool,
        actor: Option<PersonId>,
        moment: Moment,
        settle: Settle,
    ) -> sqlx::Result<Self> {
        Ok(Self {
            tx: db.begin().await?,
            actor,
            moment,
            settle,
            touched: Touched::default(),
        })
    }

    /// The instant of the change; all its events bear it.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        self.moment.now
    }

    /// Its day in the company's zone.
    #[must_use]
    pub fn today(&self) -> Date {
        self.moment.today
    }

    #[must_use]
    pub fn actor(&self) -> Option<PersonId> {
        self.actor
    }

    /// One event in an appraisal's chain. What it is about must be written before it.
    pub async fn record(
        &mut self,
        appraisal: impl Into<Uuid>,
        event: Event<'_>,
    ) -> sqlx::Result<()> {
        self.record_many(&[(appraisal.into(), event)]).await
    }

    /// One event in the company's chain.
    pub async fn record_company(&mut self, event: Event<'_>) -> sqlx::Result<()> {
        self.record_many(&[(COMPANY, event)]).await
    }

    /// One event in each of many chains, in two statements whatever their number
    pub async fn record_many(&mut self, events: &[(Uuid, Event<'_>)]) -> sqlx::Result<()> {
        if events.is_empty() {
            return Ok(());
        }
        let mut entries = Vec::with_capacity(events.len());
        for (stream, event) in events {
            self.touched.happened(*stream, event.kind());
            for reach in event.reach() {
                self.touched.add(reach);
            }
            entries.push(Entry::of(*stream, event, self.actor)?);
        }
        store::append(&mut self.tx, entries, self.actor, self.moment.now).await
    }

    /// Tells of the rows that this change has touched and no event of their chain has told of since.
    pub async fn tell(&mut self) -> sqlx::Result<()> {
        let untold = store::untold(&mut self.tx).await?;
        let events: Vec<_> = untold
            .into_iter()
            .map(|stream| (stream, Event::RowsChanged {}))
            .collect();
        self.record_many(&events).await
    }

    /// What is changed without an event that says so.
    pub fn touch(&mut self, reach: Reach) {
        self.touched.add(reach);
    }

    /// Settles what follows, and makes all of it stand.
    pub async fn commit(mut self) -> sqlx::Result<()> {
        self.tell().await?;
        if !self.touched.is_empty() {
            (self.settle)(&mut self.tx, &self.touched, self.moment).await?;
        }
        self.tx.commit().await
    }

    pub async fn rollback(self) -> sqlx::Result<()> {
        self.tx.rollback().await
    }
}

impl Deref for Change {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.tx
    }
}

impl DerefMut for Change {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}
