//! Changing the goals, and confirming them.

use axum::{extract::State, response::Response};

use super::{forms::read, pages, rules, store};
use crate::{
    access::Action,
    app::App,
    appraisals::{
        Seen,
        lifecycle::{Guard, Step},
        store::{Brings, advance},
    },
    ground::decimals::{plain, show},
    history,
    web::{
        Error, Fields, Notice, Result, Shell, conflict,
        forms::{Fault, LONG},
        see,
    },
};

/// `POST …/goals`: all rows at once. A change voids both confirmations and says why, where there
/// were any.
pub async fn save(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let present = store::load(&app.db, &seen).await?;
    let (goals, mut faults) = read(&fields);
    let reason = fields.text("reason", LONG, &mut faults);
    let changed = goals != present.goals;
    let address = seen.address("/goals");
    if faults.is_empty() && !changed {
        return Ok(see(&address, Notice::Saved));
    }
    let stale = fields.has("version") && fields.version() != seen.appraisal.version;
    if stale && faults.is_empty() {
        return clash(shell, &seen, &present, &fields);
    }
    if changed && !present.confirmed.is_empty() && reason.is_empty() {
        faults.add("reason", Fault::Required);
    }
    if !faults.is_empty() {
        return pages::again(&app, shell, &seen, &present, &fields, &faults);
    }
    let detail = serde_json::json!({
        "goals": goals.len(),
        "weights": plain(rules::sum(&goals)),
        "confirmations_voided": present.confirmed.len(),
        "reason": reason,
    });
    let reason = (!reason.is_empty()).then_some(reason.as_str());
    let mut tx = app.db.begin().await?;
    store::replace(&mut tx, &seen, &goals, reason).await?;
    record(&mut tx, &app, &seen, "goals_changed", &detail).await?;
    tx.commit().await?;
    Ok(see(&address, Notice::Saved))
}

/// `POST …/goals/confirmation`: by one side; with the second the next stage opens.
pub async fn confirm(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    seen.must_be_current(&fields)?;
    let present = store::load(&app.db, &seen).await?;
    if !rules::whole(&present.goals) {
        let gap = show(rules::gap(&present.goals));
        return Err(Error::Refused(vec![
            crate::appraisals::words::guard(Guard::WeightsWhole, shell.l),
            shell.l.goals_difference(gap),
        ]));
    }
    if present.confirmed.contains(&seen.viewer.id) {
        return Ok(see(&seen.address("/goals"), Notice::AlreadyDone));
    }
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let confirmed = store::confirm(&mut tx, &seen, now).await?;
    let a = &seen.appraisal;
    let both = [a.appraisee.id, a.superior.id]
        .iter()
        .all(|side| confirmed.contains(side));
    if !both {
        record(&mut tx, &app, &seen, "goals_confirmed_by_one", &()).await?;
        tx.commit().await?;
        return Ok(see(&seen.address("/goals"), Notice::GoalsConfirmed));
    }
    let step = Step::GoalsConfirmed;
    let to = seen
        .next(step, |_| true)
        .map_err(|stop| stop.tell(shell.l))?;
    advance(&mut tx, &seen, step, to, &Brings::default(), &(), now).await?;
    tx.commit().await?;
    Ok(see(&seen.address(""), Notice::GoalsAgreed))
}

async fn record(
    tx: &mut sqlx::PgTransaction<'_>,
    app: &App,
    seen: &Seen,
    kind: &str,
    detail: &impl serde::Serialize,
) -> Result<()> {
    let (stream, actor, now) = (seen.appraisal.id.0, seen.viewer.id, app.clock.now());
    history::append(tx, stream, Some(actor), kind, detail, now).await
}

/// The other side changed the goals in between: both versions, row by row.
fn clash(shell: Shell, seen: &Seen, present: &store::Goals, fields: &Fields) -> Result<Response> {
    let mut rows = Vec::new();
    for row in 0..rules::MOST_GOALS {
        let goal = present.goals.get(row);
        if goal.is_none() && !fields.has(&format!("title.{row}")) {
            continue;
        }
        let number = (row + 1).to_string();
        let (title, serves, weight) = goal
            .map(|goal| (goal.title.clone(), goal.serves.clone(), show(goal.weight)))
            .unwrap_or_default();
        for (field, label, value) in [
            ("title", shell.l.goals_title(), title),
            ("serves", shell.l.goals_serves(), serves),
            ("weight", shell.l.score_weight(), weight),
        ] {
            let label = shell.l.goals_row(number.as_str(), label);
            rows.push((format!("{field}.{row}"), label, value));
        }
    }
    let writable = seen.can(Action::EditGoals);
    let (address, version) = (seen.address("/goals"), seen.appraisal.version);
    conflict::page(shell, &address, version, writable, rows, fields)
}
