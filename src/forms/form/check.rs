//! What a form has to fulfil before it is saved; every fault is named with its place.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{AgendaStep, Direction, FORMAT, Floor, Form, Indicator, Kind, Level};
use crate::ground::decimals::{Bounds, DecimalError};

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
    /// An indicator names a section that the form does not have.
    NoSuchSection {
        key: String,
    },
    SectionTitleMissing {
        key: String,
    },
    /// Indicators of one section stand together, in the order of the sections.
    SectionsMixed {
        key: String,
    },
    /// A step of the interview that does not exist, is named twice, or takes more than four hours.
    BadAgenda {
        step: u8,
    },
}

/// Of an anchored scale.
pub const MOST_LEVELS: usize = 10;
const MOST_MINUTES: u16 = 240;
const LONGEST_KEY: usize = 40;
const FURTHEST_POINTS: Decimal = Decimal::ONE_THOUSAND;

impl Form {
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
        self.check_sections(&mut problems);
        self.check_agenda(&mut problems);
        for questions in [
            &self.self_questions,
            &self.superior_questions,
            &self.preparation_questions,
        ] {
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

    fn check_sections(&self, problems: &mut Vec<FormProblem>) {
        check_keys(self.sections.iter().map(|each| each.key.as_str()), problems);
        for section in self.sections.iter().filter(|each| each.title.is_blank()) {
            problems.push(FormProblem::SectionTitleMissing {
                key: section.key.clone(),
            });
        }
        // without a section is before the first one
        let mut reached = 0;
        for indicator in &self.indicators {
            let key = || indicator.key.clone();
            let place = if indicator.section.is_empty() {
                0
            } else if let Some(at) = self
                .sections
                .iter()
                .position(|each| each.key == indicator.section)
            {
                at + 1
            } else {
                problems.push(FormProblem::NoSuchSection { key: key() });
                continue;
            };
            if place < reached {
                problems.push(FormProblem::SectionsMixed { key: key() });
            }
            reached = reached.max(place);
        }
    }

    fn check_agenda(&self, problems: &mut Vec<FormProblem>) {
        let mut seen = BTreeSet::new();
        for AgendaStep { step, minutes, .. } in &self.agenda {
            if !(1..=8).contains(step)
                || minutes.is_some_and(|minutes| minutes > MOST_MINUTES)
                || !seen.insert(step)
            {
                problems.push(FormProblem::BadAgenda { step: *step });
            }
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
        match &self.kind {
            Kind::Anchored { levels } => self.check_levels(levels, problems),
            Kind::Deviation { .. } | Kind::Proportional | Kind::Judgement => {}
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
