//! What the plan has to say about rows: faults refuse a row, remarks only tell.

use serde::{Deserialize, Serialize};

use super::field::Field;

/// Why a row is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fault {
    Ragged {
        found: usize,
        expected: usize,
    },
    StrayQuote,
    NoNumber,
    NoName,
    TooLong {
        field: Field,
        most: usize,
    },
    /// The same number on other lines too; none of them is taken, since nobody knows which is right.
    DuplicateNumber {
        lines: Vec<u64>,
    },
    BadDate {
        field: Field,
        found: String,
    },
    /// Day first or month first: the user has not said yet.
    UnclearDate {
        field: Field,
        found: String,
    },
    BadEmail {
        found: String,
    },
    /// The address belongs to somebody else, by number.
    EmailTaken {
        email: String,
        owner: String,
    },
    EmailRepeated {
        email: String,
        lines: Vec<u64>,
    },
    BadStatus {
        field: Field,
        found: String,
    },
    UnknownSuperior {
        found: String,
    },
    AmbiguousSuperior {
        found: String,
        candidates: Vec<Candidate>,
    },
    OwnSuperior,
    /// It would change who evaluates whoever uploaded the file.
    OwnCase,
    /// Numbers and names from the person upwards, ending with the person again.
    Loop {
        chain: Vec<Candidate>,
    },
    /// The superior would be new, but the superior's own row is refused.
    SuperiorRefused {
        line: u64,
        superior: String,
    },
}

/// Somebody named in a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    pub number: String,
    pub name: String,
    pub department: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    Ragged,
    StrayQuote,
    NoNumber,
    NoName,
    TooLong,
    DuplicateNumber,
    BadDate,
    UnclearDate,
    BadEmail,
    EmailTaken,
    EmailRepeated,
    BadStatus,
    UnknownSuperior,
    AmbiguousSuperior,
    OwnSuperior,
    OwnCase,
    Loop,
    SuperiorRefused,
}

/// Worth knowing about a row that is taken all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remark {
    /// Somebody else has the same name.
    DuplicateName,
    NoEmail,
    NoSuperior,
    /// The superior does not work here any more.
    SuperiorLeft,
    NoDepartment,
    NoHireDate,
    /// The word for the level is not one of ours, so the level stays as it is.
    UnknownLevel,
}

/// One kind of finding with how often it occurs, so that 2,000 rows give a handful of lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group<K> {
    pub kind: K,
    pub count: u64,
    /// The first few lines, to have a look.
    pub lines: Vec<u64>,
}
