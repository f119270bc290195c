//! Changing the goals while they are agreed on, and confirming them.

use axum::response::Response;
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
        advance::{StepEffects, advance},
        lifecycle::{Guard, Proven, Step},
    },
    audit::{Change, Event},
    company_goals,
    ground::decimals::{plain, show},
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

/// What a form of goals comes to.
enum Taken {
    /// Written in this transaction, or nothing was to be written: the version that stands then.
    Saved(i32),
    /// It cannot be saved as it stands, or somebody was faster: the page that says so.
    Page(Box<Response>),
}

/// All rows at once. A change voids both confirmations and says why, where there were any.
async fn take(
    change: &mut Change,
    app: &App,
    shell: Shell,
    seen: &Seen,
    fields: &Fields,
    confirms: bool,
) -> Result<Taken> {
    let present = store::load(&app.db, seen).await?;
    let aims = aims(app, seen).await?;
    let known = Known {
        present: &present.goals,
        last_number: present.last_number,
        aims: &aims,
        form: Some(&seen.appraisal.cycle.form),
    };
    let (goals, mut faults) = forms::read(fields, &known, shell.lang);
    let reason = fields.text("reason", LONG, &mut faults);
    let changed = goals != present.goals;
    let stale = fields.has("version") && fields.version() != seen.appraisal.version;
    if faults.is_empty() && !changed && (!confirms || rules::whole(&goals)) {
        return Ok(Taken::Saved(seen.appraisal.version));
    }
    let page = |page: Response| Ok(Taken::Page(Box::new(page)));
    if stale && changed && faults.is_empty() {
        let rows = views::compared(&present.goals, fields, shell.l);
        let writable = seen.can(Action::EditGoals);
        let version = seen.appraisal.version;
        let address = seen.address("/goals");
        return page(conflict::page(
            shell, &address, version, writable, rows, fields,
        )?);
    }
    in_use(&present, &goals, fields, &mut faults, shell.l);
    if changed && !present.confirmed.is_empty() && reason.is_empty() {
        faults.add("reason", Fault::Required);
    }
    if confirms && faults.is_empty() && !rules::whole(&goals) {
        let row = (0..rules::MOST_GOALS)
            .find(|row| !fields.get(&format!("weight.{row}")).is_empty())
            .unwrap_or(0);
        let fault = Fault::Other(pages::difference(&goals, shell.l));
        faults.add(format!("weight.{row}"), fault);
    }
    if !faults.is_empty() {
        return page(pages::again(app, shell, seen, &present, (fields, &goals), &faults).await?);
    }
    let event = Event::GoalsChanged {
        goals: goals.len(),
        weights: plain(rules::sum(&goals)),
        confirmations_voided: i64::try_from(present.confirmed.len()).unwrap_or(i64::MAX),
        reason: &reason,
        how: None,
    };
    let write = Write {
        appraisal: seen.appraisal.id.0,
        version: seen.appraisal.version,
        goals: &goals,
        reason: &reason,
        agreed: false,
    };
    if !store::hold_aims(change, &goals).await? {
        let faults = gone(fields, &present, &goals, shell.l);
        return page(pages::again(app, shell, seen, &present, (fields, &goals), &faults).await?);
    }
    let now = change.now();
    store::replace(change, &[write], seen.viewer.id, now).await?;
    change.record(seen.appraisal.id, event).await?;
    Ok(Taken::Saved(seen.appraisal.version + 1))
}

/// `POST …/goals`
pub async fn save(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let mut change = app.change(Some(seen.viewer.id)).await?;
    match take(&mut change, &app, shell, &seen, &fields, false).await? {
        Taken::Page(page) => Ok(*page),
        Taken::Saved(_) => {
            change.commit().await?;
            Ok(see(&seen.address("/goals"), Notice::Saved))
        }
    }
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

/// `POST …/goals/confirmation`: by one side, of exactly what stands in the form that was sent; with the
/// second side's the next stage opens.
pub async fn confirm(app: App, shell: Shell, mut seen: Seen, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    if fields.has("title.0") {
        seen.must(Action::EditGoals)?;
        match take(&mut change, &app, shell, &seen, &fields, true).await? {
            Taken::Page(page) => return Ok(*page),
            Taken::Saved(version) => seen.appraisal.version = version,
        }
    } else {
        seen.must_be_current(&fields)?;
    }
    let present = store::load(&mut *change, &seen).await?;
    if !rules::whole(&present.goals) {
        return Err(not_whole(&present.goals, l));
    }
    if present.confirmed.contains(&seen.viewer.id) {
        return Ok(see(&seen.address("/goals"), Notice::AlreadyDone));
    }
    let now = change.now();
    let confirmed = store::confirm(&mut change, &seen, now).await?;
    let a = &seen.appraisal;
    let both = [a.appraisee.id, a.superior.id]
        .iter()
        .all(|side| confirmed.contains(side));
    if !both {
        change
            .record(seen.appraisal.id, Event::GoalsConfirmedByOne {})
            .await?;
        change.commit().await?;
        return Ok(see(&seen.address("/goals"), Notice::GoalsConfirmed));
    }
    let proven = Proven::of([
        (Guard::WeightsWhole, rules::whole(&present.goals)),
        (Guard::BothConfirmed, both),
    ]);
    let allowed = seen.step(Step::GoalsConfirmed, &proven, l)?;
    let effects = StepEffects::default();
    advance(
        &mut change,
        &seen,
        allowed,
        effects,
        Event::GoalsConfirmed {},
    )
    .await?;
    change.commit().await?;
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
