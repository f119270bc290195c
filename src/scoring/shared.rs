//! One indicator scored by several superiors. What one of them has not given yet is missing for the
//! whole: no share ever moves to another by itself.

use rust_decimal::Decimal;

use super::score::{Basis, Input, ItemScore, ScoreError, Share, Weighed};

/// The points of all, each by its share.
pub(super) fn weigh(
    shares: &[Share],
    score: impl Fn(&Input) -> Result<ItemScore, ScoreError>,
) -> Result<(Basis, Decimal), ScoreError> {
    if shares.iter().map(|one| one.share).sum::<Decimal>() != Decimal::ONE_HUNDRED {
        return Err(ScoreError::Shares);
    }
    let mut parts = Vec::with_capacity(shares.len());
    let mut raw = Decimal::ZERO;
    for one in shares {
        if matches!(one.input, Input::Shared { .. }) {
            return Err(ScoreError::WrongKind);
        }
        let points = score(&one.input)?.points;
        raw += points * one.share / Decimal::ONE_HUNDRED;
        parts.push(Weighed {
            who: one.who.clone(),
            share: one.share.normalize(),
            points,
        });
    }
    Ok((Basis::Shared { parts }, raw))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        forms::form::{Form, Indicator, PercentMode},
        scoring::score_item,
    };

    fn conduct() -> Indicator {
        Form::standard()
            .indicator("conduct")
            .cloned()
            .expect("conduct")
    }

    fn judged(points: i64, share: i64) -> Share {
        Share {
            who: format!("S{share}"),
            share: share.into(),
            input: Input::Judged {
                points: points.into(),
            },
        }
    }

    fn score(parts: Vec<Share>) -> Result<Decimal, ScoreError> {
        score_item(&conduct(), PercentMode::Truncate, &Input::Shared { parts })
            .map(|score| score.points)
    }

    #[test]
    fn each_counts_by_its_share_and_a_missing_one_is_missing_for_all() {
        assert_eq!(
            score(vec![judged(18, 70), judged(10, 30)]),
            Ok(Decimal::new(156, 1))
        );
        let mut open = vec![judged(18, 70), judged(10, 30)];
        open[1].input = Input::Missing;
        assert_eq!(score(open), Err(ScoreError::Missing));
        assert_eq!(
            score(vec![judged(18, 70), judged(10, 20)]),
            Err(ScoreError::Shares)
        );
        let inner = Share {
            who: String::new(),
            share: 100.into(),
            input: Input::Shared {
                parts: vec![judged(18, 100)],
            },
        };
        assert_eq!(score(vec![inner]), Err(ScoreError::WrongKind));
    }

    proptest! {
        /// Between the lowest and the highest of its parts, and the same whatever their order.
        #[test]
        fn a_shared_score_lies_between_its_parts(a in 0i64..=20, b in 0i64..=20, share in 1i64..100) {
            let points = score(vec![judged(a, share), judged(b, 100 - share)]);
            let turned = score(vec![judged(b, 100 - share), judged(a, share)]);
            prop_assert_eq!(&points, &turned);
            let points = points.expect("complete");
            prop_assert!(points >= Decimal::from(a.min(b)) && points <= Decimal::from(a.max(b)));
        }
    }
}
