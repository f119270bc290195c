//! A cycle that runs: pausing, going on, closing.

use axum::response::Response;

use super::{
    acts::reason,
    address::address,
    rules::deadlines,
    shifts, states,
    store::{self, Cycle, Status},
};
use crate::{
    access::{Stage, Viewer},
    app::App,
    audit::{Event, Postponement},
    calendar,
    ground::ids::CycleId,
    web::{At, Error, Fields, Notice, Result, Shell, Texts, see, when},
};

/// `POST /cycles/{id}/pause`: from now on nothing is submitted, signed or decided; drafts go on.
pub async fn pause(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(cycle): At<CycleId>,
    fields: Fields,
) -> Result<Response> {
    let reason = reason(&fields, shell.l)?;
    let mut change = app.change(Some(viewer.id)).await?;
    let today = change.today();
    let (status, version) = states::lock(&mut change, cycle).await?;
    match status {
        Status::Paused => return Ok(see(&address(cycle, ""), Notice::AlreadyDone)),
        Status::Running if version == fields.version() => {}
        Status::Running => return Err(Error::Conflict),
        _ => return Err(Error::Refused(vec![shell.l.cycle_not_running()])),
    }
    states::paused(&mut change, cycle, &reason, today).await?;
    change
        .record_company(Event::CyclePaused {
            cycle: cycle.0,
            reason: &reason,
        })
        .await?;
    change.commit().await?;
    Ok(see(&address(cycle, ""), Notice::CyclePaused))
}

/// `POST /cycles/{id}/resumption`: the deadlines that were to come move by the working days of the pause.
pub async fn resume(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(cycle): At<CycleId>,
    fields: Fields,
) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let (status, version) = states::lock(&mut change, cycle).await?;
    match status {
        Status::Running => return Ok(see(&address(cycle, ""), Notice::AlreadyDone)),
        Status::Paused if version == fields.version() => {}
        Status::Paused => return Err(Error::Conflict),
        _ => return Err(Error::Refused(vec![shell.l.cycle_not_running()])),
    }
    let calendar = calendar::load(&mut *change).await?;
    let found = store::load(&mut *change, cycle, today).await?;
    let from = found.paused_on.unwrap_or(today);
    let days = calendar.working_days_between(from, today);
    let before = found.terms.dates();
    let mover = |dates| deadlines::postponed(dates, from, days, &calendar);
    let after = mover(before);
    states::running(&mut change, cycle, now).await?;
    let mut moved = Vec::new();
    if days > 0 {
        states::dates(&mut change, cycle, &after).await?;
        moved = shifts::shift(&mut change, cycle, None, (&before, &after), mover).await?;
        shifts::postpone_disputes(&mut change, cycle, from, |day| {
            calendar.add_working_days(day, days)
        })
        .await?;
    }
    let (paused_on, working_days) = (when::input_day(from), i64::from(days));
    let why = &Postponement {
        cycle: cycle.0,
        deadline: None,
        until: None,
        following: true,
        reason: "",
        paused_on: Some(paused_on.clone()),
        working_days: Some(working_days),
    };
    shifts::tell(&mut change, &moved, why).await?;
    let event = Event::CycleResumed {
        cycle: cycle.0,
        paused_on,
        working_days,
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(&address(cycle, ""), Notice::CycleResumed))
}

/// What keeps a cycle from being closed; empty when nothing does.
pub(super) fn unfinished(cycle: &Cycle, l: &Texts, lang: crate::access::Lang) -> Vec<String> {
    let count = |wanted: &dyn Fn(Stage) -> bool| -> i64 {
        let stages = cycle.stages.iter().filter(|one| wanted(one.stage));
        stages.map(|one| one.count).sum()
    };
    let disputes = count(&|stage| stage == Stage::Dispute);
    let open = count(&|stage| Stage::OPEN.contains(&stage)) - disputes;
    let mut found = Vec::new();
    if open > 0 {
        found.push(l.closing_open(open));
    }
    if disputes > 0 {
        found.push(l.closing_disputes(disputes));
    }
    if let Some(until) = cycle.disputable_until {
        found.push(l.closing_disputable(cycle.disputable, when::day(until, lang)));
    }
    found
}

/// `POST /cycles/{id}/closing`: only when nothing is open, provisional, or may still be disputed.
pub async fn close(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(cycle): At<CycleId>,
    fields: Fields,
) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let (status, version) = states::lock(&mut change, cycle).await?;
    match status {
        Status::Closed => return Ok(see(&address(cycle, ""), Notice::AlreadyDone)),
        Status::Running if version == fields.version() => {}
        Status::Running => return Err(Error::Conflict),
        _ => return Err(Error::Refused(vec![shell.l.cycle_not_running()])),
    }
    let found = store::load(&mut *change, cycle, today).await?;
    let unfinished = unfinished(&found, shell.l, shell.lang);
    if !unfinished.is_empty() {
        return Err(Error::Refused(unfinished));
    }
    states::closed(&mut change, cycle, now).await?;
    change
        .record_company(Event::CycleClosed { cycle: cycle.0 })
        .await?;
    change.commit().await?;
    Ok(see(&address(cycle, ""), Notice::CycleClosed))
}
