//! The figures that were promised, in one table; and what holds for every form and every later change
//! of it.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::tests::{d, judged, measured, profit};
use crate::{
    forms::form::Floor,
    scoring::{
        breakdown::{Basis as Sources, Breakdown, Why},
        *,
    },
};

#[test]
fn the_promised_figures() {
    use Direction::{Higher, Lower};
    use PercentMode::{Continuous, Round, Truncate};
    let deviation = |rate: &str| Kind::Deviation {
        points_per_percent: d(rate),
    };
    // weight, kind, direction, mode, floor, cap, target, actual, points
    let none = Floor::Zero;
    for (weight, kind, direction, mode, floor, cap, target, actual, points) in [
        (
            "60",
            deviation("1"),
            Higher,
            Truncate,
            none,
            None,
            "3200",
            "3500",
            "69",
        ),
        (
            "60",
            deviation("1"),
            Higher,
            Truncate,
            none,
            None,
            "1000",
            "1095",
            "69",
        ),
        (
            "20",
            deviation("0.1"),
            Higher,
            Truncate,
            none,
            None,
            "100",
            "120",
            "22",
        ),
        // 98.6 % in each mode: what is missing counts in whole percents, rounded, or as it is
        (
            "60",
            deviation("1"),
            Higher,
            Truncate,
            none,
            None,
            "1000",
            "986",
            "59",
        ),
        (
            "60",
            deviation("1"),
            Higher,
            Round,
            none,
            None,
            "1000",
            "986",
            "59",
        ),
        (
            "60",
            deviation("1"),
            Higher,
            Continuous,
            none,
            None,
            "1000",
            "986",
            "58.6",
        ),
        (
            "60",
            Kind::Proportional,
            Higher,
            Continuous,
            none,
            None,
            "1000",
            "986",
            "59.16",
        ),
        // floor: 0 where nothing is said, the one that is said, or none
        (
            "60",
            deviation("1"),
            Higher,
            Truncate,
            none,
            None,
            "1000",
            "0",
            "0",
        ),
        (
            "60",
            deviation("1"),
            Higher,
            Truncate,
            Floor::At(d("25")),
            None,
            "1000",
            "0",
            "25",
        ),
        (
            "60",
            deviation("1"),
            Higher,
            Truncate,
            Floor::Open,
            None,
            "1000",
            "0",
            "-40",
        ),
        // cap
        (
            "60",
            deviation("1"),
            Higher,
            Truncate,
            none,
            Some(d("72")),
            "1000",
            "1500",
            "72",
        ),
        (
            "60",
            deviation("1"),
            Higher,
            Truncate,
            none,
            Some(d("72")),
            "1000",
            "1120",
            "72",
        ),
        (
            "60",
            Kind::Proportional,
            Higher,
            Truncate,
            none,
            Some(d("72")),
            "1000",
            "3000",
            "72",
        ),
        // lower is better: 5 % less is 105 %, 5 % more is 95 %
        (
            "60",
            deviation("1"),
            Lower,
            Truncate,
            none,
            None,
            "1000",
            "950",
            "65",
        ),
        (
            "60",
            deviation("1"),
            Lower,
            Truncate,
            none,
            None,
            "1000",
            "1050",
            "55",
        ),
        (
            "60",
            Kind::Proportional,
            Lower,
            Truncate,
            none,
            None,
            "1000",
            "950",
            "63",
        ),
    ] {
        let indicator = Indicator {
            weight: d(weight),
            kind,
            direction,
            floor,
            cap,
            ..profit()
        };
        let scored = score_item(&indicator, mode, &measured(target, actual)).unwrap();
        assert_eq!(
            scored.points,
            d(points),
            "{indicator:?} {mode:?} {target} {actual}"
        );
    }
    let zero = score_item(&profit(), Truncate, &measured("0", "5"));
    assert_eq!(zero, Err(ScoreError::TargetZero));
    let scheme = Scheme::standard();
    for (total, multiplier) in [
        ("79.99", "0.8"),
        ("80", "0.9"),
        ("89.5", "0.9"),
        ("90", "1.0"),
        ("99.5", "1.0"),
        ("100", "1.0"),
        ("100.01", "1.1"),
        ("120", "1.1"),
        ("120.01", "1.2"),
    ] {
        assert_eq!(
            scheme.grade_of(d(total)).multiplier,
            d(multiplier),
            "{total}"
        );
    }
}

#[test]
fn a_form_of_the_first_format_reads_and_scores_as_before() {
    let mut old = serde_json::to_value(Form::standard()).unwrap();
    let whole = old.as_object_mut().unwrap();
    whole.insert("format".into(), 1.into());
    for field in [
        "about",
        "sections",
        "superior_questions",
        "agenda",
        "meant_for",
    ] {
        whole.remove(field);
    }
    for indicator in whole["indicators"].as_array_mut().unwrap() {
        let indicator = indicator.as_object_mut().unwrap();
        indicator.remove("section");
        indicator.remove("filled_by");
    }
    let read: Form = serde_json::from_value(old).unwrap();
    assert_eq!(read.check(), Ok(()));
    let inputs = BTreeMap::from([
        ("company_profit".to_owned(), measured("3200", "3500")),
        ("must_do_tasks".to_owned(), measured("100", "120")),
        ("conduct".to_owned(), judged("18")),
    ]);
    let scheme = Scheme::standard();
    let now = total(&Form::standard(), &scheme, &inputs);
    assert_eq!(total(&read, &scheme, &inputs), now);
    // and so does a scheme without a name
    let mut old = serde_json::to_value(&scheme).unwrap();
    old["format"] = 1.into();
    old.as_object_mut().unwrap().remove("name");
    let read: Scheme = serde_json::from_value(old).unwrap();
    assert_eq!(read.bands(), scheme.bands());
}

/// Every form of the product, with every mode.
fn forms() -> impl Strategy<Value = Form> {
    let form = prop_oneof![
        Just(Form::standard()),
        Just(Form::quarterly()),
        Just(Form::probation())
    ];
    let mode = prop_oneof![
        Just(PercentMode::Truncate),
        Just(PercentMode::Round),
        Just(PercentMode::Continuous)
    ];
    (form, mode).prop_map(|(form, percent_mode)| Form {
        percent_mode,
        ..form
    })
}

/// An input that may or may not be there, fit or be allowed.
fn input() -> impl Strategy<Value = Input> {
    let number = || (-50_000i64..500_000).prop_map(|cents| Decimal::new(cents, 2));
    prop_oneof![
        1 => Just(Input::Missing),
        6 => (number(), number()).prop_map(|(target, actual)| Input::Measured { target: target.abs(), actual }),
        3 => (0i64..4_000).prop_map(|cents| Input::Judged { points: Decimal::new(cents, 2) }),
        3 => (0usize..6).prop_map(|index| Input::Level { index }),
        2 => (0i64..4_000).prop_map(|cents| Input::Manual { points: Decimal::new(cents, 2), reason: "as agreed".into() }),
    ]
}

fn sources<'a>(form: &'a Form, scheme: &'a Scheme) -> Sources<'a> {
    Sources {
        form,
        form_version: 1,
        scheme,
        scheme_version: 1,
    }
}

/// Anything that an editor could do to a form later.
fn changed(form: &Form, how: u8) -> Form {
    let mut form = form.clone();
    match how % 6 {
        0 => form.indicators.reverse(),
        1 => {
            form.indicators.pop();
        }
        2 => {
            form.percent_mode = match form.percent_mode {
                PercentMode::Round => PercentMode::Continuous,
                _ => PercentMode::Round,
            }
        }
        3 => form
            .indicators
            .iter_mut()
            .for_each(|one| one.weight += Decimal::ONE),
        4 => form.indicators.iter_mut().for_each(|one| one.key.push('x')),
        _ => form.name.en.push_str(" of another year"),
    }
    form
}

proptest! {
    #[test]
    fn no_total_without_a_grade_and_no_grade_with_a_part_missing(form in forms(), inputs in proptest::collection::vec(input(), 7)) {
        let inputs: BTreeMap<String, Input> = form.indicators.iter().map(|one| one.key.clone()).zip(inputs).collect();
        let scheme = Scheme::standard();
        let outcome = total(&form, &scheme, &inputs);
        let whole = form.indicators.iter().all(|one| score_item(one, form.percent_mode, &inputs[&one.key]).is_ok());
        match outcome {
            Outcome::Complete { items, total, band, multiplier } => {
                prop_assert!(whole);
                prop_assert_eq!(items.len(), form.indicators.len());
                prop_assert_eq!(scheme.band(band), Some(scheme.grade_of(total)));
                prop_assert_eq!(multiplier, scheme.grade_of(total).multiplier);
            }
            Outcome::Incomplete { missing, refused, .. } => {
                prop_assert!(!whole);
                prop_assert!(missing.len() + refused.len() > 0);
            }
        }
    }

    #[test]
    fn the_same_inputs_give_the_same_result_after_any_later_change_of_the_form(
        form in forms(), inputs in proptest::collection::vec(input(), 7), how in any::<u8>()
    ) {
        let inputs: BTreeMap<String, Input> = form.indicators.iter().map(|one| one.key.clone()).zip(inputs).collect();
        let scheme = Scheme::standard();
        let before = total(&form, &scheme, &inputs);
        // the version that the cycle keeps, as it is stored
        let stored = serde_json::to_string(&form).unwrap();
        let kept = Breakdown::of(sources(&form, &scheme), &before).map(|one| serde_json::to_string(&one).unwrap());
        let later = changed(&form, how);
        prop_assert_ne!(&later, &form);
        let again: Form = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(&total(&again, &scheme, &inputs), &before);
        // and what was kept explains itself without any form
        if let Some(kept) = kept {
            let read: Breakdown = serde_json::from_str(&kept).unwrap();
            let told = Why::of(&read, crate::access::Lang::En);
            let Outcome::Complete { total, items, .. } = &before else { panic!("a breakdown of nothing") };
            prop_assert_eq!(read.total, *total);
            prop_assert_eq!(told.lines.len(), items.len());
            prop_assert!(told.lines.iter().all(|line| !line.words.is_empty()));
        }
    }
}
