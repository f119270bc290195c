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
    let plain = |lang| explain(indicator, &score, lang).replace('\u{202f}', " ");
    (plain(Lang::En), plain(Lang::Zh))
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
    let (en, zh) = tell(&profit(), PercentMode::Truncate, &measured("1000", "1090"));
    assert_eq!(
        en,
        "1 090 of 1 000 = 109 %, weight 60, +9 points at 1 point per 1 %: 69"
    );
    assert_eq!(
        zh,
        "实际 1 090 / 目标 1 000 = 109%，权重 60，按每 1% 计 1 分，+9 分，得 69 分"
    );
    let (en, _) = tell(&profit(), PercentMode::Truncate, &measured("1000", "1095"));
    assert_eq!(
        en,
        "1 095 of 1 000 = 109 %, weight 60, +9 points at 1 point per 1 %: 69. Exactly 109.5 %; only whole percents count."
    );
}

#[test]
fn rates_other_than_one_losses_and_lower_is_better() {
    let tasks = Form::standard().indicators[1].clone();
    let (en, _) = tell(&tasks, PercentMode::Truncate, &measured("100", "90"));
    assert_eq!(
        en,
        "90 of 100 = 90 %, weight 20, −1 points at 0.1 points per 1 %: 19"
    );
    let lower = Indicator {
        direction: Direction::Lower,
        ..profit()
    };
    let (en, zh) = tell(&lower, PercentMode::Truncate, &measured("100", "95"));
    assert_eq!(
        en,
        "95 against 100, less is better = 105 %, weight 60, +5 points at 1 point per 1 %: 65"
    );
    assert!(zh.contains("越低越好"));
}

#[test]
fn the_bound_that_changed_the_points_is_named() {
    let (en, _) = tell(&profit(), PercentMode::Truncate, &measured("100", "10"));
    assert_eq!(
        en,
        "10 of 100 = 10 %, weight 60, −90 points at 1 point per 1 %: −30. The least for this indicator is 0."
    );
    let capped = Indicator {
        cap: Some(d("70")),
        floor: Floor::Open,
        ..profit()
    };
    let (en, zh) = tell(&capped, PercentMode::Truncate, &measured("100", "120"));
    assert!(
        en.ends_with(": 80. The most for this indicator is 70."),
        "{en}"
    );
    assert!(zh.ends_with("得 80 分。该项最高 70 分"), "{zh}");
}

#[test]
fn proportional_judged_level_and_by_hand() {
    let proportional = Indicator {
        kind: Kind::Proportional,
        ..profit()
    };
    let (en, _) = tell(&proportional, PercentMode::Continuous, &measured("3", "1"));
    assert_eq!(en, "1 of 3 = 33.33 %, weight 60 × 33.33 %: 20");
    let conduct = Form::standard().indicators[2].clone();
    let judged = Input::Judged { points: d("15.5") };
    let (en, zh) = tell(&conduct, PercentMode::Truncate, &judged);
    assert_eq!(en, "Judged by the superior: 15.5 of 20");
    assert_eq!(zh, "上级评分：15.5 分（满分 20 分）");
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
    assert_eq!(en, "Level “Often” is 75 % of weight 20: 15");
    assert!(zh.contains("等级“经常”"));
    let manual = Input::Manual {
        points: d("55"),
        reason: "The plant was closed".into(),
    };
    let (en, _) = tell(&profit(), PercentMode::Truncate, &manual);
    assert_eq!(
        en,
        "Given by hand: 55, weight 60. Reason: The plant was closed"
    );
}
