//! How a percentage is rounded before it earns or costs points.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ground::decimals::{rounded, truncated};

/// How much of a percentage counts. Rounding and truncating work on the deviation from 100 %, so
/// that a gain and a loss of the same size are treated alike; see the decision of 2026-11-21.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PercentMode {
    /// Only whole percents count: 109.375 → 109, 98.6 → 99 (towards the target).
    #[default]
    Truncate,
    /// To the nearest whole percent, a half away from 100: 109.5 → 110, 98.5 → 98.
    Round,
    /// Every fraction counts.
    Continuous,
}

impl PercentMode {
    /// What of a deviation, in percent, counts.
    pub fn counted(self, deviation: Decimal) -> Decimal {
        match self {
            Self::Truncate => truncated(deviation, 0),
            Self::Round => rounded(deviation, 0),
            Self::Continuous => deviation,
        }
    }
}
