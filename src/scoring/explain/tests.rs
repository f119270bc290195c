//! The sentences of every kind of score, in both languages.

use crate::{
    forms::form::{Bilingual, Floor, Form, Kind, Level},
    scoring::{Input, explain::*, score_item},
};

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn tell(indicator: &Indicator, mode: PercentMode, input: &Input) -> (String, String) {
    let score = score_item(indicator, mode, input).unwrap();
    let told = |lang| explain(indicator, &score, lang);
    (told(Lang::En), told(Lang::Zh))
}

fn measured(target: &str, actual: &str) -> Input {
    Input::Measured {
        target: d(target),
        actual: d(actual),
    }
}

fn profit() -> Indicator {
    Form::standard().indicators[0].clone()
}

#[test]
fn the_sentence_of_the_design() {
    let (l, z) = (texts(Lang::En), texts(Lang::Zh));
    let (en, zh) = tell(&profit(), PercentMode::Truncate, &measured("1000", "1090"));
    let reached = l.explain_higher("1,090", "1,000", "109");
    assert_eq!(en, l.explain_deviation(reached, "60", "+", "9", "1", "69"));
    let reached = z.explain_higher("1,090", "1,000", "109");
    assert_eq!(zh, z.explain_deviation(reached, "60", "+", "9", "1", "69"));
    let (en, _) = tell(&profit(), PercentMode::Truncate, &measured("1000", "1095"));
    let reached = l.explain_higher("1,095", "1,000", "109");
    let told = l.explain_deviation(reached, "60", "+", "9", "1", "69");
    assert_eq!(en, told + &l.explain_gap() + &l.explain_truncated("109.5"));
}

#[test]
fn rates_other_than_one_losses_and_lower_is_better() {
    let l = texts(Lang::En);
    let tasks = Form::standard().indicators[1].clone();
    let (en, _) = tell(&tasks, PercentMode::Truncate, &measured("100", "90"));
    let reached = l.explain_higher("90", "100", "90");
    assert_eq!(
        en,
        l.explain_deviation(reached, "20", "−", "10", "0.1", "19")
    );
    let lower = Indicator {
        direction: Direction::Lower,
        ..profit()
    };
    let (en, _) = tell(&lower, PercentMode::Truncate, &measured("100", "95"));
    let reached = l.explain_lower("95", "100", "105");
    assert_eq!(en, l.explain_deviation(reached, "60", "+", "5", "1", "65"));
}

#[test]
fn the_bound_that_changed_the_points_is_named() {
    let (l, z) = (texts(Lang::En), texts(Lang::Zh));
    let (en, _) = tell(&profit(), PercentMode::Truncate, &measured("100", "10"));
    let reached = l.explain_higher("10", "100", "10");
    let told = l.explain_deviation(reached, "60", "−", "90", "1", "−30");
    assert_eq!(en, told + &l.explain_gap() + &l.explain_floor("0"));
    let capped = Indicator {
        cap: Some(d("70")),
        floor: Floor::Open,
        ..profit()
    };
    let (en, zh) = tell(&capped, PercentMode::Truncate, &measured("100", "120"));
    assert!(
        en.contains("80") && en.ends_with(&l.explain_cap("70")),
        "{en}"
    );
    assert!(
        zh.contains("80") && zh.ends_with(&z.explain_cap("70")),
        "{zh}"
    );
}

#[test]
fn proportional_judged_level_and_by_hand() {
    let (l, z) = (texts(Lang::En), texts(Lang::Zh));
    let proportional = Indicator {
        kind: Kind::Proportional,
        ..profit()
    };
    let (en, _) = tell(&proportional, PercentMode::Continuous, &measured("3", "1"));
    let reached = l.explain_higher("1", "3", "33.33");
    assert_eq!(en, l.explain_proportional(reached, "60", "33.33", "20"));
    let conduct = Form::standard().indicators[2].clone();
    let judged = Input::Judged { points: d("15.5") };
    let (en, zh) = tell(&conduct, PercentMode::Truncate, &judged);
    assert_eq!(en, l.explain_judged("15.5", "20"));
    assert_eq!(zh, z.explain_judged("15.5", "20"));
    let level = |en: &str, zh: &str, share: &str| Level {
        label: Bilingual::new(en, zh),
        behaviour: Bilingual::default(),
        share: d(share),
    };
    let anchored = Indicator {
        kind: Kind::Anchored {
            levels: vec![level("Rarely", "很少", "0"), level("Often", "经常", "0.75")],
        },
        ..conduct
    };
    let (en, zh) = tell(&anchored, PercentMode::Truncate, &Input::Level { index: 1 });
    assert_eq!(en, l.explain_level("Often", "75", "20", "15"));
    assert_eq!(zh, z.explain_level("经常", "75", "20", "15"));
    let manual = Input::Manual {
        points: d("55"),
        reason: "The plant was closed".into(),
    };
    let (en, _) = tell(&profit(), PercentMode::Truncate, &manual);
    assert_eq!(en, l.explain_manual("55", "60", "The plant was closed"));
}
