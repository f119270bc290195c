//! One indicator at a time: the figures of the source, bounds, directions and refusals.

use rust_decimal::Decimal;

use crate::{
    forms::form::{Bilingual, Floor, Level},
    ground::decimals::{show, show_signed},
    scoring::*,
};

pub(super) fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(super) fn measured(target: &str, actual: &str) -> Input {
    Input::Measured {
        target: d(target),
        actual: d(actual),
    }
}

pub(super) fn judged(points: &str) -> Input {
    Input::Judged { points: d(points) }
}

pub(super) fn manual(points: &str, reason: &str) -> Input {
    Input::Manual {
        points: d(points),
        reason: reason.into(),
    }
}

pub(super) fn profit() -> Indicator {
    Form::standard().indicators[0].clone()
}

fn proportional() -> Indicator {
    Indicator {
        kind: Kind::Proportional,
        ..profit()
    }
}

pub(super) fn conduct() -> Indicator {
    Form::standard().indicators[2].clone()
}

pub(super) fn anchored() -> Indicator {
    let level = |share: &str| Level {
        label: Bilingual::default(),
        behaviour: Bilingual::default(),
        share: d(share),
    };
    Indicator {
        kind: Kind::Anchored {
            levels: vec![level("0"), level("0.45"), level("0.5"), level("1")],
        },
        ..conduct()
    }
}

pub(super) fn score(indicator: &Indicator, input: &Input) -> Result<ItemScore, ScoreError> {
    score_item(indicator, PercentMode::Truncate, input)
}

pub(super) fn points(indicator: &Indicator, input: &Input) -> Decimal {
    score(indicator, input).unwrap().points
}

#[test]
fn a_score_can_be_told_in_words() {
    let score = score(&profit(), &measured("1000", "1095")).unwrap();
    let Explanation { basis, weight, .. } = &score.explanation;
    let Basis::Deviation {
        measure,
        rate,
        gain,
    } = basis
    else {
        panic!("{basis:?}")
    };
    let told = format!(
        "{} of {} = {}%, weight {}, {} at {} per 1%: {}",
        show(measure.actual),
        show(measure.target),
        show(measure.achievement),
        show(*weight),
        show_signed(*gain),
        show(*rate),
        show(score.points)
    );
    assert_eq!(told, "1,095 of 1,000 = 109%, weight 60, +9 at 1 per 1%: 69");
    assert_eq!(measure.exact, d("109.5"));
    assert_eq!(score.explanation.rule_version, RULE_VERSION);
    let stored = serde_json::to_string(&score).unwrap();
    assert_eq!(serde_json::from_str::<ItemScore>(&stored).unwrap(), score);
}

#[test]
fn percent_modes_at_98_6_and_109_375() {
    use PercentMode::{Continuous, Round, Truncate};
    for (mode, short, over) in [
        (Truncate, "59", "69"),
        (Round, "59", "69"),
        (Continuous, "58.6", "69.375"),
    ] {
        let points = |input| score_item(&profit(), mode, &input).unwrap().points;
        assert_eq!(points(measured("1000", "986")), d(short), "{mode:?}");
        assert_eq!(points(measured("3200", "3500")), d(over), "{mode:?}");
    }
    let points = |mode| {
        score_item(&profit(), mode, &measured("1000", "984"))
            .unwrap()
            .points
    };
    assert_eq!((points(Truncate), points(Round)), (d("59"), d("58")));
    let scored = score(&proportional(), &measured("1000", "986")).unwrap();
    assert_eq!(scored.points, d("59.4"));
}

#[test]
fn floor_and_cap_hold_and_say_so() {
    let mut indicator = profit();
    let nothing = measured("1000", "0");
    let limited = |indicator: &Indicator, input: &Input| {
        let scored = score(indicator, input).unwrap();
        (
            scored.points,
            scored.explanation.raw,
            scored.explanation.limit,
        )
    };
    let floor = |at| Some(Limit::Floor(d(at)));
    assert_eq!(
        limited(&indicator, &nothing),
        (d("0"), d("-40"), floor("0"))
    );
    indicator.floor = Floor::At(d("10"));
    assert_eq!(
        limited(&indicator, &nothing),
        (d("10"), d("-40"), floor("10"))
    );
    indicator.floor = Floor::Open;
    assert_eq!(limited(&indicator, &nothing), (d("-40"), d("-40"), None));
    indicator.cap = Some(d("75"));
    assert_eq!(
        limited(&indicator, &measured("1000", "1200")),
        (d("75"), d("80"), Some(Limit::Cap(d("75"))))
    );
    assert_eq!(
        limited(&indicator, &measured("1000", "1150")),
        (d("75"), d("75"), None)
    );
    assert_eq!(
        limited(&proportional(), &measured("1000", "-500")),
        (d("0"), d("-30"), floor("0"))
    );
    // The source's second item keeps half of its weight at 0 %.
    assert_eq!(
        points(&Form::standard().indicators[1], &measured("100", "0")),
        d("10")
    );
}

#[test]
fn lower_is_better_mirrors_at_the_target() {
    let costs = Indicator {
        direction: Direction::Lower,
        ..profit()
    };
    for (actual, expected) in [
        ("1000", "60"),
        ("900", "70"),
        ("1100", "50"),
        ("986", "61"),
        ("1014", "59"),
        ("0", "160"),
        ("2000", "0"),
        ("5000", "0"),
    ] {
        assert_eq!(
            points(&costs, &measured("1000", actual)),
            d(expected),
            "{actual}"
        );
    }
    let costs = Indicator {
        kind: Kind::Proportional,
        ..costs
    };
    assert_eq!(points(&costs, &measured("1000", "0")), d("120"));
    assert_eq!(points(&costs, &measured("1000", "1500")), d("30"));
}

#[test]
fn without_a_usable_target_a_person_decides_and_says_why() {
    for indicator in [profit(), proportional()] {
        assert_eq!(
            score(&indicator, &measured("0", "5")),
            Err(ScoreError::TargetZero)
        );
        assert_eq!(
            score(&indicator, &measured("-10", "5")),
            Err(ScoreError::TargetNegative)
        );
        assert_eq!(
            score(&indicator, &manual("50", " \n")),
            Err(ScoreError::ReasonMissing)
        );
        let scored = score(&indicator, &manual("50", " No target was set. ")).unwrap();
        assert_eq!(scored.points, d("50"));
        assert_eq!(
            scored.explanation.basis,
            Basis::Manual {
                reason: "No target was set.".into()
            }
        );
    }
    let mut capped = profit();
    for (indicator, given, min, max, reason) in [
        (
            profit(),
            "160.01",
            "0",
            "160",
            DecimalError::TooLarge(d("160")),
        ),
        (
            proportional(),
            "121",
            "0",
            "120",
            DecimalError::TooLarge(d("120")),
        ),
        (
            conduct(),
            "20.5",
            "0",
            "20",
            DecimalError::TooLarge(d("20")),
        ),
        (profit(), "-1", "0", "160", DecimalError::TooSmall(d("0"))),
        (
            {
                capped.cap = Some(d("80"));
                capped.floor = Floor::At(d("20"));
                capped
            },
            "81",
            "20",
            "80",
            DecimalError::TooLarge(d("80")),
        ),
    ] {
        let (min, max) = (d(min), d(max));
        assert_eq!(
            score(&indicator, &manual(given, "because")),
            Err(ScoreError::Points { min, max, reason })
        );
    }
}

#[test]
fn judgements_and_levels_keep_within_the_weight() {
    assert_eq!(points(&conduct(), &judged("0")), d("0"));
    assert_eq!(points(&conduct(), &judged("20.00")), d("20"));
    for (given, reason) in [
        ("20.01", DecimalError::TooLarge(d("20"))),
        ("-0.01", DecimalError::TooSmall(d("0"))),
        ("7.125", DecimalError::TooManyPlaces(2)),
    ] {
        assert_eq!(
            score(&conduct(), &judged(given)),
            Err(ScoreError::Points {
                min: d("0"),
                max: d("20"),
                reason
            })
        );
    }
    assert_eq!(points(&anchored(), &Input::Level { index: 1 }), d("9"));
    assert_eq!(
        score(&anchored(), &Input::Level { index: 4 }),
        Err(ScoreError::NoSuchLevel)
    );
}

#[test]
fn each_kind_takes_its_own_input_only() {
    let inputs = [
        measured("100", "100"),
        judged("10"),
        Input::Level { index: 0 },
    ];
    for (indicator, fitting) in [
        (profit(), 0),
        (proportional(), 0),
        (conduct(), 1),
        (anchored(), 2),
    ] {
        for (n, input) in inputs.iter().enumerate() {
            let scored = score(&indicator, input);
            assert_eq!(scored.is_ok(), n == fitting);
            assert!(n == fitting || scored == Err(ScoreError::WrongKind));
        }
        assert_eq!(score(&indicator, &Input::Missing), Err(ScoreError::Missing));
    }
}

#[test]
fn figures_out_of_range_are_refused_and_the_ends_of_the_range_are_not() {
    assert_eq!(
        score(&profit(), &measured("1", "1000000000001")),
        Err(ScoreError::Figure(DecimalError::TooLarge(d(
            "1000000000000"
        ))))
    );
    assert_eq!(
        score(&profit(), &measured("0.00001", "1")),
        Err(ScoreError::Figure(DecimalError::TooManyPlaces(4)))
    );
    for mode in [
        PercentMode::Truncate,
        PercentMode::Round,
        PercentMode::Continuous,
    ] {
        for (target, actual) in [
            ("0.0001", "1000000000000"),
            ("0.0001", "-1000000000000"),
            ("1000000000000", "0.0001"),
        ] {
            for direction in [Direction::Higher, Direction::Lower] {
                for indicator in [profit(), proportional()] {
                    let indicator = Indicator {
                        direction,
                        ..indicator
                    };
                    assert!(score_item(&indicator, mode, &measured(target, actual)).is_ok());
                }
            }
        }
    }
}
