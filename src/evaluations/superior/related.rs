//! What stands beside the scores from elsewhere: the points of the same indicator in earlier cycles.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::rules::Evaluation;
use crate::{
    access::{Action, Relation, Stage, policy},
    forms::form::Form,
    ground::decimals::{show, show_rounded},
    scoring,
    web::Shell,
};

/// One concluded appraisal of the same person: points and weight by indicator.
#[derive(Debug)]
pub struct Past {
    cycle: String,
    points: BTreeMap<String, (Decimal, Decimal)>,
}

/// A concluded appraisal of the same person, and what the viewer is to it.
#[derive(Debug, Deserialize)]
pub struct Concluded {
    cycle: String,
    form: Form,
    body: Evaluation,
    relations: Vec<Relation>,
}

/// Those whose result the viewer may read today, as what they are to each of them: the superior of
/// today need not have been one then.
#[must_use]
pub fn readable(all: Vec<Concluded>) -> Vec<Past> {
    all.into_iter()
        .filter(|one| {
            let relations = one.relations.clone().into();
            policy::may(&relations, Stage::Concluded, Action::ReadResult).is_ok()
        })
        .map(|one| {
            let inputs = one.body.inputs();
            let points = one.form.indicators.iter().filter_map(|indicator| {
                let input = inputs.get(&indicator.key)?;
                let score = scoring::score_item(indicator, one.form.percent_mode, input).ok()?;
                Some((indicator.key.clone(), (score.points, indicator.weight)))
            });
            Past {
                cycle: one.cycle,
                points: points.collect(),
            }
        })
        .collect()
}

/// "Spring 2026: 66 of 60", newest first.
#[must_use]
pub fn points(past: &[Past], key: &str, shell: &Shell) -> Vec<String> {
    past.iter()
        .filter_map(|one| {
            let (points, weight) = one.points.get(key)?;
            Some(shell.l.evaluation_past(
                one.cycle.as_str(),
                show_rounded(*points, 2),
                show(*weight),
            ))
        })
        .collect()
}
