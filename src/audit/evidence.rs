//! The rows that events are about, and the digests by which a row that was changed afterwards is found. What a digest
//! is taken over is said once, by the view `evidence` (`schema.sql`).

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::canonical::{canonical_json, sha256_hex};

/// How many, and the hash over their lines in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    pub count: i64,
    pub sha256: String,
}

macro_rules! kinds {
    ($($name:ident = $key:literal,)*) => {
        /// A kind of row that the trail vouches for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Evidence { $($name),* }

        impl Evidence {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its name in the view `evidence` and in the trail.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }
    };
}

kinds! {
    Submission = "submission",
    Preparation = "preparation",
    Result = "result",
    Outcome = "outcome",
    Share = "share",
    Advice = "advice",
    Note = "note",
    NoteFile = "note_file",
    Goal = "goal",
    Goals = "goals",
    GoalChange = "goal_change",
    Actual = "actual",
    Reopening = "reopening",
    Appointment = "appointment",
    Step = "step",
    Agreement = "agreement",
    OpenPoint = "open_point",
    NextGoal = "next_goal",
    Confirmation = "confirmation",
    Record = "record",
    Signature = "signature",
    Refusal = "refusal",
    PlanItem = "plan_item",
    PlanReport = "plan_report",
    Dispute = "dispute",
    Vote = "vote",
    DisputeFile = "dispute_file",
    CalibrationMember = "calibration_member",
    Delegation = "delegation",
    Roles = "roles",
}

impl Evidence {
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.key() == key)
    }

    /// Every row of this kind under a key: whatever is not there at that moment is gone.
    #[must_use]
    pub fn all(self, key: Uuid) -> About {
        About {
            kind: self,
            key,
            part: None,
        }
    }

    /// The one row.
    #[must_use]
    pub fn one(self, key: Uuid, part: impl fmt::Display) -> About {
        About {
            kind: self,
            key,
            part: Some(part.to_string()),
        }
    }
}

/// Which rows an event is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    kind: Evidence,
    key: Uuid,
    part: Option<String>,
}

/// One row's name in its chain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    pub kind: Evidence,
    pub key: Uuid,
    pub part: String,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.key(), self.key)?;
        if self.part.is_empty() {
            Ok(())
        } else {
            write!(f, " {}", self.part)
        }
    }
}

/// What an event says of the rows it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Told {
    Row {
        kind: Evidence,
        key: Uuid,
        part: String,
        format: i32,
        sha256: String,
    },
    Gone {
        kind: Evidence,
        key: Uuid,
        part: String,
        gone: bool,
    },
    /// The rows of this kind under this key that follow are all there are.
    All { kind: Evidence, all: Uuid },
}

/// The digest of a row: over its name, the format of its content, its salt and the content, in canonical JSON.
#[must_use]
pub fn digest(name: &Name, format: i32, salt: Uuid, content: &Value) -> String {
    sha256_hex(&canonical_json(&json!({
        "kind": name.kind.key(),
        "key": name.key,
        "part": name.part,
        "format": format,
        "salt": salt,
        "content": content,
    })))
}

/// The rows that several events are about, one after the other.
pub(super) struct Asked<'a> {
    events: Vec<&'a [About]>,
    pub kinds: Vec<&'static str>,
    pub keys: Vec<Uuid>,
    pub parts: Vec<Option<&'a str>>,
}

/// One row of the answer, to the question in this place, counted from one.
pub(super) struct Found {
    pub place: usize,
    pub part: String,
    pub format: i32,
    pub salt: Uuid,
    pub content: Value,
}

impl<'a> Asked<'a> {
    pub fn of(events: impl Iterator<Item = &'a [About]>) -> Self {
        let events: Vec<_> = events.collect();
        let all = || events.iter().copied().flatten();
        Self {
            kinds: all().map(|one| one.kind.key()).collect(),
            keys: all().map(|one| one.key).collect(),
            parts: all().map(|one| one.part.as_deref()).collect(),
            events,
        }
    }

    /// What each event says of its rows.
    pub fn told(&self, mut found: Vec<Found>) -> Vec<Vec<Told>> {
        found.sort_by(|a, b| (a.place, &a.part).cmp(&(b.place, &b.part)));
        let mut found = found.into_iter().peekable();
        let mut place = 0;
        let mut tell = |one: &About| {
            place += 1;
            let (kind, key) = (one.kind, one.key);
            let mut told = Vec::new();
            while let Some(row) = found.next_if(|row| row.place == place) {
                let name = Name {
                    kind,
                    key,
                    part: row.part,
                };
                let sha256 = digest(&name, row.format, row.salt, &row.content);
                told.push(Told::Row {
                    kind,
                    key,
                    part: name.part,
                    format: row.format,
                    sha256,
                });
            }
            match &one.part {
                None => told.insert(0, Told::All { kind, all: key }),
                Some(part) if told.is_empty() => told.push(Told::Gone {
                    kind,
                    key,
                    part: part.clone(),
                    gone: true,
                }),
                Some(_) => {}
            }
            told
        };
        self.events
            .iter()
            .map(|event| event.iter().flat_map(&mut tell).collect())
            .collect()
    }
}
