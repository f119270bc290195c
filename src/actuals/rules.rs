//! Periods, and which row of a file or a request belongs to which appraisal: pure.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use time::{Date, Month};
use uuid::Uuid;

use crate::{
    access::Stage,
    ground::decimals::{Bounds, DecimalError, parse},
    tables::pasted::{Named, People, Unfound},
};

pub const LONGEST_NOTE: usize = 1000;
/// The most rows that one file or one request may have.
pub const MOST_ROWS: usize = 5000;

/// The stages in which figures are still taken; the same as the policy's.
pub const OPEN: [Stage; 3] = [Stage::Goals, Stage::SelfEvaluation, Stage::Evaluation];

/// A stretch of time as it is written: `2026`, `2026-H1`, `2026-Q3`, `2026-09` or `2026-09-30`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    pub text: String,
    pub from: Date,
    pub to: Date,
}

impl Period {
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase().replace('/', "-");
        let (year, rest) = text.split_at_checked(4)?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(year) {
            return None;
        }
        let year: i32 = year
            .parse()
            .ok()
            .filter(|year| (1900..=2200).contains(year))?;
        let months = |first: u8, count: u8| {
            let month = |number: u8| Month::try_from(number).ok();
            let from = Date::from_calendar_date(year, month(first)?, 1).ok()?;
            let last = month(first + count - 1)?;
            let to = Date::from_calendar_date(year, last, last.length(year)).ok()?;
            Some((from, to))
        };
        let rest = rest.strip_prefix('-').unwrap_or(rest);
        let ((from, to), text) = match rest.as_bytes() {
            [] => (months(1, 12)?, format!("{year:04}")),
            [b'H', half @ b'1'..=b'2'] => {
                let half = half - b'0';
                (months(half * 6 - 5, 6)?, format!("{year:04}-H{half}"))
            }
            [b'Q', quarter @ b'1'..=b'4'] => {
                let quarter = quarter - b'0';
                (months(quarter * 3 - 2, 3)?, format!("{year:04}-Q{quarter}"))
            }
            _ => {
                let mut parts = rest.split('-');
                let number = |text: &str| {
                    (1..=2).contains(&text.len()).then_some(())?;
                    digits(text).then(|| text.parse::<u8>().ok())?
                };
                let month = number(parts.next()?)?;
                match (parts.next(), parts.next()) {
                    (None, _) => (months(month, 1)?, format!("{year:04}-{month:02}")),
                    (Some(day), None) => {
                        let month_name = Month::try_from(month).ok()?;
                        let day = Date::from_calendar_date(year, month_name, number(day)?).ok()?;
                        ((day, day), format!("{year:04}-{month:02}-{:02}", day.day()))
                    }
                    _ => return None,
                }
            }
        };
        Some(Self { text, from, to })
    }

    /// Whether the two have a day in common.
    #[must_use]
    pub fn meets(&self, from: Date, to: Date) -> bool {
        self.from <= to && from <= self.to
    }
}

/// What can be measured in an appraisal: an indicator of its form, or one of its goals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measurable {
    pub key: String,
    /// What people call it; the other language, or the same.
    pub names: Vec<String>,
    pub goal: bool,
}

impl Measurable {
    fn is(&self, text: &str) -> bool {
        self.key.eq_ignore_ascii_case(text) || self.names.iter().any(|name| name == text)
    }
}

/// An appraisal that figures may be meant for.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub appraisal: Uuid,
    pub person: Uuid,
    pub number: String,
    pub email: Option<String>,
    pub name: String,
    pub cycle: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub stage: Stage,
    /// An evaluation was submitted once, even if it came back.
    pub evaluated: bool,
    pub items: Vec<Measurable>,
}

/// One row as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    pub person: String,
    pub item: String,
    pub period: String,
    pub actual: String,
    pub note: String,
    /// Empty: the cycle follows from the period.
    pub cycle: String,
}

/// One figure to be kept.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Figure {
    pub appraisal: Uuid,
    pub item: String,
    pub goal_key: Option<String>,
    pub period: String,
    pub ends_on: Date,
    pub actual: Decimal,
    pub note: String,
}

/// Why a row is not taken; the field is where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowFault {
    PersonMissing,
    PersonUnknown,
    /// Several people have this name.
    PersonAmbiguous,
    ItemMissing,
    /// None of the person's open appraisals measures that.
    ItemUnknown,
    Period,
    /// The period lies outside the cycle of this name.
    OutsideCycle(String),
    SeveralCycles(String),
    /// The evaluation was submitted, or the appraisal is otherwise beyond taking figures.
    Closed,
    Actual(DecimalError),
    NoteTooLong,
    NoteUnreadable,
    /// The same figure stands in this row (counted from 1) already.
    Twice(usize),
}

impl RowFault {
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::PersonMissing | Self::PersonUnknown | Self::PersonAmbiguous => "person",
            Self::ItemMissing | Self::ItemUnknown | Self::Twice(_) => "item",
            Self::Period | Self::OutsideCycle(_) => "period",
            Self::SeveralCycles(_) | Self::Closed => "cycle",
            Self::Actual(_) => "actual",
            Self::NoteTooLong | Self::NoteUnreadable => "note",
        }
    }

    /// A name that programs can go by.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::PersonMissing => "person_missing",
            Self::PersonUnknown => "person_unknown",
            Self::PersonAmbiguous => "person_ambiguous",
            Self::ItemMissing => "item_missing",
            Self::ItemUnknown => "item_unknown",
            Self::Period => "period_malformed",
            Self::OutsideCycle(_) => "outside_cycle",
            Self::SeveralCycles(_) => "several_cycles",
            Self::Closed => "closed",
            Self::Actual(_) => "actual_malformed",
            Self::NoteTooLong => "note_too_long",
            Self::NoteUnreadable => "note_unreadable",
            Self::Twice(_) => "twice",
        }
    }
}

impl Named for Candidate {
    fn person(&self) -> Uuid {
        self.person
    }

    fn names(&self) -> (&str, Option<&str>, &str) {
        (&self.number, self.email.as_deref(), &self.name)
    }
}

impl From<Unfound> for RowFault {
    fn from(unfound: Unfound) -> Self {
        match unfound {
            Unfound::Missing => Self::PersonMissing,
            Unfound::Unknown => Self::PersonUnknown,
            Unfound::Ambiguous => Self::PersonAmbiguous,
        }
    }
}

/// Every row as the figure it means, or why it is not taken.
#[must_use]
pub fn plan(rows: &[Given], candidates: &[Candidate]) -> Vec<Result<Figure, RowFault>> {
    let people = People::of(candidates);
    let mut taken: BTreeMap<(Uuid, String, String), usize> = BTreeMap::new();
    rows.iter()
        .enumerate()
        .map(|(at, row)| {
            let figure = one(row, &people)?;
            let key = (figure.appraisal, figure.item.clone(), figure.period.clone());
            if let Some(first) = taken.get(&key) {
                return Err(RowFault::Twice(*first + 1));
            }
            taken.insert(key, at);
            Ok(figure)
        })
        .collect()
}

fn one(row: &Given, people: &People<Candidate>) -> Result<Figure, RowFault> {
    let own = people.find(&row.person)?;
    let wanted = row.item.trim();
    if wanted.is_empty() {
        return Err(RowFault::ItemMissing);
    }
    let period = Period::read(&row.period).ok_or(RowFault::Period)?;
    let actual = parse(&row.actual, Bounds::figure()).map_err(RowFault::Actual)?;
    let note = row.note.trim();
    if note.chars().count() > LONGEST_NOTE {
        return Err(RowFault::NoteTooLong);
    }
    if note
        .chars()
        .any(|c| c.is_control() && c != '\n' && c != '\t')
    {
        return Err(RowFault::NoteUnreadable);
    }
    let cycle = row.cycle.trim();
    let measuring: Vec<(&Candidate, &Measurable)> = own
        .iter()
        .filter(|one| cycle.is_empty() || one.cycle == cycle)
        .filter_map(|one| Some((*one, one.items.iter().find(|item| item.is(wanted))?)))
        .collect();
    let first = measuring.first().ok_or(RowFault::ItemUnknown)?;
    let fitting: Vec<_> = measuring
        .iter()
        .filter(|(one, _)| period.meets(one.starts_on, one.ends_on))
        .collect();
    let (candidate, item) = match fitting.as_slice() {
        [] => return Err(RowFault::OutsideCycle(first.0.cycle.clone())),
        [only] => **only,
        several => {
            let names: Vec<&str> = several.iter().map(|(one, _)| one.cycle.as_str()).collect();
            return Err(RowFault::SeveralCycles(names.join(", ")));
        }
    };
    if candidate.evaluated || !OPEN.contains(&candidate.stage) {
        return Err(RowFault::Closed);
    }
    Ok(Figure {
        appraisal: candidate.appraisal,
        item: item.key.clone(),
        goal_key: item.goal.then(|| item.key.clone()),
        period: period.text,
        ends_on: period.to,
        actual,
        note: note.to_owned(),
    })
}

#[cfg(test)]
mod tests;
