//! What a score obliges to: words where it is weak, a comment where it is extreme.

use rust_decimal::Decimal;

use super::score::ItemScore;
use crate::forms::form::{Indicator, Kind};

/// Whether the superior owes an example, a cause and the triple of problem, direction and support:
/// a measured target was missed, a judgement is under 60 % of its weight, a level under half of it.
pub fn weak(indicator: &Indicator, score: &ItemScore) -> bool {
    let share_needed = match indicator.kind {
        Kind::Deviation { .. } | Kind::Proportional => Decimal::ONE,
        Kind::Judgement => Decimal::new(6, 1),
        Kind::Anchored { .. } => Decimal::new(5, 1),
    };
    score.points < indicator.weight * share_needed
}

/// Whether the score lies at the end of what is possible, so that a comment is needed: at or beyond
/// floor or cap for measured kinds, nothing or the full weight for the others.
pub fn extreme(indicator: &Indicator, score: &ItemScore) -> bool {
    let (least, most) = if indicator.kind.is_measured() {
        (indicator.floor.points(), indicator.cap)
    } else {
        (Some(Decimal::ZERO), Some(indicator.weight))
    };
    least.is_some_and(|least| score.points <= least)
        || most.is_some_and(|most| score.points >= most)
}
