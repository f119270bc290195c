//! What the trail of events says about records, signatures and refusals. The acts write exactly this as the detail of
//! their event (more may stand beside it), and the check demands it: so neither a choice, nor words, nor a moment
//! can be changed without breaking the chain.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::audit::{Kind, link::Link};
use crate::records::sha256_hex;

/// Which of the two signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    Appraisee,
    Superior,
}

/// A version was frozen, by the person who caused it.
pub fn frozen(version: impl Into<i64>, sha256: &str, reason: &str) -> Value {
    json!({ "record_version": version.into(), "sha256": sha256, "reason": reason })
}

/// A party signed. Their words stand with the signature; the trail keeps the hash.
pub fn signed(
    version: impl Into<i64>,
    sha256: &str,
    party: impl Serialize,
    choice: impl Serialize,
    items: &[String],
    words: &str,
    means: impl Serialize,
) -> Value {
    json!({
        "record_version": version.into(),
        "sha256": sha256,
        "party": party,
        "choice": choice,
        "items": items,
        "words_sha256": sha256_hex(words),
        "means": means,
    })
}

/// The employee declared that there will be no signature.
pub fn declared(version: impl Into<i64>, sha256: &str, words: &str) -> Value {
    json!({
        "record_version": version.into(),
        "sha256": sha256,
        "words_sha256": sha256_hex(words),
    })
}

/// And took it back.
pub fn taken_back(version: impl Into<i64>, sha256: &str) -> Value {
    json!({ "record_version": version.into(), "sha256": sha256 })
}

/// The superior recorded that the employee refuses to sign.
pub fn refused(version: impl Into<i64>, sha256: &str, reason: &str) -> Value {
    json!({
        "record_version": version.into(),
        "sha256": sha256,
        "refusal_sha256": sha256_hex(reason),
    })
}

/// Somebody else witnessed it.
pub fn witnessed(version: impl Into<i64>, sha256: &str) -> Value {
    json!({ "record_version": version.into(), "sha256": sha256, "witnessed": true })
}

/// Whether this person wrote such an event at that moment.
pub(super) fn knows(events: &[Link], by: Uuid, at: OffsetDateTime, detail: &Value) -> bool {
    let micros = |at: OffsetDateTime| at.unix_timestamp_nanos() / 1000;
    events
        .iter()
        .filter(|event| event.actor == Some(by) && micros(event.at) == micros(at))
        .filter_map(|event| serde_json::from_str(&event.detail).ok())
        .any(|written: Value| includes(&written, detail))
}

/// What an event says about a record; nothing for events about other things.
pub(super) struct Told {
    pub version: i64,
    pub sha256: String,
    pub party: Option<Party>,
    pub declared: bool,
    pub refused: bool,
    pub witnessed: bool,
}

impl Told {
    pub fn read(event: &Link) -> Option<Self> {
        let detail: Value = serde_json::from_str(&event.detail).ok()?;
        Some(Self {
            version: detail["record_version"].as_i64()?,
            sha256: detail["sha256"].as_str()?.to_owned(),
            party: serde_json::from_value(detail["party"].clone()).ok(),
            declared: Kind::from_key(&event.kind) == Some(Kind::RefusalDeclared),
            refused: detail["refusal_sha256"].is_string(),
            witnessed: detail["witnessed"] == true,
        })
    }
}

fn includes(written: &Value, wanted: &Value) -> bool {
    wanted.as_object().is_some_and(|wanted| {
        wanted
            .iter()
            .all(|(key, value)| written.get(key) == Some(value))
    })
}

/// Events that everybody who may read the record may read too: they say how it came about, who signed
/// it, and where the appraisal went from there.
const WITH_THE_RECORD: [Kind; 13] = [
    Kind::Released,
    Kind::ResultOpened,
    Kind::InterviewStarted,
    Kind::InterviewClosed,
    Kind::RecordFrozen,
    Kind::Signed,
    Kind::RefusalDeclared,
    Kind::RefusalTakenBack,
    Kind::RefusalRecorded,
    Kind::RefusalWitnessed,
    Kind::RefusalCommented,
    Kind::SignedByBoth,
    Kind::Withdrawn,
];
/// The same for those who may read the dispute.
const WITH_THE_DISPUTE: [Kind; 7] = [
    Kind::DisputeOpened,
    Kind::DisputeAnswered,
    Kind::DisputeSettled,
    Kind::DisputeRuled,
    Kind::DisputeUpheld,
    Kind::DisputeAdjusted,
    Kind::DisputeReturned,
];

/// Whether a reader who is not HR gets an event whole. All others are sealed for them: they tell of
/// drafts, votes and other people.
#[must_use]
pub fn is_open(kind: &str, reads_dispute: bool) -> bool {
    Kind::from_key(kind).is_some_and(|kind| {
        WITH_THE_RECORD.contains(&kind) || (reads_dispute && WITH_THE_DISPUTE.contains(&kind))
    })
}

/// What the open events say about a dispute.
pub(super) fn dispute_is_open(events: &[Link]) -> bool {
    events
        .iter()
        .rev()
        .find_map(|event| match Kind::from_key(&event.kind)? {
            Kind::DisputeOpened => Some(true),
            Kind::DisputeSettled
            | Kind::DisputeUpheld
            | Kind::DisputeAdjusted
            | Kind::DisputeReturned
            | Kind::Withdrawn => Some(false),
            _ => None,
        })
        .unwrap_or(false)
}
