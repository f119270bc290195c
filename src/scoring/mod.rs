//! From figures and judgements to points, a total and a grade. Every score carries the whole way to
//! it as data, so that a page can tell it in words and a record can be checked years later.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{
    forms::{
        form::{Direction, Form, Indicator, Kind, PercentMode},
        grades::Scheme,
    },
    ground::decimals::{Bounds, DecimalError, settled},
};

pub mod breakdown;
pub mod explain;
mod owed;
mod score;
mod shared;
pub use owed::{extreme, weak};
pub use score::{
    Basis, Explanation, Input, Item, ItemScore, Limit, Measure, Outcome, RULE_VERSION, Refused,
    ScoreError, Share, Weighed,
};

/// The points that a person may give on this indicator. Judged kinds: 0 to the weight. Measured
/// kinds: floor (0 where it is open) to cap; where the form sets no cap, what an achievement of 200 % would earn, so that
/// a slip of the finger is caught.
pub fn points_bounds(indicator: &Indicator) -> Bounds {
    let weight = indicator.weight;
    let (min, max) = match indicator.kind {
        Kind::Judgement | Kind::Anchored { .. } => (Decimal::ZERO, weight),
        Kind::Deviation { points_per_percent } => (
            indicator.floor.points().unwrap_or(Decimal::ZERO),
            indicator
                .cap
                .unwrap_or(weight + points_per_percent * Decimal::ONE_HUNDRED),
        ),
        Kind::Proportional => (
            indicator.floor.points().unwrap_or(Decimal::ZERO),
            indicator.cap.unwrap_or(weight + weight),
        ),
    };
    Bounds::points(min, max)
}

pub fn score_item(
    indicator: &Indicator,
    mode: PercentMode,
    input: &Input,
) -> Result<ItemScore, ScoreError> {
    let weight = indicator.weight;
    let (basis, raw) = match (input, &indicator.kind) {
        (Input::Missing, _) => return Err(ScoreError::Missing),
        (Input::Shared { parts }, _) => {
            shared::weigh(parts, |input| score_item(indicator, mode, input))?
        }
        (Input::Manual { points, reason }, _) => {
            let points = given(indicator, *points)?;
            let reason = reason.trim().to_owned();
            if reason.is_empty() {
                return Err(ScoreError::ReasonMissing);
            }
            (Basis::Manual { reason }, points)
        }
        (Input::Judged { points }, Kind::Judgement) => (Basis::Judged, given(indicator, *points)?),
        (Input::Level { index }, Kind::Anchored { levels }) => {
            let share = levels.get(*index).ok_or(ScoreError::NoSuchLevel)?.share;
            let index = *index;
            (Basis::Level { index, share }, weight * share)
        }
        (Input::Measured { target, actual }, Kind::Deviation { points_per_percent }) => {
            let measure = measure(*target, *actual, indicator.direction, mode)?;
            let rate = *points_per_percent;
            let gain = product(measure.deviation, rate)?;
            let basis = Basis::Deviation {
                measure,
                rate,
                gain,
            };
            (basis, weight + gain)
        }
        (Input::Measured { target, actual }, Kind::Proportional) => {
            let measure = measure(*target, *actual, indicator.direction, mode)?;
            let raw = product(weight, measure.achievement)? / Decimal::ONE_HUNDRED;
            (Basis::Proportional { measure }, raw)
        }
        _ => return Err(ScoreError::WrongKind),
    };
    let raw = raw.normalize();
    let limit = limit(indicator, raw);
    let points = match limit {
        Some(Limit::Floor(at) | Limit::Cap(at)) => at.normalize(),
        None => raw,
    };
    Ok(ItemScore {
        points,
        explanation: Explanation {
            rule_version: RULE_VERSION,
            weight: weight.normalize(),
            basis,
            raw,
            limit,
        },
    })
}

/// Achievement of a figure.
///
/// Higher is better: `actual ÷ target × 100`. Lower is better: `200 − actual ÷ target × 100`, the
/// mirror image at the target: 5 % less than the target is 105 %, 5 % more is 95 %, nothing at all is
/// 200 %. Strategy and KPI systems in use compute it so (STRATEC Gestão Estratégica, "downwards
/// polarity"; CAMMS interplan, "less is better": `1 − actual/target + 1`), and Chinese appraisal
/// tables as `(2 − 实际 ÷ 目标) × 100%`. The other usage, `target ÷ actual`, has no value at 0 and
/// pays the second half of a saving more than the first.
///
/// A quotient means nothing for a target of 0 and turns round for a negative one; a person decides
/// then.
pub fn measure(
    target: Decimal,
    actual: Decimal,
    direction: Direction,
    percent_mode: PercentMode,
) -> Result<Measure, ScoreError> {
    let bounds = Bounds::figure();
    let target = bounds.check(target).map_err(ScoreError::Figure)?;
    let actual = bounds.check(actual).map_err(ScoreError::Figure)?;
    if target.is_zero() {
        return Err(ScoreError::TargetZero);
    }
    if target.is_sign_negative() {
        return Err(ScoreError::TargetNegative);
    }
    let hundred = Decimal::ONE_HUNDRED;
    // Within the bounds of a figure neither of the two can overflow.
    let ratio = product(actual, hundred)? / target;
    let exact = match direction {
        Direction::Higher => ratio,
        Direction::Lower => hundred + hundred - ratio,
    }
    .normalize();
    let deviation = percent_mode.counted(exact - hundred).normalize();
    Ok(Measure {
        target,
        actual,
        direction,
        percent_mode,
        exact,
        achievement: (hundred + deviation).normalize(),
        deviation,
    })
}

fn product(a: Decimal, b: Decimal) -> Result<Decimal, ScoreError> {
    a.checked_mul(b)
        .map(|product| product.normalize())
        .ok_or(ScoreError::Figure(DecimalError::TooLong))
}

fn given(indicator: &Indicator, points: Decimal) -> Result<Decimal, ScoreError> {
    let bounds = points_bounds(indicator);
    bounds.check(points).map_err(|reason| ScoreError::Points {
        min: bounds.min,
        max: bounds.max,
        reason,
    })
}

/// Only measured kinds have a floor and a cap; the others cannot leave 0 to weight.
fn limit(indicator: &Indicator, raw: Decimal) -> Option<Limit> {
    if !indicator.kind.is_measured() {
        return None;
    }
    let floor = indicator.floor.points().filter(|floor| raw < *floor);
    let cap = indicator.cap.filter(|cap| raw > *cap);
    floor.map(Limit::Floor).or(cap.map(Limit::Cap))
}

/// Scores everything that is there; a total and a grade only when nothing is missing or refused.
pub fn total(form: &Form, scheme: &Scheme, inputs: &BTreeMap<String, Input>) -> Outcome {
    let mut items = Vec::with_capacity(form.indicators.len());
    let mut missing = Vec::new();
    let mut refused = Vec::new();
    let mut sum = Decimal::ZERO;
    for indicator in &form.indicators {
        let key = indicator.key.clone();
        let input = inputs.get(&key).unwrap_or(&Input::Missing);
        match score_item(indicator, form.percent_mode, input) {
            Ok(score) => {
                sum += score.points;
                items.push(Item { key, score });
            }
            Err(ScoreError::Missing) => missing.push(key),
            Err(error) => refused.push(Refused { key, error }),
        }
    }
    for key in inputs.keys().filter(|key| form.indicator(key).is_none()) {
        refused.push(Refused {
            key: key.clone(),
            error: ScoreError::UnknownIndicator,
        });
    }
    if !missing.is_empty() || !refused.is_empty() || items.is_empty() {
        return Outcome::Incomplete {
            items,
            missing,
            refused,
        };
    }
    let total = settled(sum);
    let band = scheme.index_of(total);
    Outcome::Complete {
        items,
        total,
        band,
        multiplier: scheme.bands()[band].multiplier,
    }
}

#[cfg(test)]
mod design_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod total_tests;
