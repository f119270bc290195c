//! What the plan has to say about rows: faults refuse a row, remarks only tell.

use super::mapping::Field;

/// Why a row is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub number: String,
    pub name: String,
    pub department: Option<String>,
}

impl Fault {
    /// The column the fault is about, if it is about one.
    pub const fn field(&self) -> Option<Field> {
        match self {
            Self::Ragged { .. } | Self::StrayQuote => None,
            Self::NoNumber | Self::DuplicateNumber { .. } => Some(Field::Number),
            Self::NoName => Some(Field::FullName),
            Self::TooLong { field, .. }
            | Self::BadDate { field, .. }
            | Self::UnclearDate { field, .. }
            | Self::BadStatus { field, .. } => Some(*field),
            Self::BadEmail { .. } | Self::EmailTaken { .. } | Self::EmailRepeated { .. } => {
                Some(Field::Email)
            }
            Self::UnknownSuperior { .. }
            | Self::AmbiguousSuperior { .. }
            | Self::OwnSuperior
            | Self::Loop { .. }
            | Self::SuperiorRefused { .. } => Some(Field::Superior),
        }
    }

    pub const fn kind(&self) -> FaultKind {
        match self {
            Self::Ragged { .. } => FaultKind::Ragged,
            Self::StrayQuote => FaultKind::StrayQuote,
            Self::NoNumber => FaultKind::NoNumber,
            Self::NoName => FaultKind::NoName,
            Self::TooLong { .. } => FaultKind::TooLong,
            Self::DuplicateNumber { .. } => FaultKind::DuplicateNumber,
            Self::BadDate { .. } => FaultKind::BadDate,
            Self::UnclearDate { .. } => FaultKind::UnclearDate,
            Self::BadEmail { .. } => FaultKind::BadEmail,
            Self::EmailTaken { .. } => FaultKind::EmailTaken,
            Self::EmailRepeated { .. } => FaultKind::EmailRepeated,
            Self::BadStatus { .. } => FaultKind::BadStatus,
            Self::UnknownSuperior { .. } => FaultKind::UnknownSuperior,
            Self::AmbiguousSuperior { .. } => FaultKind::AmbiguousSuperior,
            Self::OwnSuperior => FaultKind::OwnSuperior,
            Self::Loop { .. } => FaultKind::Loop,
            Self::SuperiorRefused { .. } => FaultKind::SuperiorRefused,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    Loop,
    SuperiorRefused,
}

/// Worth knowing about a row that is taken all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<K> {
    pub kind: K,
    pub count: usize,
    /// The first few lines, to have a look.
    pub lines: Vec<u64>,
}

const SHOWN_LINES: usize = 5;

/// Groups in the order of their kind.
pub fn grouped<K: Ord>(found: impl IntoIterator<Item = (K, u64)>) -> Vec<Group<K>> {
    let mut by_kind = std::collections::BTreeMap::<K, (usize, Vec<u64>)>::new();
    for (kind, line) in found {
        let (count, lines) = by_kind.entry(kind).or_default();
        *count += 1;
        if lines.len() < SHOWN_LINES {
            lines.push(line);
        }
    }
    by_kind
        .into_iter()
        .map(|(kind, (count, lines))| Group { kind, count, lines })
        .collect()
}
