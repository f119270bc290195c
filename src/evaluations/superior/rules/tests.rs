//! What an evaluation lacks, what follows from it, and that corrections touch named items only.

use proptest::prelude::*;

use crate::{access::Lang, evaluations::superior::rules::*, web::texts};

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn measured(target: &str, actual: &str) -> Item {
    Item {
        input: Input::Measured {
            target: d(target),
            actual: d(actual),
        },
        ..Item::default()
    }
}

fn judged(points: &str) -> Item {
    Item {
        input: Input::Judged { points: d(points) },
        ..Item::default()
    }
}

/// An evaluation on the standard form.
fn evaluation(profit: Item, tasks: Item, conduct: Item) -> Evaluation {
    Evaluation {
        items: BTreeMap::from([
            ("company_profit".into(), profit),
            ("must_do_tasks".into(), tasks),
            ("conduct".into(), conduct),
        ]),
        ..Evaluation::default()
    }
}

fn lacking(evaluation: &Evaluation) -> Vec<String> {
    let l = texts(Lang::En);
    crate::web::FieldError::list(&lacks(&Form::standard(), evaluation, l), l)
        .into_iter()
        .map(|error| error.field)
        .collect()
}

fn with_example(item: Item) -> Item {
    Item {
        example: "In May".into(),
        ..item
    }
}

#[test]
fn the_example_of_the_design() {
    let full = evaluation(
        measured("3200", "3500"),
        measured("100", "120"),
        with_example(judged("18")),
    );
    assert_eq!(lacking(&full), Vec::<String>::new());
    let Outcome::Complete { total, band, .. } =
        outcome(&Form::standard(), &Scheme::standard(), &full)
    else {
        panic!()
    };
    assert_eq!((total, band), (d("109"), 3));
}

#[test]
fn an_empty_one_lacks_every_score_and_has_no_result() {
    let empty = Evaluation::default();
    assert_eq!(
        lacking(&empty),
        [
            "points.conduct",
            "target.company_profit",
            "target.must_do_tasks"
        ]
    );
    assert!(matches!(
        outcome(&Form::standard(), &Scheme::standard(), &empty),
        Outcome::Incomplete { .. }
    ));
}

#[test]
fn a_weak_item_owes_example_cause_and_the_triple() {
    let weak = evaluation(
        measured("100", "99"),
        measured("100", "100"),
        with_example(judged("12")),
    );
    let owed = ["cause", "direction", "example", "problem", "support"]
        .map(|field| format!("{field}.company_profit"));
    assert_eq!(lacking(&weak), owed);

    let item = Item {
        cause: Some(Cause::Process),
        problem: "Late".into(),
        direction: "Plan weekly".into(),
        support: "A second pair of eyes".into(),
        ..with_example(measured("100", "99"))
    };
    let explained = evaluation(item, measured("100", "100"), with_example(judged("12")));
    assert_eq!(lacking(&explained), Vec::<String>::new());
}

#[test]
fn blanks_are_not_words() {
    let blank = Item {
        example: " \n\t".into(),
        ..judged("15")
    };
    let evaluation = evaluation(measured("1", "1"), measured("1", "1"), blank);
    assert_eq!(lacking(&evaluation), ["example.conduct"]);
}

#[test]
fn an_extreme_score_owes_a_comment() {
    let full = evaluation(
        measured("1", "1"),
        measured("1", "1"),
        with_example(judged("20")),
    );
    assert_eq!(lacking(&full), ["comment.conduct"]);
}

#[test]
fn the_missing_half_of_a_measurement_is_named() {
    let begun = |target: Option<&str>, actual: Option<&str>, points: Option<&str>| Item {
        begun: Begun {
            target: target.map(d),
            actual: actual.map(d),
            points: points.map(d),
            reason: String::new(),
        },
        ..Item::default()
    };
    for (item, field) in [
        (begun(Some("10"), None, None), "actual"),
        (begun(None, Some("10"), None), "target"),
        (begun(Some("0"), Some("10"), None), "hand_points"),
        (begun(Some("-1"), None, None), "hand_points"),
        (begun(None, None, Some("5")), "hand_reason"),
        (begun(Some("0"), None, Some("5")), "hand_reason"),
        // points by hand do not stand in for the figure of a target that can be measured
        (begun(Some("10"), None, Some("5")), "actual"),
    ] {
        let evaluation = evaluation(item.clone(), measured("1", "1"), with_example(judged("15")));
        assert_eq!(
            lacking(&evaluation),
            [format!("{field}.company_profit")],
            "{item:?}"
        );
    }
}

#[test]
fn low_grades_are_always_reviewed() {
    let scheme = Scheme::standard();
    let waits: Vec<bool> = (0..5)
        .map(|band| needs_review(&scheme, false, band))
        .collect();
    assert_eq!(waits, [true, true, false, false, false]);
    assert!((0..5).all(|band| needs_review(&scheme, true, band)));
    // a grade that the scheme does not have is nothing to be released unseen
    assert!(needs_review(&scheme, false, 9));
}

#[test]
fn an_adjustment_keeps_the_figures_beside_the_new_points() {
    let before = evaluation(
        measured("100", "80"),
        measured("1", "1"),
        with_example(judged("15")),
    );
    let points = BTreeMap::from([("company_profit".to_owned(), d("50"))]);
    let after = adjusted(&before, &points, "a wrong ledger");
    assert_eq!(
        after.items["company_profit"].figures(),
        (Some(d("100")), Some(d("80")))
    );
    let scored = outcome(&Form::standard(), &Scheme::standard(), &after);
    assert_eq!(scored.item("company_profit").unwrap().points, d("50"));
}

proptest! {
    #[test]
    fn an_adjustment_changes_named_items_only(
        named in proptest::collection::btree_set(0usize..3, 0..=3),
        cents in 0i64..=2000,
    ) {
        let before = evaluation(measured("100", "110"), measured("100", "90"), with_example(judged("15")));
        let keys = ["company_profit", "must_do_tasks", "conduct"];
        let points: BTreeMap<String, Decimal> = named
            .iter()
            .map(|index| (keys[*index].to_owned(), Decimal::new(cents, 2)))
            .collect();
        let after = adjusted(&before, &points, "reason");
        prop_assert_eq!((&after.strengths, &after.summary), (&before.strengths, &before.summary));
        for key in keys {
            if points.contains_key(key) {
                let is_manual = matches!(after.items[key].input, Input::Manual { .. });
                prop_assert!(is_manual);
                prop_assert_eq!(&after.items[key].example, &before.items[key].example);
            } else {
                prop_assert_eq!(&after.items[key], &before.items[key]);
            }
        }
    }

    #[test]
    fn a_stored_evaluation_comes_back_the_same(target in proptest::option::of(-1000i64..1000), cents in 0i64..=2000, words in ".{0,40}") {
        let mut item = judged("1");
        item.input = Input::Judged { points: Decimal::new(cents, 2) };
        item.begun.target = target.map(Decimal::from);
        item.comment.clone_from(&words);
        item.cause = Some(Cause::Ability);
        let before = evaluation(item, Item::default(), measured("0.1", "3"));
        let json = serde_json::to_value(&before).unwrap();
        prop_assert_eq!(serde_json::from_value::<Evaluation>(json).unwrap(), before);
    }
}
