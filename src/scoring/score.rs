//! What is known about an indicator, and what follows from it: as data, kept with the result.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    forms::form::{Direction, PercentMode},
    ground::decimals::DecimalError,
};

/// The rules below. Raise it with every change that could give another score for the same input;
/// a stored score keeps the version that made it.
pub const RULE_VERSION: u16 = 1;

/// What is known about one indicator of one person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Input {
    Measured {
        target: Decimal,
        actual: Decimal,
    },
    Judged {
        points: Decimal,
    },
    Level {
        index: usize,
    },
    /// Points given by a person with a reason: where the target is 0, negative or missing, or where
    /// a review or a ruling sets them. Any kind of indicator takes it.
    Manual {
        points: Decimal,
        reason: String,
    },
    /// Several superiors, each with a share of the score; the shares sum to 100.
    Shared {
        parts: Vec<Share>,
    },
    /// Nothing yet. Not the same as 0.
    #[default]
    Missing,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    pub who: String,
    /// In percent.
    pub share: Decimal,
    pub input: Input,
}

/// One superior's points, and how much of them counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weighed {
    pub who: String,
    pub share: Decimal,
    pub points: Decimal,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemScore {
    pub points: Decimal,
    pub explanation: Explanation,
}

/// How the points came about: `raw` follows from `basis`, `points` from `raw` and `limit`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    pub rule_version: u16,
    pub weight: Decimal,
    pub basis: Basis,
    /// Before floor and cap.
    pub raw: Decimal,
    pub limit: Option<Limit>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Basis {
    Deviation {
        measure: Measure,
        /// Points for each percent.
        rate: Decimal,
        /// `measure.deviation × rate`: what was added to the weight, or taken from it.
        gain: Decimal,
    },
    Proportional {
        measure: Measure,
    },
    Judged,
    Level {
        index: usize,
        share: Decimal,
    },
    Manual {
        reason: String,
    },
    Shared {
        parts: Vec<Weighed>,
    },
}

/// A figure beside its target. All percentages are in percent: 109.375, not 1.09375.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    pub target: Decimal,
    pub actual: Decimal,
    pub direction: Direction,
    pub percent_mode: PercentMode,
    /// As computed.
    pub exact: Decimal,
    /// What of it counts under the percent mode.
    pub achievement: Decimal,
    /// `achievement − 100`
    pub deviation: Decimal,
}

/// The bound that changed the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "at", rename_all = "snake_case")]
pub enum Limit {
    Floor(Decimal),
    Cap(Decimal),
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScoreError {
    #[error("nothing was entered")]
    Missing,
    #[error("the form has no such indicator")]
    UnknownIndicator,
    #[error("this indicator is not scored in this way")]
    WrongKind,
    #[error("with a target of 0 the points are given by hand, with a reason")]
    TargetZero,
    #[error("with a negative target the points are given by hand, with a reason")]
    TargetNegative,
    #[error("points between {min} and {max}, with at most two decimal places")]
    Points {
        min: Decimal,
        max: Decimal,
        reason: DecimalError,
    },
    #[error("a figure is out of range: {0}")]
    Figure(DecimalError),
    #[error("there is no such level")]
    NoSuchLevel,
    #[error("points given by hand need a reason")]
    ReasonMissing,
    #[error("the shares of the superiors do not sum to 100")]
    Shares,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub key: String,
    pub score: ItemScore,
}

/// A refused input, at its indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub key: String,
    pub error: ScoreError,
}

/// Items stand in the order of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Complete {
        items: Vec<Item>,
        /// Unrounded; [`printable`](crate::forms::grades::Scheme::printable) makes it presentable.
        total: Decimal,
        /// The place of the grade in [`bands`](crate::forms::grades::Scheme::bands).
        band: usize,
        multiplier: Decimal,
    },
    /// No total, no grade: what is missing never counts as 0, and its weight stays where it is.
    Incomplete {
        items: Vec<Item>,
        missing: Vec<String>,
        refused: Vec<Refused>,
    },
}

impl Outcome {
    pub fn items(&self) -> &[Item] {
        match self {
            Self::Complete { items, .. } | Self::Incomplete { items, .. } => items,
        }
    }

    pub fn item(&self, key: &str) -> Option<&ItemScore> {
        self.items()
            .iter()
            .find(|item| item.key == key)
            .map(|item| &item.score)
    }
}
