//! The appraisal form: one typed document, stored as it is and never changed once a cycle uses it.
//! Unknown fields are refused when reading, so that an older program cannot drop what a newer wrote.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ground::decimals::{Bounds, DecimalError, rounded, truncated};

/// The shape of the document. Raise it when a field changes its meaning.
pub const FORMAT: u16 = 1;

/// A text in the two languages in which the product speaks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    pub en: String,
    pub zh: String,
}

impl Bilingual {
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            en: en.into(),
            zh: zh.into(),
        }
    }

    /// The text in Chinese or in English; in the other language where this one was left empty.
    pub fn get(&self, zh: bool) -> &str {
        let (wanted, other) = if zh {
            (&self.zh, &self.en)
        } else {
            (&self.en, &self.zh)
        };
        if wanted.trim().is_empty() {
            other
        } else {
            wanted
        }
    }

    /// Empty in both languages. A company that works in one language need not write the other.
    pub fn is_blank(&self) -> bool {
        self.en.trim().is_empty() && self.zh.trim().is_empty()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub format: u16,
    pub name: Bilingual,
    pub indicators: Vec<Indicator>,
    #[serde(default)]
    pub percent_mode: PercentMode,
    #[serde(default)]
    pub speaking_order: SpeakingOrder,
    /// What the employee answers in the self-evaluation, beside the indicators.
    #[serde(default)]
    pub self_questions: Vec<Question>,
    /// What the employee answers before the interview.
    #[serde(default)]
    pub preparation_questions: Vec<Question>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub key: String,
    pub prompt: Bilingual,
    #[serde(default)]
    pub hint: Bilingual,
    #[serde(default)]
    pub required: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    pub key: String,
    pub name: Bilingual,
    #[serde(default)]
    pub hint: Bilingual,
    pub kind: Kind,
    pub weight: Decimal,
    #[serde(default)]
    pub direction: Direction,
    #[serde(default)]
    pub floor: Floor,
    #[serde(default)]
    pub cap: Option<Decimal>,
    /// The same target for everybody; where it is open, each person's goals set it.
    #[serde(default)]
    pub target: Option<Decimal>,
    #[serde(default)]
    pub unit: Bilingual,
}

/// How an indicator earns its points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Kind {
    /// `weight + (achievement − 100) × points_per_percent`
    Deviation { points_per_percent: Decimal },
    /// `weight × achievement`
    Proportional,
    /// 0 to `weight`, as the superior judges, with an example.
    Judgement,
    /// Described levels, each worth a share of the weight.
    Anchored { levels: Vec<Level> },
}

impl Kind {
    /// Whether a target and an actual figure decide, not a person.
    pub const fn is_measured(&self) -> bool {
        matches!(self, Self::Deviation { .. } | Self::Proportional)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    pub label: Bilingual,
    /// What somebody at this level does, so that two superiors mean the same by it.
    pub behaviour: Bilingual,
    /// 0 to 1.
    pub share: Decimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    #[default]
    Higher,
    Lower,
}

/// The least that an indicator earns. A document that says nothing means 0; a deficit has to be
/// asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Floor {
    #[default]
    Zero,
    At(Decimal),
    /// No floor: points may go below 0.
    Open,
}

impl Floor {
    pub const fn points(self) -> Option<Decimal> {
        match self {
            Self::Zero => Some(Decimal::ZERO),
            Self::At(points) => Some(points),
            Self::Open => None,
        }
    }
}

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

/// Who speaks first in the interview. The employee, so that the superior's view does not colour
/// theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpeakingOrder {
    #[default]
    EmployeeFirst,
    SuperiorFirst,
}

/// What keeps a form from being saved, and where. `key` is the key of the indicator or question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormProblem {
    /// Written by a newer program, or by none.
    UnknownFormat(u16),
    NameMissing,
    NoIndicator,
    /// A key is empty, too long, or has characters other than a–z, 0–9 and `_`.
    BadKey {
        key: String,
    },
    RepeatedKey {
        key: String,
    },
    TextMissing {
        key: String,
    },
    /// Not more than 0 and at most 100, or with more than two decimal places.
    BadWeight {
        key: String,
        weight: Decimal,
    },
    /// `difference` is what is missing to 100; negative where there is too much.
    WeightSum {
        sum: Decimal,
        difference: Decimal,
    },
    BadRate {
        key: String,
        rate: Decimal,
    },
    /// Above the weight, below −1 000, or with more than two decimal places.
    BadFloor {
        key: String,
        floor: Decimal,
    },
    /// Below the weight, so that reaching the target would not earn it; or above 1 000.
    BadCap {
        key: String,
        cap: Decimal,
    },
    BadTarget {
        key: String,
        reason: DecimalError,
    },
    /// Floor, cap, target or direction on an indicator that no figure decides.
    OnlyForMeasured {
        key: String,
    },
    /// An anchored scale has 2 to 10 levels.
    LevelCount {
        key: String,
        count: usize,
    },
    LevelTextMissing {
        key: String,
        level: usize,
    },
    BadShare {
        key: String,
        level: usize,
        share: Decimal,
    },
    RepeatedShare {
        key: String,
        level: usize,
        share: Decimal,
    },
}

const MOST_LEVELS: usize = 10;
const LONGEST_KEY: usize = 40;
const FURTHEST_POINTS: Decimal = Decimal::ONE_THOUSAND;

impl Form {
    pub fn indicator(&self, key: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|each| each.key == key)
    }

    pub fn check(&self) -> Result<(), Vec<FormProblem>> {
        let mut problems = Vec::new();
        if self.format != FORMAT {
            problems.push(FormProblem::UnknownFormat(self.format));
        }
        if self.name.is_blank() {
            problems.push(FormProblem::NameMissing);
        }
        if self.indicators.is_empty() {
            problems.push(FormProblem::NoIndicator);
        }
        check_keys(
            self.indicators.iter().map(|each| each.key.as_str()),
            &mut problems,
        );
        for indicator in &self.indicators {
            indicator.check(&mut problems);
        }
        if let Err(problem) = weights_sum(self.indicators.iter().map(|each| each.weight)) {
            problems.push(problem);
        }
        for questions in [&self.self_questions, &self.preparation_questions] {
            check_keys(
                questions.iter().map(|each| each.key.as_str()),
                &mut problems,
            );
            for question in questions.iter().filter(|each| each.prompt.is_blank()) {
                problems.push(FormProblem::TextMissing {
                    key: question.key.clone(),
                });
            }
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }
}

impl Indicator {
    fn check(&self, problems: &mut Vec<FormProblem>) {
        let key = || self.key.clone();
        if self.name.is_blank() {
            problems.push(FormProblem::TextMissing { key: key() });
        }
        if self.weight <= Decimal::ZERO
            || Bounds::points(Decimal::ZERO, Decimal::ONE_HUNDRED)
                .check(self.weight)
                .is_err()
        {
            problems.push(FormProblem::BadWeight {
                key: key(),
                weight: self.weight,
            });
        }
        if self.kind.is_measured() {
            self.check_measure(problems);
        } else if self.floor != Floor::Zero
            || self.cap.is_some()
            || self.target.is_some()
            || self.direction != Direction::Higher
        {
            problems.push(FormProblem::OnlyForMeasured { key: key() });
        }
        if let Kind::Anchored { levels } = &self.kind {
            self.check_levels(levels, problems);
        }
    }

    fn check_measure(&self, problems: &mut Vec<FormProblem>) {
        let key = || self.key.clone();
        if let Kind::Deviation { points_per_percent } = self.kind
            && (points_per_percent <= Decimal::ZERO
                || Bounds::new(Decimal::ZERO, Decimal::ONE_HUNDRED, 4)
                    .check(points_per_percent)
                    .is_err())
        {
            problems.push(FormProblem::BadRate {
                key: key(),
                rate: points_per_percent,
            });
        }
        if let Floor::At(floor) = self.floor
            && Bounds::points(-FURTHEST_POINTS, self.weight)
                .check(floor)
                .is_err()
        {
            problems.push(FormProblem::BadFloor { key: key(), floor });
        }
        if let Some(cap) = self.cap
            && Bounds::points(self.weight, FURTHEST_POINTS)
                .check(cap)
                .is_err()
        {
            problems.push(FormProblem::BadCap { key: key(), cap });
        }
        if let Some(target) = self.target
            && let Err(reason) = Bounds::figure().check(target)
        {
            problems.push(FormProblem::BadTarget { key: key(), reason });
        }
    }

    fn check_levels(&self, levels: &[Level], problems: &mut Vec<FormProblem>) {
        let key = || self.key.clone();
        if !(2..=MOST_LEVELS).contains(&levels.len()) {
            problems.push(FormProblem::LevelCount {
                key: key(),
                count: levels.len(),
            });
        }
        let mut seen = BTreeSet::new();
        for (level, each) in levels.iter().enumerate() {
            let share = each.share;
            if each.label.is_blank() || each.behaviour.is_blank() {
                problems.push(FormProblem::LevelTextMissing { key: key(), level });
            }
            if Bounds::new(Decimal::ZERO, Decimal::ONE, 4)
                .check(share)
                .is_err()
            {
                problems.push(FormProblem::BadShare {
                    key: key(),
                    level,
                    share,
                });
            } else if !seen.insert(share) {
                problems.push(FormProblem::RepeatedShare {
                    key: key(),
                    level,
                    share,
                });
            }
        }
    }
}

/// Weights sum to exactly 100; never normalised. Also for weights that goals set per person.
pub fn weights_sum(weights: impl IntoIterator<Item = Decimal>) -> Result<(), FormProblem> {
    let sum = weights.into_iter().fold(Decimal::ZERO, |sum, weight| {
        sum.checked_add(weight).unwrap_or(Decimal::MAX)
    });
    if sum == Decimal::ONE_HUNDRED {
        return Ok(());
    }
    Err(FormProblem::WeightSum {
        sum,
        difference: Decimal::ONE_HUNDRED
            .checked_sub(sum)
            .unwrap_or(Decimal::MIN),
    })
}

fn check_keys<'a>(keys: impl Iterator<Item = &'a str>, problems: &mut Vec<FormProblem>) {
    let mut seen = BTreeSet::new();
    for key in keys {
        let plain = key
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if key.is_empty() || key.len() > LONGEST_KEY || !plain {
            problems.push(FormProblem::BadKey {
                key: key.to_owned(),
            });
        }
        if !seen.insert(key) {
            problems.push(FormProblem::RepeatedKey {
                key: key.to_owned(),
            });
        }
    }
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
