//! The document and when it may be submitted.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    forms::form::Form,
    scoring,
    web::forms::{Fault, Faults, Fields, LONG},
};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SelfEvaluation {
    /// By the key of the indicator.
    pub items: BTreeMap<String, OwnItem>,
    /// By the key of the question.
    pub answers: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnItem {
    /// The points that the employee would give.
    pub points: Option<Decimal>,
    pub words: String,
}

impl SelfEvaluation {
    /// Reads the form. Faults are about what can never be saved; what is still missing is `lacks`.
    #[must_use]
    pub fn read(form: &Form, fields: &Fields) -> (Self, Faults) {
        let mut faults = Faults::default();
        let items = form
            .own_indicators()
            .map(|indicator| {
                let item = OwnItem {
                    points: fields.decimal(
                        &format!("points.{}", indicator.key),
                        scoring::points_bounds(indicator),
                        &mut faults,
                    ),
                    words: fields.text(&format!("words.{}", indicator.key), LONG, &mut faults),
                };
                (indicator.key.clone(), item)
            })
            .collect();
        let answers = form
            .self_questions
            .iter()
            .map(|question| {
                (
                    question.key.clone(),
                    fields.text(&format!("answer.{}", question.key), LONG, &mut faults),
                )
            })
            .collect();
        (Self { items, answers }, faults)
    }

    /// What is missing before it can be submitted: points and words for every indicator, and the
    /// answers that the form requires.
    #[must_use]
    pub fn lacks(&self, form: &Form) -> Faults {
        let mut faults = Faults::default();
        for indicator in form.own_indicators() {
            let item = self.items.get(&indicator.key);
            if item.is_none_or(|item| item.points.is_none()) {
                faults.add(format!("points.{}", indicator.key), Fault::Required);
            }
            if item.is_none_or(|item| item.words.is_empty()) {
                faults.add(format!("words.{}", indicator.key), Fault::Required);
            }
        }
        for question in form
            .self_questions
            .iter()
            .filter(|question| question.required)
        {
            if self.answers.get(&question.key).is_none_or(String::is_empty) {
                faults.add(format!("answer.{}", question.key), Fault::Required);
            }
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::form::FilledBy;

    #[test]
    fn an_empty_one_lacks_everything_the_form_asks_and_a_full_one_nothing() {
        let form = Form::standard();
        let lacks = SelfEvaluation::default().lacks(&form);
        assert!(
            form.indicators
                .iter()
                .all(|i| lacks.of(&format!("points.{}", i.key)).is_some())
        );
        let pairs = form
            .indicators
            .iter()
            .flat_map(|i| {
                [
                    (format!("points.{}", i.key), "10".into()),
                    (format!("words.{}", i.key), "done".into()),
                ]
            })
            .chain(
                form.self_questions
                    .iter()
                    .map(|q| (format!("answer.{}", q.key), "yes".into())),
            )
            .collect();
        let (full, faults) = SelfEvaluation::read(&form, &Fields::from_pairs(pairs));
        assert!(faults.is_empty() && full.lacks(&form).is_empty());
    }

    #[test]
    fn what_only_the_superior_fills_is_neither_asked_nor_taken() {
        let mut form = Form::standard();
        form.indicators[0].filled_by = Some(FilledBy::Superior);
        let key = form.indicators[0].key.clone();
        let fields = Fields::from_pairs(vec![
            (format!("points.{key}"), "10".into()),
            (format!("words.{key}"), "mine".into()),
        ]);
        let (own, faults) = SelfEvaluation::read(&form, &fields);
        assert!(faults.is_empty() && !own.items.contains_key(&key));
        assert!(own.lacks(&form).of(&format!("points.{key}")).is_none());
    }

    #[test]
    fn points_outside_their_bounds_are_refused_at_the_field() {
        let form = Form::standard();
        let key = form.indicators.last().expect("some").key.clone();
        let fields = Fields::from_pairs(vec![(format!("points.{key}"), "20.01".into())]);
        let (_, faults) = SelfEvaluation::read(&form, &fields);
        assert!(faults.of(&format!("points.{key}")).is_some());
    }
}
