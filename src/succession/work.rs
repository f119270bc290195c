//! The job: what is due today, then work that waits for somebody who is not there.

use serde_json::json;
use uuid::Uuid;

use super::{rules, store};
use crate::{
    app::App,
    appraisals::{
        advance::{Moving, StepEffects, Withdrawal, advance_many},
        lifecycle::{Proven, Step::Withdrawn, next},
    },
    history,
    jobs::{Doing, Job, Step},
    people,
    web::Result,
};

/// The kind of work `succession`. Done again it finds nothing left to do.
pub fn work(app: App, job: Job) -> Doing {
    Box::pin(async move {
        let (today, now) = (app.clock.today(&app.settings.zone), app.clock.now());
        let mut tx = app.db.begin().await?;
        people::take_effect(&mut tx, today, now).await?;
        hand_over(&mut tx, &job, today, now).await?;
        hand_back(&mut tx, &job, today, now).await?;
        withdraw(&mut tx, &job, now).await?;
        tx.commit().await?;
        Ok(Step::Done)
    })
}

async fn hand_over(
    tx: &mut sqlx::PgTransaction<'_>,
    job: &Job,
    today: time::Date,
    now: time::OffsetDateTime,
) -> Result<()> {
    let away = store::away(tx, today).await?;
    if away.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = away.iter().map(|one| one.id).collect();
    let candidates = store::candidates(tx, &ids, today).await?;
    let open = store::open(tx, &ids).await?;
    let moved: Vec<(Uuid, Uuid, Uuid, Option<Uuid>)> = open
        .iter()
        .filter_map(|one| {
            let to = rules::successor(one, &candidates)?;
            let absence = away.iter().find(|away| away.id == one.superior)?.absence;
            Some((one.id, one.superior, to, absence))
        })
        .collect();
    if moved.is_empty() {
        return Ok(());
    }
    let appraisals: Vec<Uuid> = moved.iter().map(|one| one.0).collect();
    let successors: Vec<Uuid> = moved.iter().map(|one| one.2).collect();
    store::give(tx, &appraisals, &successors).await?;
    store::remember(tx, &moved, now).await?;
    let events: Vec<(Uuid, serde_json::Value)> = moved
        .iter()
        .map(|(appraisal, from, to, absence)| {
            let why = if absence.is_some() { "away" } else { "left" };
            (
                *appraisal,
                json!({ "before": from, "after": to, "why": why, "absence": absence }),
            )
        })
        .collect();
    history::append_many(tx, &events, job.actor, "superior_replaced", now).await?;
    let pairs: Vec<(Uuid, Option<Uuid>)> = moved.iter().map(|one| (one.1, Some(one.2))).collect();
    store::tell(tx, "moved", &pairs, now).await?;
    Ok(())
}

async fn hand_back(
    tx: &mut sqlx::PgTransaction<'_>,
    job: &Job,
    today: time::Date,
    now: time::OffsetDateTime,
) -> Result<()> {
    let back = store::back(tx, today).await?;
    if back.is_empty() {
        return Ok(());
    }
    let appraisals: Vec<Uuid> = back.iter().map(|one| one.appraisal).collect();
    let superiors: Vec<Uuid> = back.iter().map(|one| one.to).collect();
    store::give(tx, &appraisals, &superiors).await?;
    let stand_ins: Vec<Uuid> = back.iter().map(|one| one.stand_in).collect();
    store::returned(tx, &stand_ins, now).await?;
    let events: Vec<(Uuid, serde_json::Value)> = back
        .iter()
        .map(|one| {
            (
                one.appraisal,
                json!({ "before": one.from, "after": one.to }),
            )
        })
        .collect();
    history::append_many(tx, &events, job.actor, "superior_back", now).await?;
    let pairs: Vec<(Uuid, Option<Uuid>)> =
        back.iter().map(|one| (one.to, Some(one.from))).collect();
    store::tell(tx, "returned", &pairs, now).await?;
    Ok(())
}

/// Out of the cycle, with the reason; nothing is deleted.
async fn withdraw(
    tx: &mut sqlx::PgTransaction<'_>,
    job: &Job,
    now: time::OffsetDateTime,
) -> Result<()> {
    let left = store::of_leavers(tx).await?;
    let moving: Vec<_> = left
        .iter()
        .filter_map(|one| {
            let kind = "left";
            let reason = if one.reason.is_empty() {
                kind.to_owned()
            } else {
                format!("{kind}: {}", one.reason)
            };
            Some(Moving {
                id: one.appraisal,
                version: one.version,
                allowed: next(one.stage, Withdrawn, &Proven::NOTHING).ok()?,
                due: None,
                effects: StepEffects {
                    withdrawal: Some(Withdrawal { kind, reason }),
                    ..StepEffects::default()
                },
                detail: json!({ "reason": one.reason, "left": true }),
            })
        })
        .collect();
    let moved = advance_many(tx, &moving, job.actor, now).await?;
    let pairs: Vec<(Uuid, Option<Uuid>)> = left
        .iter()
        .filter(|one| moved.contains(&one.appraisal))
        .map(|one| (one.person, None))
        .collect();
    store::tell(tx, "left", &pairs, now).await?;
    Ok(())
}
