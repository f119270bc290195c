//! Cancelling: what is open is withdrawn with the reason; what is concluded stays, and nothing is deleted. It concerns
//! the cycle, so it reaches everybody in it, and does not end halfway.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    access::{Duty, Stage},
    app::App,
    appraisals::{
        advance::{Moving, StepEffects, Withdrawal, advance_many},
        lifecycle::{self, Proven},
    },
    audit::{Change, Event},
    bulk::{self, Act, Judged, Row, Run},
    ground::ids::{AppraisalId, CycleId},
    jobs::{Doing, Job},
    web::{Result, Texts},
};

pub const CANCEL: &Act = &Act {
    name: "cancellation",
    duty: Duty::ManageCycles,
    title: Texts::cycle_cancel,
    tells: |run, shell| {
        let Cancellation { reason, .. } = run.told()?;
        Ok(shell.l.cancel_tells(reason))
    },
    go: |count, l| l.run_take_up(count),
    why: |_, _| None,
    stops: false,
    judge: |change, run, ids| Box::pin(judge(change, run, ids)),
    perform: |change, run, rows, _| Box::pin(withdraw(change, run, rows)),
    work,
};

fn work(app: App, job: Job) -> Doing {
    bulk::step(app, job, CANCEL)
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Cancellation {
    pub cycle: CycleId,
    pub reason: String,
}

struct Open {
    id: AppraisalId,
    appraisee: Uuid,
    version: i32,
    stage: Stage,
}

async fn open(change: &mut Change, cycle: CycleId, ids: Option<&[Uuid]>) -> Result<Vec<Open>> {
    Ok(sqlx::query_as!(
        Open,
        r#"select id as "id: AppraisalId", appraisee_id as appraisee, version, stage as "stage: Stage" from appraisals
           where cycle_id = $1 and stage not in ('concluded', 'withdrawn') and ($2::uuid[] is null or id = any($2))"#,
        cycle.0,
        ids
    )
    .fetch_all(&mut **change)
    .await?)
}

async fn judge(change: &mut Change, run: &Run, ids: Option<&[Uuid]>) -> Result<Vec<Judged>> {
    let Cancellation { cycle, .. } = run.told()?;
    let open = open(change, cycle, ids).await?;
    Ok(open
        .into_iter()
        .map(|one| Judged {
            person: one.appraisee,
            appraisal: Some(one.id.0),
            reason: None,
            mark: String::new(),
        })
        .collect())
}

async fn withdraw(change: &mut Change, run: &Run, rows: &[Row]) -> Result<HashSet<i32>> {
    let Cancellation { cycle, reason } = run.told()?;
    let open = open(change, cycle, Some(&Row::subjects(rows))).await?;
    let event = Event::Withdrawn {
        reason: &reason,
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
                        reason: reason.clone(),
                    }),
                    ..StepEffects::default()
                },
                event: event.clone(),
            })
        })
        .collect();
    let moved = advance_many(change, &moving).await?;
    Ok(Row::about(rows, |id| moved.contains(&AppraisalId(id))))
}
