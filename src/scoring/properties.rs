//! What holds for every figure, whatever the indicator.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::tests::profit;
use crate::{forms::form::Floor, scoring::*};

fn modes() -> impl Strategy<Value = PercentMode> {
    prop_oneof![
        Just(PercentMode::Truncate),
        Just(PercentMode::Round),
        Just(PercentMode::Continuous)
    ]
}

fn measures() -> impl Strategy<Value = Indicator> {
    let floor = prop_oneof![
        Just(Floor::Zero),
        Just(Floor::Open),
        (-5_000i64..6_000).prop_map(|cents| Floor::At(Decimal::new(cents, 2)))
    ];
    let cap = proptest::option::of((6_000i64..20_000).prop_map(|cents| Decimal::new(cents, 2)));
    (any::<bool>(), any::<bool>(), 1i64..500, floor, cap).prop_map(
        |(deviation, lower, rate, floor, cap)| Indicator {
            kind: if deviation {
                Kind::Deviation {
                    points_per_percent: Decimal::new(rate, 2),
                }
            } else {
                Kind::Proportional
            },
            direction: if lower {
                Direction::Lower
            } else {
                Direction::Higher
            },
            floor,
            cap,
            ..profit()
        },
    )
}

fn figures() -> impl Strategy<Value = Decimal> {
    (-10_000_000i64..100_000_000, 0u32..=4)
        .prop_map(|(mantissa, places)| Decimal::new(mantissa, places))
}

proptest! {
    #[test]
    fn a_better_figure_never_earns_less(
        indicator in measures(), mode in modes(), target in 1i64..10_000_000, a in figures(), b in figures()
    ) {
        let target = Decimal::new(target, 2);
        let points = |actual| score_item(&indicator, mode, &Input::Measured { target, actual }).unwrap().points;
        let (less, more) = (points(a.min(b)), points(a.max(b)));
        match indicator.direction {
            Direction::Higher => prop_assert!(less <= more),
            Direction::Lower => prop_assert!(less >= more),
        }
    }

    #[test]
    fn reaching_the_target_earns_the_weight(indicator in measures(), mode in modes(), target in 1i64..i64::from(i32::MAX)) {
        let target = Decimal::new(target, 4);
        let scored = score_item(&indicator, mode, &Input::Measured { target, actual: target }).unwrap();
        prop_assert_eq!(scored.points, indicator.weight);
        prop_assert!(!weak(&indicator, &scored));
    }

    #[test]
    fn points_follow_from_the_explanation(indicator in measures(), mode in modes(), target in 1i64..10_000_000, actual in figures()) {
        let target = Decimal::new(target, 2);
        let scored = score_item(&indicator, mode, &Input::Measured { target, actual }).unwrap();
        let explanation = &scored.explanation;
        let raw = match &explanation.basis {
            Basis::Deviation { measure, rate, gain } => {
                prop_assert_eq!(measure.deviation, measure.achievement - Decimal::ONE_HUNDRED);
                prop_assert_eq!(*gain, measure.deviation * rate);
                explanation.weight + gain
            }
            Basis::Proportional { measure } => explanation.weight * measure.achievement / Decimal::ONE_HUNDRED,
            other => return Err(TestCaseError::fail(format!("{other:?}"))),
        };
        prop_assert_eq!(explanation.raw, raw);
        let points = match explanation.limit {
            Some(Limit::Floor(at)) => { prop_assert!(raw < at); at }
            Some(Limit::Cap(at)) => { prop_assert!(raw > at); at }
            None => raw,
        };
        prop_assert_eq!(scored.points, points);
    }

    #[test]
    fn fractions_count_less_than_one_percent(mode in modes(), target in 1i64..10_000_000, actual in figures()) {
        let target = Decimal::new(target, 2);
        let scored = score_item(&profit(), mode, &Input::Measured { target, actual }).unwrap();
        let Basis::Deviation { measure, .. } = scored.explanation.basis else { panic!() };
        prop_assert!((measure.exact - measure.achievement).abs() < Decimal::ONE);
        prop_assert!(mode == PercentMode::Continuous || measure.achievement.is_integer());
    }

    #[test]
    fn a_complete_total_has_the_grade_of_its_band(profit in figures(), tasks in figures(), cents in 0i64..=2_000, mode in modes()) {
        let mut form = Form::standard();
        form.percent_mode = mode;
        let scheme = Scheme::standard();
        let figure = |actual| Input::Measured { target: Decimal::from(700), actual };
        let inputs = BTreeMap::from([
            ("company_profit".to_owned(), figure(profit)),
            ("must_do_tasks".to_owned(), figure(tasks)),
            ("conduct".to_owned(), Input::Judged { points: Decimal::new(cents, 2) }),
        ]);
        let Outcome::Complete { items, total, band, multiplier } = total(&form, &scheme, &inputs) else { panic!() };
        prop_assert_eq!(band, scheme.index_of(total));
        prop_assert_eq!(multiplier, scheme.grade_of(total).multiplier);
        let sum: Decimal = items.iter().map(|item| item.score.points).sum();
        prop_assert!((sum - total).abs() <= Decimal::new(5, 11));
    }
}
