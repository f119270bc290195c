//! The evidence of one appraisal in one file: every version of the record, every signature, the trail of events, and
//! a check that needs nothing but this file.

pub mod trail;

use crate::audit::canonical_json;

pub use trail::Party;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use super::canonical::{self, NotCanonical};
use super::content::Record;
use super::sha256_hex;
use super::wire;
use crate::audit::link::{self, Head, Link, Sealed};

pub const FORMAT: u32 = 1;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    pub format: u32,
    pub appraisal: Uuid,
    #[serde(with = "wire::instant")]
    pub exported: OffsetDateTime,
    /// A dispute was open: the result could still change.
    pub provisional: bool,
    /// Oldest first.
    pub records: Vec<Stored>,
    pub signatures: Vec<Signature>,
    pub declared_refusals: Vec<DeclaredRefusal>,
    pub refusals: Vec<Refusal>,
    pub events: Vec<Link>,
    /// Events whose content is not for the reader of this file.
    pub sealed: Vec<Sealed>,
    pub head: Head,
}

/// One version of the record. `content` is its canonical text; saved as a file without a final line break, it gives
/// `sha256` with `sha256sum`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stored {
    pub version: u32,
    pub content: String,
    pub sha256: String,
    pub reason: String,
    #[serde(with = "wire::instant")]
    pub created: OffsetDateTime,
    pub created_by: Uuid,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    pub version: u32,
    pub party: Party,
    pub person: Uuid,
    pub name: String,
    pub choice: Choice,
    pub items: Vec<String>,
    pub words: String,
    pub sha256: String,
    pub means: Means,
    #[serde(with = "wire::instant")]
    pub signed: OffsetDateTime,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    Agree,
    AgreeInPart,
}

/// How the signer showed that it was they. With a password it is the server's word that they did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    Password,
}

/// The employee's own word that there will be no signature, the last under this version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredRefusal {
    pub version: u32,
    pub person: Uuid,
    pub words: String,
    #[serde(with = "wire::instant")]
    pub declared: OffsetDateTime,
    #[serde(with = "wire::instant_option")]
    pub taken_back: Option<OffsetDateTime>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    pub version: u32,
    pub reason: String,
    pub recorded_by: Uuid,
    #[serde(with = "wire::instant")]
    pub recorded: OffsetDateTime,
    pub witness: Option<Uuid>,
    #[serde(with = "wire::instant_option")]
    pub witnessed: Option<OffsetDateTime>,
    pub employee_comment: String,
}

/// What a whole bundle contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub appraisal: Uuid,
    pub versions: usize,
    pub signatures: usize,
    pub refusals: usize,
    pub events: usize,
    /// Of them, those whose content is not in the bundle.
    pub sealed: usize,
    pub provisional: bool,
    /// Hash of the newest record, to be held against the printed sheet.
    pub newest: Option<String>,
    /// End of the trail, to be held against a copy in other hands.
    pub head: Head,
}

/// The first thing in a bundle that is not as it was written.
#[derive(Debug, thiserror::Error)]
pub enum FirstBreak {
    #[error("this is not an evidence bundle: {0}")]
    Unreadable(#[from] serde_json::Error),
    #[error("bundles of format {0} are not known here")]
    Format(u32),
    #[error("the text of record version {0} does not have the hash that stands beside it")]
    RecordChanged(u32),
    #[error("record version {0} cannot be read: {1}")]
    RecordUnreadable(u32, NotCanonical),
    #[error("record version {0} belongs to another appraisal or calls itself another version")]
    RecordForeign(u32),
    #[error("record version {0} is missing, or stands in another place")]
    RecordMissing(u32),
    #[error("the trail of events does not know how record version {0} came about")]
    RecordUnwitnessed(u32),
    #[error("a signature is for record version {0}, which is not here")]
    SignatureOfNothing(u32),
    #[error(
        "a signature on record version {version} is for another text, or by another person than its {party:?}"
    )]
    SignatureForeign { version: u32, party: Party },
    #[error("record version {version} is signed twice by its {party:?}")]
    SignatureTwice { version: u32, party: Party },
    #[error(
        "the trail of events does not know the signature of the {party:?} on record version {version}"
    )]
    SignatureUnwitnessed { version: u32, party: Party },
    #[error(
        "a refusal is for record version {0}, which is not here, or its witness also recorded it"
    )]
    RefusalForeign(u32),
    #[error(
        "the trail of events does not know this refusal, or this witness, on record version {0}"
    )]
    RefusalUnwitnessed(u32),
    #[error("event {0} of the trail speaks of a record, a signature or a refusal that is not here")]
    Missing(i64),
    #[error("whether a dispute is open does not follow from the trail of events")]
    Provisional,
    #[error("trail: {0}")]
    Trail(#[from] link::Break),
}

/// The bundle as text, in the canonical form of the records.
pub fn bundle(bundle: &Bundle) -> String {
    // It has only string keys and its own serialisers never fail.
    #[allow(clippy::expect_used)]
    let value = serde_json::to_value(bundle).expect("a bundle is always JSON");
    canonical_json(&value)
}

/// Proves that nothing in the bundle was changed, removed or reordered, or names the first break.
pub fn verify_bundle(text: &str) -> Result<Summary, FirstBreak> {
    let bundle: Bundle = serde_json::from_str(text)?;
    if bundle.format != FORMAT {
        return Err(FirstBreak::Format(bundle.format));
    }
    // The trail first: what follows leans on it.
    link::check(
        bundle.appraisal,
        &bundle.events,
        &bundle.sealed,
        &bundle.head,
    )?;
    let records = records(&bundle)?;
    signatures(&bundle, &records)?;
    refusals(&bundle, &records)?;
    nothing_missing(&bundle)?;
    let open = trail::dispute_is_open(&bundle.events);
    // a dispute may be among what is sealed; the end of one that is open is not
    if bundle.provisional != open && (open || bundle.sealed.is_empty()) {
        return Err(FirstBreak::Provisional);
    }
    Ok(Summary {
        appraisal: bundle.appraisal,
        versions: bundle.records.len(),
        signatures: bundle.signatures.len(),
        refusals: bundle.refusals.len(),
        events: bundle.events.len() + bundle.sealed.len(),
        sealed: bundle.sealed.len(),
        provisional: bundle.provisional,
        newest: bundle.records.last().map(|stored| stored.sha256.clone()),
        head: bundle.head,
    })
}

fn records(bundle: &Bundle) -> Result<Vec<Record>, FirstBreak> {
    let mut records = Vec::with_capacity(bundle.records.len());
    for (expected, stored) in (1..).zip(&bundle.records) {
        let version = stored.version;
        if version != expected {
            return Err(FirstBreak::RecordMissing(expected));
        }
        if sha256_hex(&stored.content) != stored.sha256 {
            return Err(FirstBreak::RecordChanged(version));
        }
        let record = canonical::read(&stored.content)
            .map_err(|why| FirstBreak::RecordUnreadable(version, why))?;
        if record.appraisal != bundle.appraisal || record.version != version {
            return Err(FirstBreak::RecordForeign(version));
        }
        let detail = trail::frozen(version, &stored.sha256, &stored.reason);
        if !trail::knows(&bundle.events, stored.created_by, stored.created, &detail) {
            return Err(FirstBreak::RecordUnwitnessed(version));
        }
        records.push(record);
    }
    Ok(records)
}

fn signatures(bundle: &Bundle, records: &[Record]) -> Result<(), FirstBreak> {
    let mut seen = HashSet::new();
    for signature in &bundle.signatures {
        let (version, party) = (signature.version, signature.party);
        let (Some(record), Some(stored)) = (
            records.iter().find(|record| record.version == version),
            bundle.record(version),
        ) else {
            return Err(FirstBreak::SignatureOfNothing(version));
        };
        // whoever took the superior's place since then signs in their own name, and the trail knows that
        let foreign = party == Party::Appraisee && signature.person != record.appraisee.id;
        if foreign || signature.sha256 != stored.sha256 {
            return Err(FirstBreak::SignatureForeign { version, party });
        }
        if !seen.insert((version, party)) {
            return Err(FirstBreak::SignatureTwice { version, party });
        }
        let detail = trail::signed(
            version,
            &signature.sha256,
            party,
            signature.choice,
            &signature.items,
            &signature.words,
            signature.means,
        );
        if !trail::knows(&bundle.events, signature.person, signature.signed, &detail) {
            return Err(FirstBreak::SignatureUnwitnessed { version, party });
        }
    }
    Ok(())
}

fn refusals(bundle: &Bundle, records: &[Record]) -> Result<(), FirstBreak> {
    for one in &bundle.declared_refusals {
        let version = one.version;
        let whose = records.iter().find(|record| record.version == version);
        let (Some(stored), Some(_)) = (
            bundle.record(version),
            whose.filter(|record| record.appraisee.id == one.person),
        ) else {
            return Err(FirstBreak::RefusalForeign(version));
        };
        let at = |at, detail| trail::knows(&bundle.events, one.person, at, &detail);
        let sha256 = &stored.sha256;
        let known = at(one.declared, trail::declared(version, sha256, &one.words))
            && one
                .taken_back
                .is_none_or(|back| at(back, trail::taken_back(version, sha256)));
        if !known {
            return Err(FirstBreak::RefusalUnwitnessed(version));
        }
    }
    for refusal in &bundle.refusals {
        let version = refusal.version;
        let own_witness = refusal.witness == Some(refusal.recorded_by);
        let Some(stored) = bundle.record(version).filter(|_| !own_witness) else {
            return Err(FirstBreak::RefusalForeign(version));
        };
        let detail = trail::refused(version, &stored.sha256, &refusal.reason);
        let recorded = trail::knows(
            &bundle.events,
            refusal.recorded_by,
            refusal.recorded,
            &detail,
        );
        let witnessed = match (refusal.witness, refusal.witnessed) {
            (Some(witness), Some(at)) => {
                let detail = trail::witnessed(version, &stored.sha256);
                trail::knows(&bundle.events, witness, at, &detail)
            }
            (None, None) => true,
            _ => false,
        };
        if !recorded || !witnessed {
            return Err(FirstBreak::RefusalUnwitnessed(version));
        }
    }
    Ok(())
}

/// The way back: what the trail says must be in the bundle.
fn nothing_missing(bundle: &Bundle) -> Result<(), FirstBreak> {
    for event in &bundle.events {
        let Some(told) = trail::Told::read(event) else {
            continue;
        };
        let record = bundle.records.iter().any(|stored| {
            i64::from(stored.version) == told.version && stored.sha256 == told.sha256
        });
        let refusal = bundle
            .refusals
            .iter()
            .find(|refusal| i64::from(refusal.version) == told.version);
        let here = record
            && (!told.declared
                || bundle
                    .declared_refusals
                    .iter()
                    .any(|one| i64::from(one.version) == told.version))
            && (!told.refused || refusal.is_some())
            && (!told.witnessed || refusal.is_some_and(|refusal| refusal.witness.is_some()))
            && told.party.is_none_or(|party| {
                bundle.signatures.iter().any(|signature| {
                    i64::from(signature.version) == told.version && signature.party == party
                })
            });
        if !here {
            return Err(FirstBreak::Missing(event.seq));
        }
    }
    Ok(())
}

impl Bundle {
    fn record(&self, version: u32) -> Option<&Stored> {
        self.records.iter().find(|stored| stored.version == version)
    }
}

#[cfg(test)]
mod tests;
