//! A whole form: totals, grades, what is missing, what is weak.

use rust_decimal::Decimal;

use super::tests::{anchored, conduct, d, judged, manual, measured, points, profit, score};
use super::*;

fn standard(profit: Input, tasks: Input, conduct: Input) -> Outcome {
    let inputs = BTreeMap::from([
        ("company_profit".to_owned(), profit),
        ("must_do_tasks".to_owned(), tasks),
        ("conduct".to_owned(), conduct),
    ]);
    total(&Form::standard(), &Scheme::standard(), &inputs)
}

#[test]
fn the_figures_of_the_source() {
    let form = Form::standard();
    assert_eq!(
        points(&form.indicators[0], &measured("3200", "3500")),
        d("69")
    );
    assert_eq!(
        points(&form.indicators[1], &measured("100", "120")),
        d("22")
    );
    let outcome = standard(
        measured("3200", "3500"),
        measured("100", "120"),
        judged("9"),
    );
    let Outcome::Complete {
        total,
        band,
        multiplier,
        items,
    } = outcome
    else {
        panic!("{outcome:?}")
    };
    assert_eq!((total, multiplier, items.len()), (d("100"), d("1"), 3));
    assert_eq!(Scheme::standard().bands()[band].name.en, "Good");
}

#[test]
fn a_missing_or_refused_part_leaves_no_total() {
    let outcome = standard(measured("100", "100"), Input::Missing, judged("21"));
    let Outcome::Incomplete {
        items,
        missing,
        refused,
    } = outcome
    else {
        panic!("{outcome:?}")
    };
    assert_eq!(items.len(), 1);
    assert_eq!(missing, ["must_do_tasks"]);
    assert_eq!(refused[0].key, "conduct");

    let (form, scheme) = (Form::standard(), Scheme::standard());
    let nothing = total(&form, &scheme, &BTreeMap::new());
    assert!(matches!(&nothing, Outcome::Incomplete { missing, .. } if missing.len() == 3));
    let stray = BTreeMap::from([("other".to_owned(), judged("1"))]);
    assert!(matches!(
        total(&form, &scheme, &stray),
        Outcome::Incomplete { refused, .. } if refused[0].error == ScoreError::UnknownIndicator
    ));
}

#[test]
fn totals_meet_the_boundaries_of_the_grades() {
    for (wanted, multiplier) in [
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
        let rest = d(wanted) - d("40");
        let outcome = standard(
            manual(&rest.to_string(), "set by hand"),
            measured("100", "100"),
            judged("20"),
        );
        let Outcome::Complete {
            total,
            multiplier: found,
            ..
        } = outcome
        else {
            panic!("{outcome:?}")
        };
        assert_eq!((total, found), (d(wanted), d(multiplier)));
    }
}

#[test]
fn thirds_that_make_up_a_whole_do_not_cross_a_boundary() {
    let mut form = Form::standard();
    form.percent_mode = PercentMode::Continuous;
    for (indicator, weight) in form.indicators.iter_mut().zip(["33.33", "33.33", "33.34"]) {
        indicator.kind = Kind::Deviation {
            points_per_percent: Decimal::ONE,
        };
        indicator.weight = d(weight);
    }
    // +1/3 %, +1/3 %, −2/3 %: exactly 100, though no decimal can write any of the three.
    let inputs = form
        .indicators
        .iter()
        .zip(["301", "301", "298"])
        .map(|(indicator, actual)| (indicator.key.clone(), measured("300", actual)))
        .collect();
    let outcome = total(&form, &Scheme::standard(), &inputs);
    assert!(
        matches!(&outcome, Outcome::Complete { total, multiplier, .. }
            if *total == d("100") && *multiplier == d("1")),
        "{outcome:?}"
    );
}

#[test]
fn weak_and_extreme() {
    let capped = Indicator {
        cap: Some(d("75")),
        ..profit()
    };
    for (indicator, input, is_weak, is_extreme) in [
        (profit(), measured("100", "100"), false, false),
        (profit(), measured("1000", "995"), false, false),
        (profit(), measured("100", "99"), true, false),
        (profit(), measured("100", "40"), true, true),
        (profit(), measured("100", "300"), false, false),
        (capped.clone(), measured("100", "115"), false, true),
        (capped, measured("100", "300"), false, true),
        (conduct(), judged("12"), false, false),
        (conduct(), judged("11.99"), true, false),
        (conduct(), judged("0"), true, true),
        (conduct(), judged("20"), false, true),
        (anchored(), Input::Level { index: 0 }, true, true),
        (anchored(), Input::Level { index: 1 }, true, false),
        (anchored(), Input::Level { index: 2 }, false, false),
        (anchored(), Input::Level { index: 3 }, false, true),
    ] {
        let scored = score(&indicator, &input).unwrap();
        assert_eq!(weak(&indicator, &scored), is_weak, "{input:?}");
        assert_eq!(extreme(&indicator, &scored), is_extreme, "{input:?}");
    }
}
