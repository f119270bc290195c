//! The job: what is due today, then work that waits for somebody who is not there.

use uuid::Uuid;

use super::{rules, store};
use crate::{
    app::App,
    appraisals::{
        advance::{Moving, StepEffects, Withdrawal, advance_many},
        lifecycle::{Proven, Step::Withdrawn, next},
    },
    audit::{Change, Event, Reach},
    jobs::{Doing, Job, Step},
    people,
    web::Result,
};

/// The kind of work `succession`. Done again it finds nothing left to do.
pub fn work(app: App, job: Job) -> Doing {
    Box::pin(async move {
        let mut change = app.change(job.actor).await?;
        people::take_effect(&mut change).await?;
        hand_over(&mut change).await?;
        hand_back(&mut change).await?;
        withdraw(&mut change).await?;
        change.commit().await?;
        Ok(Step::Done)
    })
}

async fn hand_over(change: &mut Change) -> Result<()> {
    let (today, now) = (change.today(), change.now());
    let away = store::away(change, today).await?;
    if away.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = away.iter().map(|one| one.id).collect();
    let candidates = store::candidates(change, &ids, today).await?;
    let open = store::open(change, &ids).await?;
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
    store::give(change, &appraisals, &successors).await?;
    store::remember(change, &moved, now).await?;
    let events: Vec<_> = moved
        .iter()
        .map(|(appraisal, from, to, absence)| {
            let event = Event::SuperiorReplaced {
                before: *from,
                after: *to,
                why: if absence.is_some() { "away" } else { "left" },
                absence: *absence,
            };
            (*appraisal, event)
        })
        .collect();
    change.record_many(&events).await?;
    let pairs: Vec<(Uuid, Option<Uuid>)> = moved.iter().map(|one| (one.1, Some(one.2))).collect();
    store::tell(change, "moved", &pairs, now).await?;
    change.touch(Reach::Company);
    Ok(())
}

async fn hand_back(change: &mut Change) -> Result<()> {
    let (today, now) = (change.today(), change.now());
    let back = store::back(change, today).await?;
    if back.is_empty() {
        return Ok(());
    }
    let appraisals: Vec<Uuid> = back.iter().map(|one| one.appraisal).collect();
    let superiors: Vec<Uuid> = back.iter().map(|one| one.to).collect();
    store::give(change, &appraisals, &superiors).await?;
    let stand_ins: Vec<Uuid> = back.iter().map(|one| one.stand_in).collect();
    store::returned(change, &stand_ins, now).await?;
    let events: Vec<_> = back
        .iter()
        .map(|one| {
            let (before, after) = (one.from, one.to);
            (one.appraisal, Event::SuperiorBack { before, after })
        })
        .collect();
    change.record_many(&events).await?;
    let pairs: Vec<(Uuid, Option<Uuid>)> =
        back.iter().map(|one| (one.to, Some(one.from))).collect();
    store::tell(change, "returned", &pairs, now).await?;
    change.touch(Reach::Company);
    Ok(())
}

/// Out of the cycle, with the reason; nothing is deleted.
async fn withdraw(change: &mut Change) -> Result<()> {
    let now = change.now();
    let left = store::of_leavers(change).await?;
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
                event: Event::Withdrawn {
                    reason: &one.reason,
                    r#as: None,
                    cycle_cancelled: None,
                    left: true,
                },
            })
        })
        .collect();
    let moved = advance_many(change, &moving).await?;
    let pairs: Vec<(Uuid, Option<Uuid>)> = left
        .iter()
        .filter(|one| moved.contains(&one.appraisal))
        .map(|one| (one.person, None))
        .collect();
    store::tell(change, "left", &pairs, now).await?;
    change.touch(Reach::Company);
    Ok(())
}
