//! Sessions that this process has read, with the people behind them, for as long as PostgreSQL tells of
//! every change to either. Without that line nothing is remembered, and each request asks again.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use uuid::Uuid;

/// Where the database's triggers name the person whose sessions, roles or settings changed.
pub(super) const CHANNEL: &str = "known";

/// Should the line die without a sound, no session outlives its end by more than this.
const LONGEST: Duration = Duration::from_mins(1);
/// More than work at one moment; beyond it, everything is read anew.
const MOST: usize = 20_000;

#[derive(Default)]
pub struct SessionCache(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    listening: bool,
    /// Goes up with every change, so that what was read before one is not kept after it.
    changes: u64,
    sessions: HashMap<Id, Remembered>,
}

struct Remembered {
    record: Record,
    person: Option<Uuid>,
    since: Instant,
}

/// The moment at which a session began to be read.
#[derive(Debug, Clone, Copy)]
pub struct Moment(u64);

impl SessionCache {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        // nothing in here is ever half done
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[must_use]
    pub fn get(&self, id: &Id, now: OffsetDateTime) -> Option<Record> {
        let inner = self.inner();
        let kept = inner.sessions.get(id)?;
        (kept.record.expiry_date > now && kept.since.elapsed() < LONGEST)
            .then(|| kept.record.clone())
    }

    /// To be taken before a session is read.
    #[must_use]
    pub fn moment(&self) -> Moment {
        Moment(self.inner().changes)
    }

    /// Remembers what was read since `moment`, unless anything changed meanwhile.
    pub fn keep(&self, moment: Moment, record: &Record, person: Option<Uuid>) {
        let mut inner = self.inner();
        if !inner.listening || inner.changes != moment.0 {
            return;
        }
        if inner.sessions.len() >= MOST {
            inner.sessions.clear();
        }
        let kept = Remembered {
            record: record.clone(),
            person,
            since: Instant::now(),
        };
        inner.sessions.insert(record.id, kept);
    }

    /// A session was changed or ended here: this process knows before the database tells.
    pub fn forget(&self, id: &Id) {
        let mut inner = self.inner();
        inner.changes += 1;
        inner.sessions.remove(id);
    }

    pub fn forget_person(&self, person: Uuid) {
        let mut inner = self.inner();
        inner.changes += 1;
        inner.sessions.retain(|_, kept| kept.person != Some(person));
    }

    /// The line is up: from here on no change goes unheard.
    pub(super) fn open(&self) {
        self.all_over(true);
    }

    pub(super) fn shut(&self) {
        self.all_over(false);
    }

    fn all_over(&self, listening: bool) {
        let mut inner = self.inner();
        inner.changes += 1;
        inner.sessions.clear();
        inner.listening = listening;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: i128) -> Record {
        Record {
            id: Id(id),
            data: HashMap::new(),
            expiry_date: OffsetDateTime::now_utc() + time::Duration::hours(1),
        }
    }

    fn knows(known: &SessionCache, id: i128) -> bool {
        known.get(&Id(id), OffsetDateTime::now_utc()).is_some()
    }

    #[test]
    fn nothing_is_remembered_without_the_line() {
        let known = SessionCache::default();
        known.keep(known.moment(), &record(1), None);
        assert!(!knows(&known, 1));
        known.open();
        known.keep(known.moment(), &record(1), None);
        assert!(knows(&known, 1));
        known.shut();
        assert!(!knows(&known, 1));
    }

    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() {
        let known = SessionCache::default();
        known.open();
        let moment = known.moment();
        known.forget_person(Uuid::from_u128(7));
        known.keep(moment, &record(1), Some(Uuid::from_u128(7)));
        assert!(!knows(&known, 1));
    }

    #[test]
    fn a_person_is_forgotten_with_every_session_and_an_expired_one_is_not_known() {
        let known = SessionCache::default();
        known.open();
        let moment = known.moment();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        known.keep(moment, &record(1), Some(one));
        known.keep(moment, &record(2), Some(one));
        known.keep(moment, &record(3), Some(other));
        known.forget_person(one);
        assert_eq!([1, 2, 3].map(|id| knows(&known, id)), [false, false, true]);
        let later = OffsetDateTime::now_utc() + time::Duration::hours(2);
        assert!(known.get(&Id(3), later).is_none());
    }
}
