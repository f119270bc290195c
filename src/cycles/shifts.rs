//! Moving the deadlines of many appraisals at once: by an extension, or by the days of a pause.

use std::collections::BTreeMap;

use sqlx::{PgConnection, types::Json};
use time::Date;
use uuid::Uuid;

use super::rules::{Dates, Terms, deadlines};
use crate::{
    audit::{Change, Event, Postponement},
    bulk,
    ground::{days::Calendar, ids::CycleId},
    web::Result,
};

/// Tells of it in the chain of each.
pub(super) async fn tell(
    change: &mut Change,
    moved: &[Uuid],
    why: &Postponement<'_>,
) -> Result<()> {
    let events: Vec<_> = moved
        .iter()
        .map(|id| (*id, Event::DeadlinesMoved { why }))
        .collect();
    Ok(change.record_many(&events).await?)
}

/// Moves the deadlines of all open appraisals of a cycle, or of these, as `mover` says; where the cycle itself moves,
/// `cycle_dates` is what it comes to. The appraisals that changed.
pub(super) async fn shift(
    tx: &mut PgConnection,
    cycle: CycleId,
    these: Option<&[Uuid]>,
    (before, cycle_dates): (&Dates, &Dates),
    mover: impl Fn(Dates) -> Dates,
) -> Result<Vec<Uuid>> {
    bulk::longer(tx).await?;
    // few: everybody without own deadlines, and each wave of late starters and extensions
    let own = sqlx::query_scalar!(
        r#"select distinct a.own_deadlines as "own: Json<BTreeMap<String, Date>>" from appraisals a
           where a.cycle_id = $1 and a.stage not in ('concluded', 'withdrawn')
             and ($2::uuid[] is null or a.id = any($2))"#,
        cycle.0,
        these
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut old = Vec::new();
    let mut new = Vec::new();
    let mut due = Vec::new();
    for Json(own) in own {
        let now = deadlines::overlaid(*before, &own);
        let then = mover(now);
        old.push(told(&own));
        new.push(told(&deadlines::differing(cycle_dates, &then)));
        due.push(told(&deadlines::differing(&now, &then)));
    }
    Ok(sqlx::query_scalar!(
        r#"update appraisals a set own_deadlines = m.new,
            due_on = coalesce((m.due ->> case a.stage when 'goals' then 'goals_due' when 'self_evaluation' then 'self_due'
                when 'evaluation' then 'evaluation_due' when 'review' then $6::text when 'preparation' then 'interview_due'
                when 'interview' then 'interview_due' when 'sign_off' then 'sign_due' end)::date, a.due_on)
           from unnest($3::jsonb[], $4::jsonb[], $5::jsonb[]) as m (old, new, due)
           where a.cycle_id = $1 and a.stage not in ('concluded', 'withdrawn') and a.own_deadlines = m.old
             and ($2::uuid[] is null or a.id = any($2))
             and (m.new <> m.old or m.due <> '{}')
           returning a.id"#,
        cycle.0,
        these,
        &old,
        &new,
        &due,
        if before[3].is_some() { "review_due" } else { "interview_due" }
    )
    .fetch_all(&mut *tx)
    .await?)
}

/// Deadlines by name, as a column holds them: `2026-12-04`.
pub(super) fn told(own: &BTreeMap<String, Date>) -> serde_json::Value {
    own.iter()
        .map(|(name, day)| (name.clone(), crate::web::when::input_day(*day).into()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// The deadlines of somebody who starts later than the others, as a column holds them: all as many working
/// days later as the first one.
pub(super) fn late(terms: &Terms, first: Date, calendar: &Calendar) -> serde_json::Value {
    let dates = terms.dates();
    let begins = dates.iter().position(Option::is_some).unwrap_or_default();
    let moved = deadlines::extended(dates, begins, first, true, calendar);
    told(&deadlines::differing(&dates, &moved))
}

/// The days on which disputes end and windows to open one close, moved by a pause.
pub(super) async fn postpone_disputes(
    tx: &mut PgConnection,
    cycle: CycleId,
    from: Date,
    mover: impl Fn(Date) -> Date,
) -> Result<()> {
    let days = sqlx::query_scalar!(
        r#"select distinct d as "d!" from (
               select dispute_until as d from appraisals where cycle_id = $1 and dispute_until >= $2
               union select due_on from appraisals where cycle_id = $1 and stage = 'dispute' and due_on >= $2) t"#,
        cycle.0,
        from
    )
    .fetch_all(&mut *tx)
    .await?;
    let moved: Vec<Date> = days.iter().map(|day| mover(*day)).collect();
    sqlx::query!(
        r#"update appraisals a set
            dispute_until = coalesce((select m.new from unnest($2::date[], $3::date[]) m (old, new) where m.old = a.dispute_until), dispute_until),
            due_on = case when a.stage = 'dispute'
                then coalesce((select m.new from unnest($2::date[], $3::date[]) m (old, new) where m.old = a.due_on), due_on)
                else due_on end
           where a.cycle_id = $1 and (a.dispute_until = any($2) or (a.stage = 'dispute' and a.due_on = any($2)))"#,
        cycle.0,
        &days,
        &moved
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}
