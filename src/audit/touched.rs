//! What a change has done so far, for those who settle what follows.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::{event::Kind, reach::Reach, store::COMPANY};

/// All that a change reaches, and what it was.
#[derive(Debug, Default)]
pub struct Touched {
    reach: BTreeSet<Reach>,
    /// The last event in each chain.
    events: BTreeMap<Uuid, Kind>,
}

impl Touched {
    pub fn add(&mut self, reach: Reach) {
        self.reach.insert(reach);
    }

    pub(super) fn happened(&mut self, chain: Uuid, kind: Kind) {
        // what changed beside an event is there because of it
        if kind == Kind::RowsChanged {
            self.events.entry(chain).or_insert(kind);
        } else {
            self.events.insert(chain, kind);
        }
        if chain != COMPANY {
            self.add(Reach::Appraisal(chain));
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reach.is_empty()
    }

    #[must_use]
    pub fn contains(&self, reach: Reach) -> bool {
        self.reach.contains(&reach)
    }

    /// The ids of one sort.
    pub fn ids(&self, pick: fn(&Reach) -> Option<Uuid>) -> Vec<Uuid> {
        self.reach.iter().filter_map(pick).collect()
    }

    /// The event for which this chain is looked at: its own, else the company's; none where rows alone changed.
    #[must_use]
    pub fn why(&self, chain: Uuid) -> Option<Kind> {
        let of = |chain| self.events.get(&chain).copied();
        of(chain).or_else(|| of(COMPANY))
    }
}
