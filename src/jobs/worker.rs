//! Doing the work: one job of a kind at a time in each process, step by step. Kinds do not wait for each other: a
//! mail server that is slow holds up mail.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use tokio::{
    sync::watch,
    task::{Id, JoinSet},
};
use uuid::Uuid;

use super::{Job, Kind, Step, Work, queue};
use crate::{
    app::App,
    web::{Error, Result},
};

/// How often an idle process looks into the queue.
const LOOK: Duration = Duration::from_secs(1);
const BEAT: Duration = Duration::from_secs(10);
/// How often it is asked what comes round by itself.
const ROUND: Duration = Duration::from_secs(20);

/// How a job was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    Done,
    /// Put back, to be gone on with.
    Open,
    /// Another process has it, or the step failed.
    Gone,
}

/// Works until the program leaves; the steps that were begun are finished first.
pub async fn work(app: App, kinds: &'static [Kind], mut leaving: watch::Receiver<bool>) {
    let mut asked: Option<Instant> = None;
    let mut doing = JoinSet::new();
    let mut busy: HashMap<Id, &str> = HashMap::new();
    while !*leaving.borrow() {
        if asked.is_none_or(|at| at.elapsed() > ROUND) {
            asked = Some(Instant::now());
            if let Err(error) = come_round(&app, kinds).await {
                tracing::warn!(?error, "what comes round by itself could not be queued");
            }
        }
        let free: Vec<String> = kinds
            .iter()
            .filter(|kind| !busy.values().any(|name| *name == kind.name))
            .map(|kind| kind.name.to_owned())
            .collect();
        match queue::take(&app.db, &free, None).await {
            Ok(Some(job)) => {
                let Some(kind) = kinds.iter().find(|kind| kind.name == job.kind) else {
                    continue;
                };
                let (app, leaving) = (app.clone(), leaving.clone());
                let begun =
                    doing.spawn(async move { run(&app, kind, job, || *leaving.borrow()).await });
                busy.insert(begun.id(), kind.name);
                continue;
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(?error, "the queue of jobs cannot be read"),
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            Some(done) = doing.join_next_with_id() => {
                let id = done.map_or_else(|error| error.id(), |(id, ())| id);
                busy.remove(&id);
            }
            // an error means that the program is gone, which is leaving too
            _ = leaving.changed() => {}
        }
    }
    while doing.join_next().await.is_some() {}
}

/// Does everything that is due now, then ends: for tests, and for a database that no server works on.
pub async fn run_all(app: &App, kinds: &[Kind]) -> Result<usize> {
    let names: Vec<String> = kinds.iter().map(|kind| kind.name.to_owned()).collect();
    come_round(app, kinds).await?;
    let mut count = 0;
    while let Some(job) = queue::take(&app.db, &names, None).await? {
        if let Some(kind) = kinds.iter().find(|kind| kind.name == job.kind) {
            run(app, kind, job, || false).await;
        }
        count += 1;
    }
    Ok(count)
}

/// Starts on a job that was just queued, so that small work is done when the answer goes out. What
/// takes longer than `patience` is left to the background. True where it was done.
pub async fn hurry(
    app: &App,
    id: Uuid,
    kind: &str,
    work: Work,
    patience: Duration,
) -> Result<bool> {
    let Some(job) = queue::take(&app.db, &[kind.to_owned()], Some(id)).await? else {
        return Ok(false);
    };
    let begun = Instant::now();
    let left = steps(app, work, job, || begun.elapsed() > patience).await;
    Ok(left == Left::Done)
}

async fn come_round(app: &App, kinds: &[Kind]) -> Result<()> {
    for kind in kinds {
        if let Some(every) = kind.every {
            queue::come_round(&app.db, kind.name, every, app.clock.now()).await?;
        }
    }
    Ok(())
}

async fn run(app: &App, kind: &Kind, job: Job, stop: impl Fn() -> bool) {
    let (id, begun) = (job.id, Instant::now());
    let left = steps(app, kind.work, job, stop).await;
    let millis = begun.elapsed().as_millis();
    tracing::debug!(%id, kind = kind.name, ?left, millis, "job");
}

async fn steps(app: &App, work: Work, mut job: Job, stop: impl Fn() -> bool) -> Left {
    loop {
        let outcome = step(app, work, &job).await;
        let now = app.clock.now();
        let kept = match outcome {
            Ok(Step::Done) => queue::finish(&app.db, &job, now).await.map(|()| Left::Done),
            Ok(Step::More) if stop() => queue::put_back(&app.db, &job, false, now)
                .await
                .map(|()| Left::Open),
            Ok(Step::More) => match queue::reread(&app.db, &job).await {
                Ok(Some(next)) => {
                    job = next;
                    continue;
                }
                Ok(None) => return Left::Gone,
                Err(error) => Err(error),
            },
            Err(error) => {
                tracing::warn!(job = %job.id, kind = job.kind, attempts = job.attempts, ?error, "a step of a job failed");
                queue::put_back(&app.db, &job, true, now)
                    .await
                    .map(|()| Left::Gone)
            }
        };
        return kept.unwrap_or_else(|error| {
            // its heartbeat stops, so that it is taken up again
            tracing::warn!(job = %job.id, ?error, "a job could not be put back");
            Left::Gone
        });
    }
}

/// One step, with a sign of life now and then. A panic in it is a failure like any other.
async fn step(app: &App, work: Work, job: &Job) -> Result<Step> {
    let mut doing = tokio::spawn(work(app.clone(), job.clone()));
    loop {
        tokio::select! {
            done = &mut doing => return done.map_err(|error| Error::Internal(error.into()))?,
            () = tokio::time::sleep(BEAT) => {
                if let Err(error) = queue::beat(&app.db, job).await {
                    tracing::warn!(job = %job.id, ?error, "no sign of life could be given");
                }
            }
        }
    }
}
