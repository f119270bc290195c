//! What stands beside the scores from elsewhere: the points of the same indicator in earlier cycles.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use sqlx::{PgPool, types::Json};

use super::rules::Evaluation;
use crate::{
    access::{Action, Relation, Stage, policy},
    appraisals::{Seen, scoring},
    cycles::form::Form,
    ground::decimals::{show, show_rounded},
    web::{Result, Shell},
};

/// How many cycles back.
const MOST: i64 = 3;

/// One concluded appraisal of the same person: points and weight by indicator.
pub struct Past {
    cycle: String,
    points: BTreeMap<String, (Decimal, Decimal)>,
}

/// The concluded appraisals of the same person whose result the viewer may read today, as what they
/// are to each of them: the superior of today need not have been one then.
pub async fn past(db: &PgPool, seen: &Seen) -> Result<Vec<Past>> {
    let scores = [Action::WriteEvaluation, Action::WritePart, Action::Approve];
    if !scores.iter().any(|action| seen.can(*action)) {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"select c.name as cycle, f.definition as "form: Json<Form>", q.body as "body: Json<Evaluation>",
            r.relations as "relations!: Vec<Relation>"
           from appraisals a
           join lateral (
               select array_agg(relation) as relations from parties where appraisal_id = a.id and person_id = $3
           ) r on r.relations is not null
           join cycles c on c.id = a.cycle_id
           join forms f on f.id = c.form_id
           join papers q on q.appraisal_id = a.id and q.kind = 'evaluation' and q.submitted_at is not null
           where a.appraisee_id = $1 and a.id <> $2 and a.stage = 'concluded' and c.ends_on <= $4
           order by c.ends_on desc limit $5"#,
        seen.appraisal.appraisee.id.0,
        seen.appraisal.id.0,
        seen.viewer.id.0,
        seen.appraisal.cycle.ends_on,
        MOST
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter(|row| {
            let relations = row.relations.clone().into();
            policy::may(&relations, Stage::Concluded, Action::ReadResult).is_ok()
        })
        .map(|row| {
            let inputs = row.body.inputs();
            let points = row.form.indicators.iter().filter_map(|indicator| {
                let input = inputs.get(&indicator.key)?;
                let score = scoring::score_item(indicator, row.form.percent_mode, input).ok()?;
                Some((indicator.key.clone(), (score.points, indicator.weight)))
            });
            Past {
                cycle: row.cycle,
                points: points.collect(),
            }
        })
        .collect())
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
