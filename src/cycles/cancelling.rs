//! Cancelling as background work: what is open is withdrawn with the reason, a few thousand at a time;
//! what is concluded stays, and nothing is deleted.

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::states;
use crate::{
    access::Stage,
    app::App,
    appraisals::{
        advance::{Moving, StepEffects, Withdrawal, advance_many},
        lifecycle::{self, Proven},
    },
    audit::{Change, Event},
    ground::ids::{AppraisalId, CycleId},
    jobs::{self, Doing, Job, Step},
    web::Result,
};

const BATCH: i64 = 3_000;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Cancellation {
    pub cycle: CycleId,
    pub reason: String,
}

/// One step of a cancellation.
pub fn work(app: App, job: Job) -> Doing {
    Box::pin(async move {
        let Cancellation { cycle, reason } = job.state()?;
        let mut change = app.change(job.actor).await?;
        states::share(&mut change, cycle).await?;
        let withdrawn = withdraw(&mut change, cycle, &reason).await?;
        let done = job.done + withdrawn;
        jobs::mark(&mut change, &job, done, job.total.max(done), None).await?;
        change.commit().await?;
        Ok(if withdrawn < BATCH {
            Step::Done
        } else {
            Step::More
        })
    })
}

/// How many appraisals of a cycle are open.
pub(super) async fn open(tx: &mut PgConnection, cycle: CycleId) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from appraisals where cycle_id = $1 and stage not in ('concluded', 'withdrawn')"#,
        cycle.0
    )
    .fetch_one(&mut *tx)
    .await?)
}

async fn withdraw(change: &mut Change, cycle: CycleId, reason: &str) -> Result<i64> {
    let open = sqlx::query!(
        r#"select id as "id: AppraisalId", version, stage as "stage: Stage" from appraisals
           where cycle_id = $1 and stage not in ('concluded', 'withdrawn') order by id limit $2 for no key update"#,
        cycle.0,
        BATCH
    )
    .fetch_all(&mut **change)
    .await?;
    let event = Event::Withdrawn {
        reason,
        r#as: None,
        cycle_cancelled: Some(cycle.0),
        left: false,
    };
    let moving: Vec<_> = open
        .into_iter()
        .filter_map(|row| {
            let step = lifecycle::Step::Withdrawn;
            Some(Moving {
                id: row.id,
                version: row.version,
                allowed: lifecycle::next(row.stage, step, &Proven::NOTHING).ok()?,
                due: None,
                effects: StepEffects {
                    withdrawal: Some(Withdrawal {
                        kind: "cancelled",
                        reason: reason.to_owned(),
                    }),
                    ..StepEffects::default()
                },
                event: event.clone(),
            })
        })
        .collect();
    let moved = advance_many(change, &moving).await?;
    Ok(i64::try_from(moved.len()).unwrap_or(i64::MAX))
}
