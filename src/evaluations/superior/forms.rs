//! The raw form to the document. Faults are about what can never be saved; what is only still
//! missing is `rules::lacks`.

use rust_decimal::Decimal;

use super::rules::{Begun, Cause, Evaluation, Item};
use crate::{
    forms::form::{Form, Indicator, Kind},
    ground::decimals::Bounds,
    scoring::{self, Input},
    web::forms::{Faults, Fields, LONG},
};

/// Reads the form of one evaluation.
#[must_use]
pub fn read(form: &Form, fields: &Fields) -> (Evaluation, Faults) {
    let mut faults = Faults::default();
    let items = form
        .indicators
        .iter()
        .map(|indicator| (indicator.key.clone(), item(indicator, fields, &mut faults)))
        .collect();
    let answers = form
        .superior_questions
        .iter()
        .map(|question| {
            let name = format!("answer.{}", question.key);
            (question.key.clone(), fields.text(&name, LONG, &mut faults))
        })
        .collect();
    let evaluation = Evaluation {
        items,
        answers,
        strengths: fields.text("strengths", LONG, &mut faults),
        summary: fields.text("summary", LONG, &mut faults),
        ..Evaluation::default()
    };
    (evaluation, faults)
}

fn item(indicator: &Indicator, fields: &Fields, faults: &mut Faults) -> Item {
    let key = &indicator.key;
    let (input, begun) = match &indicator.kind {
        Kind::Judgement => {
            let name = format!("points.{key}");
            let points = fields.decimal(&name, scoring::points_bounds(indicator), faults);
            let input = points.map_or(Input::Missing, |points| Input::Judged { points });
            (input, Begun::default())
        }
        Kind::Anchored { levels } => {
            let known = |text: &str| text.parse().ok().filter(|index| *index < levels.len());
            let level = fields.choice(&format!("level.{key}"), known, faults);
            let input = level.map_or(Input::Missing, |index| Input::Level { index });
            (input, Begun::default())
        }
        Kind::Deviation { .. } | Kind::Proportional => measured(indicator, fields, faults),
    };
    let mut text = |field: &str| fields.text(&format!("{field}.{key}"), LONG, faults);
    let (comment, example) = (text("comment"), text("example"));
    let (problem, direction, support) = (text("problem"), text("direction"), text("support"));
    Item {
        input,
        earlier: Vec::new(),
        begun,
        comment,
        example,
        cause: fields.choice(&format!("cause.{key}"), Cause::from_key, faults),
        problem,
        direction,
        support,
    }
}

/// A target above 0 and an actual figure decide; only without such a target do points by hand.
fn measured(indicator: &Indicator, fields: &Fields, faults: &mut Faults) -> (Input, Begun) {
    let key = &indicator.key;
    let figure = Bounds::figure();
    let target = indicator
        .target
        .or_else(|| fields.decimal(&format!("target.{key}"), figure, faults));
    let actual = fields.decimal(&format!("actual.{key}"), figure, faults);
    let points = fields.decimal(
        &format!("hand_points.{key}"),
        scoring::points_bounds(indicator),
        faults,
    );
    let reason = fields.text(&format!("hand_reason.{key}"), LONG, faults);
    let by_hand = target.is_none_or(|target| target <= Decimal::ZERO);
    match (target, actual, points) {
        (Some(target), Some(actual), _) if !by_hand => {
            let beside = Begun {
                points,
                reason,
                ..Begun::default()
            };
            (Input::Measured { target, actual }, beside)
        }
        (_, _, Some(points)) if by_hand && !reason.is_empty() => {
            let beside = Begun {
                target,
                actual,
                ..Begun::default()
            };
            (Input::Manual { points, reason }, beside)
        }
        _ => {
            let begun = Begun {
                target,
                actual,
                points,
                reason,
            };
            (Input::Missing, begun)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(body: &[(&str, &str)]) -> (Evaluation, Faults) {
        let pairs = body
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        read(&Form::standard(), &Fields::from_pairs(pairs))
    }

    fn profit(body: &[(&str, &str)]) -> Item {
        let (evaluation, faults) = form(body);
        assert!(faults.is_empty(), "{faults:?}");
        evaluation.items["company_profit"].clone()
    }

    #[test]
    fn figures_decide_where_there_is_a_target() {
        let item = profit(&[
            ("target.company_profit", "3 200"),
            ("actual.company_profit", "3,500"),
            ("hand_points.company_profit", "60"),
            ("hand_reason.company_profit", "as agreed"),
        ]);
        assert_eq!(
            item.input,
            Input::Measured {
                target: 3200.into(),
                actual: 3500.into()
            }
        );
        assert_eq!(item.begun.points, Some(60.into()));
    }

    #[test]
    fn points_by_hand_count_only_without_a_target_and_with_a_reason() {
        for (target, reason, counts) in [
            ("0", "the plant was closed", true),
            ("", "no target was set", true),
            ("-5", "a loss was planned", true),
            ("0", "", false),
            ("10", "because", false),
        ] {
            let item = profit(&[
                ("target.company_profit", target),
                ("hand_points.company_profit", "55"),
                ("hand_reason.company_profit", reason),
            ]);
            let manual = matches!(item.input, Input::Manual { .. });
            assert_eq!(manual, counts, "{target:?} {reason:?}");
            assert!(manual || item.begun.points == Some(55.into()));
        }
    }

    #[test]
    fn half_a_measurement_is_kept_and_does_not_count() {
        let item = profit(&[("target.company_profit", "3200")]);
        assert_eq!(item.input, Input::Missing);
        assert_eq!(item.figures(), (Some(3200.into()), None));
    }

    #[test]
    fn what_can_never_be_saved_is_named_at_its_field() {
        let long = "x".repeat(LONG + 1);
        let (_, faults) = form(&[
            ("points.conduct", "20.001"),
            ("target.company_profit", "abc"),
            ("hand_points.must_do_tasks", "1000"),
            ("cause.conduct", "laziness"),
            ("summary", &long),
        ]);
        for field in [
            "points.conduct",
            "target.company_profit",
            "hand_points.must_do_tasks",
            "cause.conduct",
            "summary",
        ] {
            assert!(faults.of(field).is_some(), "{field}");
        }
    }
}
