//! The document of a form: defaults, refusals, faults and percent modes.

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;

use crate::{forms::form::*, ground::decimals::DecimalError};

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn problems(change: impl FnOnce(&mut Form)) -> Vec<FormProblem> {
    let mut form = Form::standard();
    change(&mut form);
    form.check().err().unwrap_or_default()
}

#[test]
fn the_form_of_the_product_is_sound_in_both_languages() {
    let form = Form::standard();
    assert_eq!(form.check(), Ok(()));
    let mut texts = vec![&form.name];
    for indicator in &form.indicators {
        texts.extend([&indicator.name, &indicator.hint]);
    }
    for question in form
        .self_questions
        .iter()
        .chain(&form.preparation_questions)
    {
        texts.push(&question.prompt);
    }
    for text in texts {
        assert!(!text.en.is_empty() && !text.zh.is_empty(), "{text:?}");
        assert!(text.en.is_ascii(), "{text:?}");
        assert!(!text.zh.is_ascii(), "{text:?}");
    }
}

#[test]
fn weights_sum_to_exactly_100() {
    for (weight, difference) in [("19.99", "0.01"), ("20.01", "-0.01"), ("60", "-40")] {
        assert_eq!(
            problems(|form| form.indicators[2].weight = d(weight)),
            [FormProblem::WeightSum {
                sum: d("80") + d(weight),
                difference: d(difference)
            }]
        );
    }
    assert_eq!(weights_sum([d("33.33"), d("33.33"), d("33.34")]), Ok(()));
    assert!(weights_sum([Decimal::MAX, Decimal::MAX]).is_err());
    assert!(weights_sum([Decimal::MIN]).is_err());
}

#[test]
fn each_problem_is_named_where_it_is() {
    let profit = || "company_profit".to_owned();
    let conduct = || "conduct".to_owned();
    assert_eq!(
        problems(|form| form.format = 9),
        [FormProblem::UnknownFormat(9)]
    );
    assert_eq!(
        problems(|form| form.name = Bilingual::new(" ", "")),
        [FormProblem::NameMissing]
    );
    assert!(problems(|form| form.indicators.clear()).contains(&FormProblem::NoIndicator));
    assert_eq!(
        problems(|form| form.indicators[1].key = profit()),
        [FormProblem::RepeatedKey { key: profit() }]
    );
    for key in ["", "Profit", "利润", "a b", "a-b", &"a".repeat(41)] {
        assert_eq!(
            problems(|form| form.indicators[1].key = key.to_owned()),
            [FormProblem::BadKey {
                key: key.to_owned()
            }]
        );
    }
    assert_eq!(
        problems(|form| form.indicators[0].name = Bilingual::default()),
        [FormProblem::TextMissing { key: profit() }]
    );
    assert_eq!(
        problems(|form| {
            form.indicators[0].weight = d("80.005");
            form.indicators[1].weight = d("-0.005");
        })
        .len(),
        2
    );
    assert_eq!(
        problems(|form| {
            form.indicators[0].kind = Kind::Deviation {
                points_per_percent: Decimal::ZERO,
            };
        }),
        [FormProblem::BadRate {
            key: profit(),
            rate: Decimal::ZERO
        }]
    );
    assert_eq!(
        problems(|form| {
            form.indicators[0].floor = Floor::At(d("60.01"));
            form.indicators[0].cap = Some(d("59.99"));
            form.indicators[0].target = Some(d("0.00001"));
        }),
        [
            FormProblem::BadFloor {
                key: profit(),
                floor: d("60.01")
            },
            FormProblem::BadCap {
                key: profit(),
                cap: d("59.99")
            },
            FormProblem::BadTarget {
                key: profit(),
                reason: DecimalError::TooManyPlaces(4)
            },
        ]
    );
    assert_eq!(
        problems(|form| form.indicators[2].cap = Some(d("20"))),
        [FormProblem::OnlyForMeasured { key: conduct() }]
    );
    assert_eq!(
        problems(|form| form.self_questions[0].prompt = Bilingual::default()),
        [FormProblem::TextMissing {
            key: "achievements".into()
        }]
    );
}

#[test]
fn anchored_levels_are_described_and_within_the_weight() {
    let level = |share: &str| Level {
        label: Bilingual::new("Solid", "稳定"),
        behaviour: Bilingual::new("Keeps appointments.", "守时守约。"),
        share: d(share),
    };
    let anchored =
        |levels: Vec<Level>| problems(|form| form.indicators[2].kind = Kind::Anchored { levels });
    let key = || "conduct".to_owned();
    assert_eq!(anchored(vec![level("0"), level("0.5"), level("1")]), []);
    assert_eq!(
        anchored(vec![level("1")]),
        [FormProblem::LevelCount {
            key: key(),
            count: 1
        }]
    );
    assert_eq!(
        anchored(vec![level("-0.1"), level("1.01"), level("1"), level("1.0")]),
        [
            FormProblem::BadShare {
                key: key(),
                level: 0,
                share: d("-0.1")
            },
            FormProblem::BadShare {
                key: key(),
                level: 1,
                share: d("1.01")
            },
            FormProblem::RepeatedShare {
                key: key(),
                level: 3,
                share: d("1")
            },
        ]
    );
    let mut silent = level("0");
    silent.behaviour = Bilingual::default();
    assert_eq!(
        anchored(vec![silent, level("1")]),
        [FormProblem::LevelTextMissing {
            key: key(),
            level: 0
        }]
    );
}

#[test]
fn the_stored_document_reads_back_and_refuses_what_it_does_not_know() {
    let form = Form::standard();
    let stored = serde_json::to_value(&form).unwrap();
    assert_eq!(stored["indicators"][0]["kind"]["type"], "deviation");
    assert_eq!(stored["indicators"][1]["kind"]["points_per_percent"], "0.1");
    assert_eq!(
        serde_json::from_value::<Form>(stored.clone()).unwrap(),
        form
    );

    let mut newer = stored;
    newer["indicators"][0]["colour"] = json!("red");
    assert!(serde_json::from_value::<Form>(newer).is_err());
}

#[test]
fn what_a_document_leaves_out_has_its_default() {
    let read = |text: serde_json::Value| serde_json::from_value::<Indicator>(text).unwrap();
    let name = json!({"en": "Costs", "zh": "成本"});
    let short = read(
        json!({"key": "costs", "name": name, "kind": {"type": "proportional"}, "weight": "40"}),
    );
    assert_eq!(short.floor, Floor::Zero);
    assert_eq!(short.floor.points(), Some(Decimal::ZERO));
    assert_eq!((short.cap, short.target), (None, None));
    assert_eq!(short.direction, Direction::Higher);
    let open = read(
        json!({"key": "costs", "name": name, "kind": {"type": "proportional"}, "weight": 40, "floor": "open"}),
    );
    assert_eq!(open.floor.points(), None);
    let ten = read(
        json!({"key": "costs", "name": name, "kind": {"type": "proportional"}, "weight": "40", "floor": {"at": "10"}}),
    );
    assert_eq!(ten.floor, Floor::At(d("10")));
}

#[test]
fn a_text_left_empty_in_one_language_falls_back() {
    let text = Bilingual::new("Profit", " ");
    assert_eq!(
        (text.get(Lang::Zh), text.get(Lang::En)),
        ("Profit", "Profit")
    );
    let text = Bilingual::new("Profit", "利润");
    assert_eq!((text.get(Lang::Zh), text.get(Lang::En)), ("利润", "Profit"));
}

#[test]
fn percent_modes() {
    use PercentMode::{Continuous, Round, Truncate};
    for (exact, truncated, rounded) in [
        ("109.375", "109", "109"),
        ("98.6", "99", "99"),
        ("98.5", "99", "98"),
        ("98.4", "99", "98"),
        ("101.5", "101", "102"),
        ("100.9", "100", "101"),
        ("99.1", "100", "99"),
        ("100", "100", "100"),
        ("0", "0", "0"),
    ] {
        let deviation = d(exact) - Decimal::ONE_HUNDRED;
        let shown = |mode: PercentMode| Decimal::ONE_HUNDRED + mode.counted(deviation);
        assert_eq!(shown(Truncate), d(truncated), "{exact}");
        assert_eq!(shown(Round), d(rounded), "{exact}");
        assert_eq!(shown(Continuous), d(exact));
    }
}

#[test]
fn who_fills_an_indicator_is_said_by_itself_or_by_its_section() {
    use FilledBy::{Both, Superior};
    for (section, own, expected) in [
        (None, None, Both),
        (None, Some(Superior), Superior),
        (Some(Both), None, Both),
        (Some(Superior), None, Superior),
        (Some(Superior), Some(Both), Both),
        (Some(Both), Some(Superior), Superior),
    ] {
        let mut form = Form::standard();
        let key = form.indicators[0].key.clone();
        form.indicators[0].filled_by = own;
        if let Some(filled_by) = section {
            form.sections.push(Section {
                key: "s".into(),
                title: Bilingual::new("Results", "结果"),
                intro: Bilingual::default(),
                filled_by,
            });
            form.indicators[0].section = "s".into();
        }
        assert_eq!(form.filled_by(&form.indicators[0]), expected);
        let asked = form.own_indicators().any(|each| each.key == key);
        assert_eq!(asked, expected == Both, "{section:?} {own:?}");
    }
}

proptest! {
    #[test]
    fn only_weights_of_exactly_100_pass(cents in proptest::collection::vec(1i64..10_000, 1..8)) {
        let weights: Vec<Decimal> = cents.iter().map(|&cents| Decimal::new(cents, 2)).collect();
        let sum: i64 = cents.iter().sum();
        match weights_sum(weights.iter().copied()) {
            Ok(()) => prop_assert_eq!(sum, 10_000),
            Err(FormProblem::WeightSum { difference, .. }) => {
                prop_assert_ne!(sum, 10_000);
                prop_assert_eq!(weights_sum(weights.into_iter().chain([difference])), Ok(()));
            }
            Err(other) => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn gains_and_losses_are_treated_alike(deviation in -100_000i64..100_000) {
        let deviation = Decimal::new(deviation, 3);
        for mode in [PercentMode::Truncate, PercentMode::Round, PercentMode::Continuous] {
            prop_assert_eq!(mode.counted(-deviation), -mode.counted(deviation));
        }
    }
}
