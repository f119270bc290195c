//! Grade schemes: ordered half-open bands over all real numbers, so that every total has exactly one
//! grade. A [`Scheme`] with a hole or an overlap cannot be made, nor read from the database.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::form::Bilingual;
use crate::{
    access::Lang,
    ground::decimals::{self, Bounds, SETTLED_PLACES, rounded},
    tables::csv::Cell,
};

/// The shape of the document. 1: bands only. 2: with a name.
pub const FORMAT: u16 = 2;

/// Where a band ends, upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Upper {
    Below(Decimal),
    UpTo(Decimal),
    Unlimited,
}

/// Where a band begins. A stored scheme does not say it: a band begins where the one below it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lower {
    Unlimited,
    From(Decimal),
    Above(Decimal),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    pub name: Bilingual,
    /// What the variable pay is multiplied by.
    pub multiplier: Decimal,
    pub upper: Upper,
    /// Low grades are always reviewed before release: a document that does not say which are low is none.
    pub low: bool,
}

/// A band as somebody enters it, with both of its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    pub lower: Lower,
    pub band: Band,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Document", into = "Document")]
pub struct Scheme {
    /// Empty in documents of format 1.
    name: Bilingual,
    bands: Vec<Band>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: u16,
    #[serde(default)]
    name: Bilingual,
    bands: Vec<Band>,
}

/// What keeps a scheme from being saved. `band` counts from 0, from the lowest grade up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemeProblem {
    #[error("format {0} is not known")]
    UnknownFormat(u16),
    #[error("a scheme has 2 to 12 bands, not {0}")]
    BandCount(usize),
    #[error("band {band} has no name")]
    NameMissing { band: usize },
    #[error("band {band} has the name of another band")]
    RepeatedName { band: usize },
    #[error("band {band}: multiplier {multiplier} is not between 0 and 10")]
    BadMultiplier { band: usize, multiplier: Decimal },
    #[error("band {band}: boundary {boundary} is not between -10000 and 10000")]
    BadBoundary { band: usize, boundary: Decimal },
    #[error("numbers between band {band} and the next have no grade, at {from}..{to}")]
    Hole {
        band: usize,
        from: Decimal,
        to: Decimal,
    },
    #[error("numbers belong to both band {band} and the next, at {from}..{to}")]
    Overlap {
        band: usize,
        from: Decimal,
        to: Decimal,
    },
    /// Nothing lies between its ends; they may be the wrong way round.
    #[error("band {band} is empty")]
    EmptyBand { band: usize },
    #[error("numbers below {from} have no grade")]
    NoBottom { from: Decimal },
    #[error("numbers above {from} have no grade")]
    NoTop { from: Decimal },
    /// Only the highest band may be without an upper end, only the lowest without a lower one.
    #[error("band {band} has no end, but another follows")]
    EndlessInside { band: usize },
}

const MOST_BANDS: usize = 12;

/// A place between numbers: just below or just above one. Bands end and begin at such cuts, and cuts
/// are ordered; that is all the arithmetic that bands need.
pub type Cut = (Decimal, bool);

impl Upper {
    /// The place at which it ends or begins; none where it does not.
    #[must_use]
    pub fn cut(self) -> Option<Cut> {
        match self {
            Self::Below(at) => Some((at, false)),
            Self::UpTo(at) => Some((at, true)),
            Self::Unlimited => None,
        }
    }

    fn covers(self, total: Decimal) -> bool {
        match self {
            Self::Below(at) => total < at,
            Self::UpTo(at) => total <= at,
            Self::Unlimited => true,
        }
    }
}

impl Lower {
    /// The place at which it ends or begins; none where it does not.
    #[must_use]
    pub fn cut(self) -> Option<Cut> {
        match self {
            Self::Unlimited => None,
            Self::From(at) => Some((at, false)),
            Self::Above(at) => Some((at, true)),
        }
    }
}

impl Scheme {
    /// From bands as they are stored, lowest first.
    pub fn new(bands: Vec<Band>) -> Result<Self, Vec<SchemeProblem>> {
        let mut ranges = Vec::with_capacity(bands.len());
        let mut lower = Lower::Unlimited;
        for band in bands {
            let next = match band.upper {
                Upper::Below(at) => Lower::From(at),
                Upper::UpTo(at) => Lower::Above(at),
                Upper::Unlimited => Lower::Unlimited,
            };
            ranges.push(Range { lower, band });
            lower = next;
        }
        Self::from_ranges(ranges)
    }

    /// From bands as they are entered, each with both ends, in any order.
    pub fn from_ranges(mut ranges: Vec<Range>) -> Result<Self, Vec<SchemeProblem>> {
        // `None` sorts first: a band without a lower end is the lowest.
        ranges.sort_by_key(|range| range.lower.cut());
        let mut problems = Vec::new();
        if !(2..=MOST_BANDS).contains(&ranges.len()) {
            problems.push(SchemeProblem::BandCount(ranges.len()));
        }
        for (at, range) in ranges.iter().enumerate() {
            check_band(at, &ranges, range, &mut problems);
        }
        if let Some((at, _)) = ranges.first().and_then(|range| range.lower.cut()) {
            problems.push(SchemeProblem::NoBottom { from: at });
        }
        if let Some((at, _)) = ranges.last().and_then(|range| range.band.upper.cut()) {
            problems.push(SchemeProblem::NoTop { from: at });
        }
        for (band, pair) in ranges.windows(2).enumerate() {
            problems.extend(check_seam(band, pair[0].band.upper, pair[1].lower));
        }
        if problems.is_empty() {
            Ok(Self {
                name: Bilingual::default(),
                bands: ranges.into_iter().map(|range| range.band).collect(),
            })
        } else {
            Err(problems)
        }
    }

    #[must_use]
    pub fn named(mut self, name: Bilingual) -> Self {
        self.name = name;
        self
    }

    pub fn name(&self) -> &Bilingual {
        &self.name
    }

    /// Lowest first.
    pub fn bands(&self) -> &[Band] {
        &self.bands
    }

    /// The place in [`bands`](Self::bands) of the grade of an unrounded total.
    pub fn index_of(&self, total: Decimal) -> usize {
        self.bands
            .iter()
            .position(|band| band.upper.covers(total))
            // Never reached: the highest band of a checked scheme covers everything.
            .unwrap_or(self.bands.len() - 1)
    }

    pub fn grade_of(&self, total: Decimal) -> &Band {
        &self.bands[self.index_of(total)]
    }

    /// The band at a stored place, if this scheme has it.
    pub fn band(&self, index: usize) -> Option<&Band> {
        self.bands.get(index)
    }

    pub fn lower_of(&self, index: usize) -> Lower {
        match index.checked_sub(1).and_then(|below| self.bands.get(below)) {
            None => Lower::Unlimited,
            Some(below) => match below.upper {
                Upper::Below(at) => Lower::From(at),
                Upper::UpTo(at) => Lower::Above(at),
                Upper::Unlimited => Lower::Unlimited,
            },
        }
    }

    /// The total as a page may print it: two decimal places, and more only where rounding would
    /// print a number of another grade (79.996 stays 79.996, for "80" would not be very poor).
    pub fn printable(&self, total: Decimal) -> PrintedTotal {
        let grade = self.index_of(total);
        let shown = (2..SETTLED_PLACES)
            .map(|places| rounded(total, places))
            .find(|shown| self.index_of(*shown) == grade)
            .unwrap_or(total);
        PrintedTotal(shown)
    }
}

/// A total as people read it, on pages, on paper and in files alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PrintedTotal(Decimal);

impl PrintedTotal {
    /// Whether nothing was rounded away.
    pub fn is(self, exact: Decimal) -> bool {
        self.0 == exact
    }
}

impl From<PrintedTotal> for Cell {
    fn from(total: PrintedTotal) -> Self {
        total.0.into()
    }
}

impl fmt::Display for PrintedTotal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimals::show(self.0))
    }
}

fn check_band(at: usize, all: &[Range], range: &Range, problems: &mut Vec<SchemeProblem>) {
    let band = &range.band;
    if band.name.is_blank() {
        problems.push(SchemeProblem::NameMissing { band: at });
    }
    let same = |other: &Range| {
        Lang::ALL
            .iter()
            .any(|&lang| other.band.name.get(lang).trim() == band.name.get(lang).trim())
    };
    if !band.name.is_blank() && all[..at].iter().any(same) {
        problems.push(SchemeProblem::RepeatedName { band: at });
    }
    if Bounds::new(Decimal::ZERO, Decimal::TEN, 4)
        .check(band.multiplier)
        .is_err()
    {
        problems.push(SchemeProblem::BadMultiplier {
            band: at,
            multiplier: band.multiplier,
        });
    }
    let far = Decimal::from(10_000);
    for (boundary, _) in [range.lower.cut(), band.upper.cut()].into_iter().flatten() {
        if Bounds::points(-far, far).check(boundary).is_err() {
            problems.push(SchemeProblem::BadBoundary { band: at, boundary });
        }
    }
    if let (Some(from), Some(to)) = (range.lower.cut(), band.upper.cut())
        && from >= to
    {
        problems.push(SchemeProblem::EmptyBand { band: at });
    }
}

fn check_seam(band: usize, upper: Upper, lower: Lower) -> Option<SchemeProblem> {
    match (upper.cut(), lower.cut()) {
        (None, _) => Some(SchemeProblem::EndlessInside { band }),
        (_, None) => Some(SchemeProblem::EndlessInside { band: band + 1 }),
        (Some(end), Some(start)) if end < start => Some(SchemeProblem::Hole {
            band,
            from: end.0,
            to: start.0,
        }),
        (Some(end), Some(start)) if end > start => Some(SchemeProblem::Overlap {
            band,
            from: start.0,
            to: end.0,
        }),
        _ => None,
    }
}

impl TryFrom<Document> for Scheme {
    type Error = SchemeProblem;

    fn try_from(document: Document) -> Result<Self, SchemeProblem> {
        if !(1..=FORMAT).contains(&document.format) {
            return Err(SchemeProblem::UnknownFormat(document.format));
        }
        Self::new(document.bands)
            .map(|scheme| scheme.named(document.name))
            .map_err(|mut problems| problems.swap_remove(0))
    }
}

impl From<Scheme> for Document {
    fn from(scheme: Scheme) -> Self {
        Self {
            format: FORMAT,
            name: scheme.name,
            bands: scheme.bands,
        }
    }
}

#[cfg(test)]
mod tests;
