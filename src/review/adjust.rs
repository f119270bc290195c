//! Other points for named items, with before, after and reason.

use std::collections::BTreeMap;

use axum::response::Response;
use rust_decimal::Decimal;

use super::store;
use crate::{
    access::Action,
    app::App,
    appraisals::{
        Seen,
        papers::{self, PaperKind},
    },
    audit::Event,
    evaluations::{
        superior as evaluation,
        superior::{Evaluation, adjusted, outcome},
    },
    ground::decimals::plain,
    scoring::{self, Outcome},
    web::{
        Error, Fields, Notice, Result, Shell,
        forms::{Fault, Faults, LONG},
        see,
    },
};

/// `POST …/evaluation/adjustment`: an empty field leaves its item as it is. The result has to be
/// approved anew, also where the rules had approved it.
pub async fn adjust(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    seen.must(Action::Approve)?;
    let cycle = &seen.appraisal.cycle;
    let mut faults = Faults::default();
    let mut points = BTreeMap::new();
    for indicator in &cycle.form.indicators {
        let name = format!("adjust.{}", indicator.key);
        let bounds = scoring::points_bounds(indicator);
        if let Some(value) = fields.decimal(&name, bounds, &mut faults) {
            // what a ruling did not name is not HR's to change either
            if !seen.appraisal.item_is_open(&indicator.key) {
                faults.add(name, Fault::Other(shell.l.evaluation_closed()));
                continue;
            }
            points.insert(indicator.key.clone(), value);
        }
    }
    let reason = fields.required("adjust_reason", LONG, &mut faults);
    if points.is_empty()
        && faults.is_empty()
        && let Some(first) = cycle.form.indicators.first()
    {
        faults.add(
            format!("adjust.{}", first.key),
            Fault::Other(shell.l.review_adjust_none()),
        );
    }
    if !faults.is_empty() {
        return evaluation::again(&app, shell, &seen, None, &fields, &faults).await;
    }
    seen.must_be_current(&fields)?;
    let paper = papers::load::<Evaluation>(&app.db, &seen, PaperKind::Evaluation)
        .await?
        .ok_or(Error::Conflict)?;
    let before = outcome(&cycle.form, &cycle.scheme, &paper.body);
    let corrected = adjusted(&paper.body, &points, &reason);
    let after = outcome(&cycle.form, &cycle.scheme, &corrected);
    let Outcome::Complete {
        total,
        band,
        multiplier,
        ..
    } = &after
    else {
        // a submitted evaluation is complete, and so it stays
        return Err(Error::Conflict);
    };
    let items = serde_json::json!(changes(&before, &points));
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    store::new_result(&mut change, &seen, *total, *band, *multiplier).await?;
    evaluation::correct(&mut change, &seen, paper.version, &corrected, now).await?;
    let event = Event::PointsAdjusted {
        items,
        total: plain(*total),
        reason: &reason,
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/evaluation"), Notice::Adjusted))
}

fn changes(before: &Outcome, points: &BTreeMap<String, Decimal>) -> Vec<serde_json::Value> {
    points
        .iter()
        .map(|(key, after)| {
            serde_json::json!({
                "item": key,
                "before": before.item(key).map(|score| plain(score.points)),
                "after": plain(*after),
            })
        })
        .collect()
}
