//! The rows that events are about, and the digests by which a row that was changed afterwards is found. What a digest
//! is taken over is said once, by the view `evidence` (`schema.sql`).

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

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
    DeclaredRefusal = "declared_refusal",
    PlanItem = "plan_item",
    PlanReport = "plan_report",
    Dispute = "dispute",
    Vote = "vote",
    DisputeFile = "dispute_file",
    Appraisal = "appraisal",
    Paper = "paper",
    GoalConfirmation = "goal_confirmation",
    StandIn = "stand_in",
    Answer = "answer",
    CalibrationMember = "calibration_member",
    Delegation = "delegation",
    Roles = "roles",
    Colleague = "colleague",
    ColleagueRound = "colleague_round",
    Calibration = "calibration",
    Person = "person",
    Credential = "credential",
    Opening = "opening",
    Token = "token",
    Department = "department",
    ReportingLine = "reporting_line",
    Absence = "absence",
    CalendarDay = "calendar_day",
    Form = "form",
    Scheme = "scheme",
    CompanyGoal = "company_goal",
    Cycle = "cycle",
    CycleException = "cycle_exception",
    CycleMembers = "cycle_members",
    RetentionTerms = "retention_terms",
    Hold = "hold",
    RetentionRun = "retention_run",
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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

/// The rows that an event tells of, to be told of again.
#[must_use]
pub fn told_of(detail: &str) -> Vec<About> {
    #[derive(Deserialize)]
    struct Detail {
        #[serde(default)]
        evidence: Vec<Told>,
    }
    let told = serde_json::from_str(detail).map_or_else(|_| Vec::new(), |one: Detail| one.evidence);
    told.into_iter()
        .map(|one| match one {
            Told::Row {
                kind, key, part, ..
            }
            | Told::Gone {
                kind, key, part, ..
            } => kind.one(key, part),
            Told::All { kind, all } => kind.all(all),
        })
        .collect()
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

/// A row of the view `evidence`.
#[derive(Debug)]
pub(super) struct Found {
    pub name: Name,
    pub format: i32,
    pub salt: Uuid,
    pub content: Value,
}

/// What one event comes to say of rows.
#[derive(Debug, Default)]
pub(super) struct Telling {
    all: BTreeSet<(Evidence, Uuid)>,
    rows: BTreeMap<Name, Option<(i32, String)>>,
}

impl Telling {
    /// The rows of this kind under this key that are found are all there are.
    pub fn all(&mut self, kind: Evidence, key: Uuid) {
        self.all.insert((kind, key));
    }

    /// A row that may be gone: what is found of it comes after.
    pub fn one(&mut self, name: Name) {
        self.rows.entry(name).or_insert(None);
    }

    pub fn found(&mut self, row: Found) {
        let sha256 = digest(&row.name, row.format, row.salt, &row.content);
        self.rows.insert(row.name, Some((row.format, sha256)));
    }

    pub fn len(&self) -> usize {
        self.rows.len() + self.all.len()
    }

    /// Takes so many of its rows out, to be told by another event.
    pub fn split_off(&mut self, rows: usize) -> Self {
        let mut rest = Self::default();
        if let Some(at) = self.rows.keys().nth(rows).cloned() {
            rest.rows = self.rows.split_off(&at);
        }
        rest
    }

    /// As the event says it.
    pub fn told(self) -> Vec<Told> {
        let all = self
            .all
            .into_iter()
            .map(|(kind, all)| Told::All { kind, all });
        let rows = self.rows.into_iter().map(|(name, found)| {
            let Name { kind, key, part } = name;
            match found {
                Some((format, sha256)) => Told::Row {
                    kind,
                    key,
                    part,
                    format,
                    sha256,
                },
                None => Told::Gone {
                    kind,
                    key,
                    part,
                    gone: true,
                },
            }
        });
        all.chain(rows).collect()
    }
}

/// The rows that several events are about, one after the other.
#[derive(Default)]
pub(super) struct Asked {
    pub events: Vec<usize>,
    pub kinds: Vec<&'static str>,
    pub keys: Vec<Uuid>,
    pub parts: Vec<Option<String>>,
}

impl Asked {
    /// What each event has to say before anything is found.
    pub fn of<'a>(events: impl Iterator<Item = &'a [About]>) -> (Self, Vec<Telling>) {
        let mut asked = Self::default();
        let mut tellings = Vec::new();
        for (event, about) in events.enumerate() {
            let mut telling = Telling::default();
            for one in about {
                let (kind, key) = (one.kind, one.key);
                match &one.part {
                    None => telling.all(kind, key),
                    Some(part) => telling.one(Name {
                        kind,
                        key,
                        part: part.clone(),
                    }),
                }
                asked.events.push(event);
                asked.kinds.push(kind.key());
                asked.keys.push(key);
                asked.parts.push(one.part.clone());
            }
            tellings.push(telling);
        }
        (asked, tellings)
    }

    /// The event that asked in this place, counted from one.
    pub fn event(&self, place: i64) -> Option<usize> {
        let place = usize::try_from(place).ok()?.checked_sub(1)?;
        self.events.get(place).copied()
    }
}
