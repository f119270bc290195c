//! Changing the goals while they are agreed on, and confirming them.

use axum::{extract::State, response::Response};
use uuid::Uuid;

use super::{
    forms::{self, Known},
    pages,
    rules::{self, Goal},
    store::{self, Goals, Write},
    views,
};
use crate::{
    access::Action,
    app::App,
    appraisals::{
        Seen,
        lifecycle::{Guard, Step},
        store::{Brings, advance},
    },
    company_goals,
    ground::decimals::{plain, show},
    history,
    web::{
        Error, Fields, Notice, Result, Shell, Texts, conflict,
        forms::{Fault, Faults, LONG},
        see,
    },
};

/// The goals that may be chosen for this appraisal.
pub(super) async fn aims(app: &App, seen: &Seen) -> Result<Vec<Uuid>> {
    let department = seen.appraisal.department.as_ref().map(|(id, _)| id.0);
    let offered =
        company_goals::offered(&app.db, department, seen.appraisal.cycle.starts_on).await?;
    Ok(offered.into_iter().map(|aim| aim.id).collect())
}

/// A goal for which figures are recorded is in use: while goals are agreed on it stays.
pub(super) fn in_use(
    present: &Goals,
    goals: &[Goal],
    fields: &Fields,
    faults: &mut Faults,
    l: &Texts,
) {
    for (at, goal) in present.goals.iter().enumerate() {
        let kept = goals.iter().any(|kept| kept.key == goal.key);
        if !kept && present.measured.contains(&goal.key) {
            let row = (0..rules::MOST_GOALS)
                .find(|row| fields.get(&format!("key.{row}")) == goal.key)
                .unwrap_or(at);
            let fault = Fault::Other(l.goals_in_use(goal.title.clone()));
            faults.add(format!("title.{row}"), fault);
        }
    }
}

/// `POST …/goals`: all rows at once. A change voids both confirmations and says why, where there
/// were any.
pub async fn save(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let present = store::load(&app.db, &seen).await?;
    let aims = aims(&app, &seen).await?;
    let known = Known {
        present: &present.goals,
        last_number: present.last_number,
        aims: &aims,
        form: Some(&seen.appraisal.cycle.form),
    };
    let (goals, mut faults) = forms::read(&fields, &known, shell.lang);
    let reason = fields.text("reason", LONG, &mut faults);
    let changed = goals != present.goals;
    let address = seen.address("/goals");
    if faults.is_empty() && !changed {
        return Ok(see(&address, Notice::Saved));
    }
    let stale = fields.has("version") && fields.version() != seen.appraisal.version;
    if stale && faults.is_empty() {
        let rows = views::compared(&present.goals, &fields, shell.l);
        let writable = seen.can(Action::EditGoals);
        let version = seen.appraisal.version;
        return conflict::page(shell, &address, version, writable, rows, &fields);
    }
    in_use(&present, &goals, &fields, &mut faults, shell.l);
    if changed && !present.confirmed.is_empty() && reason.is_empty() {
        faults.add("reason", Fault::Required);
    }
    if !faults.is_empty() {
        return pages::again(&app, shell, &seen, &present, &fields, &faults).await;
    }
    let detail = serde_json::json!({
        "goals": goals.len(),
        "weights": plain(rules::sum(&goals)),
        "confirmations_voided": present.confirmed.len(),
        "reason": reason,
    });
    let write = Write {
        appraisal: seen.appraisal.id.0,
        version: seen.appraisal.version,
        goals: &goals,
        reason: &reason,
        agreed: false,
    };
    let mut tx = app.db.begin().await?;
    if !store::hold_aims(&mut tx, &goals).await? {
        drop(tx);
        let faults = gone(&fields, &present, &goals, shell.l);
        return pages::again(&app, shell, &seen, &present, &fields, &faults).await;
    }
    store::replace(&mut tx, &[write], seen.viewer.id, app.clock.now()).await?;
    record(&mut tx, &app, &seen, "goals_changed", &detail).await?;
    tx.commit().await?;
    Ok(see(&address, Notice::Saved))
}

/// A company goal that was chosen has been deleted since the form was read: told at the rows that
/// point at one for the first time.
pub(super) fn gone(fields: &Fields, present: &Goals, goals: &[Goal], l: &Texts) -> Faults {
    let known: Vec<Uuid> = present.goals.iter().filter_map(|goal| goal.aim).collect();
    let mut faults = Faults::default();
    for aim in goals.iter().filter_map(|goal| goal.aim) {
        let chosen = aim.to_string();
        let rows = (0..rules::MOST_GOALS).map(|row| format!("aim.{row}"));
        for row in rows.filter(|row| fields.get(row) == chosen && !known.contains(&aim)) {
            faults.add(row, Fault::Other(l.goals_aim_gone()));
        }
    }
    faults
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
        return Err(not_whole(&present.goals, shell.l));
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

/// The refusal to take goals whose weights are not whole, with the difference.
pub(super) fn not_whole(goals: &[Goal], l: &Texts) -> Error {
    let gap = show(rules::gap(goals));
    Error::Refused(vec![
        crate::appraisals::words::guard(Guard::WeightsWhole, l),
        l.goals_difference(gap),
    ])
}

pub(super) async fn record(
    tx: &mut sqlx::PgTransaction<'_>,
    app: &App,
    seen: &Seen,
    kind: &str,
    detail: &impl serde::Serialize,
) -> Result<()> {
    let (stream, actor, now) = (seen.appraisal.id.0, seen.viewer.id, app.clock.now());
    history::append(tx, stream, Some(actor), kind, detail, now).await
}
