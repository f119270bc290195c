//! What the company's chain says of texts that were removed after the legal period, so that a text that is
//! gone is either accounted for or a break. The hashes of what was removed stay where they were; the event of
//! the removal has their number and one hash over all of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{COMPANY, Kind, evidence::Sum, link::hex};

/// The kind of event that accounts for removed texts.
pub const KIND: Kind = Kind::PeopleAnonymised;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    pub events: Sum,
    pub records: Sum,
}

#[derive(Deserialize)]
struct Told {
    run: Uuid,
    #[serde(flatten)]
    removal: Removal,
}

/// The removal that an event of this kind tells of.
#[must_use]
pub fn read(detail: &str) -> Option<(Uuid, Removal)> {
    let told: Told = serde_json::from_str(detail).ok()?;
    Some((told.run, told.removal))
}

#[must_use]
pub fn event_line(stream: Uuid, seq: i64, hash: &str) -> String {
    format!("{stream} {seq} {hash}")
}

#[must_use]
pub fn record_line(appraisal: Uuid, version: i32, sha256: &str) -> String {
    format!("{appraisal} {version} {sha256}")
}

/// Adds up lines in their order.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    count: i64,
    hasher: Sha256,
}

impl Tally {
    pub fn add(&mut self, line: &str) {
        if self.count > 0 {
            self.hasher.update(b"\n");
        }
        self.hasher.update(line.as_bytes());
        self.count += 1;
    }

    #[must_use]
    pub fn sum(&self) -> Sum {
        Sum {
            count: self.count,
            sha256: hex(&self.hasher.clone().finalize()),
        }
    }
}

/// Every removal that the company's chain tells of.
pub async fn accounted(tx: &mut PgConnection) -> sqlx::Result<BTreeMap<Uuid, Removal>> {
    let told = sqlx::query_scalar!(
        "select detail from events where stream = $1 and kind = $2 and sealed_by is null",
        COMPANY,
        KIND.key()
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(told.iter().filter_map(|detail| read(detail)).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// One line more, fewer, changed or moved comes to something else.
        #[test]
        fn every_line_and_its_place_count(lines in proptest::collection::vec("[a-f0-9]{4}", 1..9), at in any::<prop::sample::Index>()) {
            let sum = |lines: &[String]| {
                let mut tally = Tally::default();
                for line in lines {
                    tally.add(line);
                }
                tally.sum()
            };
            let whole = sum(&lines);
            let at = at.index(lines.len());
            let mut fewer = lines.clone();
            fewer.remove(at);
            prop_assert_ne!(&sum(&fewer), &whole);
            let mut other = lines.clone();
            other[at].push('x');
            prop_assert_ne!(&sum(&other), &whole);
            let mut moved = lines.clone();
            moved.swap(0, at);
            prop_assert_eq!(sum(&moved) == whole, moved == lines);
        }
    }

    #[test]
    fn an_event_is_read_as_it_is_written() {
        let sum = Tally::default().sum();
        let removal = Removal {
            events: sum.clone(),
            records: sum,
        };
        let run = Uuid::from_u128(7);
        let detail = serde_json::json!({ "run": run, "reason": "x", "events": removal.events, "records": removal.records });
        assert_eq!(read(&detail.to_string()), Some((run, removal)));
        assert_eq!(read("{}"), None);
        assert_eq!(read(""), None);
    }
}
