//! A run on its way: judged into rows, begun, done block by block.

use std::collections::HashMap;

use serde::Serialize;
use uuid::Uuid;

use super::{
    act::{Act, BLOCK, CHANGED, GONE, Row, Run, Selection, State},
    store,
};
use crate::{
    app::App,
    audit::Change,
    ground::ids::PersonId,
    jobs::{self, Doing, Job, Order, Step},
    web::Result,
};

/// Looks at a selection and keeps what would be done and what not: a run that waits for its word, and how many
/// are in.
pub async fn start<T: Serialize>(
    change: &mut Change,
    act: &Act,
    actor: PersonId,
    selection: &Selection<'_, T>,
) -> Result<(Run, i64)> {
    store::longer(change).await?;
    let now = change.now();
    let run = store::make(change, act.name, actor, selection, now).await?;
    let judged = (act.judge)(change, &run, None).await?;
    let unseen = selection.named.saturating_sub(judged.len());
    let waiting = store::keep(change, run.id, &judged, unseen).await?;
    Ok((run, waiting))
}

/// Begins a run, or takes up what is left of it: the job that does so, and for how many.
pub(super) async fn begin(change: &mut Change, run: &Run) -> Result<(Uuid, i64)> {
    let now = change.now();
    store::set(change, run.id, State::Running, None, now).await?;
    let total = store::waiting(change, run.id).await?;
    let order = Order {
        kind: &run.act,
        key: &run.id.to_string(),
        state: serde_json::json!({}),
        actor: Some(run.actor),
        back: &run.address(""),
        total,
    };
    Ok((jobs::enqueue(change, &order, now).await?, total))
}

/// One block of a run. What it was about is judged anew under a lock; a row that a crash left is simply still to do.
pub fn step(app: App, job: Job, act: &'static Act) -> Doing {
    Box::pin(async move {
        let id = job.key.parse().map_err(anyhow::Error::from)?;
        let mut change = app.change(job.actor).await?;
        let now = change.now();
        store::longer(&mut change).await?;
        let run = store::hold(&mut change, id).await?;
        if run.state != State::Running {
            // stopped meanwhile
            return Ok(Step::Done);
        }
        let rows = store::block(&mut change, &run).await?;
        let last = i64::try_from(rows.len()).is_ok_and(|count| count < BLOCK);
        let judged = if rows.is_empty() {
            Vec::new()
        } else {
            (act.judge)(&mut change, &run, Some(&Row::subjects(&rows))).await?
        };
        let judged: HashMap<_, _> = judged
            .iter()
            .map(|one| ((one.person, one.appraisal), one))
            .collect();
        let (mut fit, mut outcomes) = (Vec::new(), Vec::new());
        for row in &rows {
            match judged.get(&(row.person, row.appraisal)) {
                None => outcomes.push((row.seq, GONE)),
                Some(one) => match &one.reason {
                    Some(reason) => outcomes.push((row.seq, reason.as_str())),
                    None if one.mark != row.mark => outcomes.push((row.seq, CHANGED)),
                    None => fit.push(row.clone()),
                },
            }
        }
        let done = (act.perform)(&mut change, &run, &fit, last).await?;
        outcomes.extend(fit.iter().map(|row| {
            let reason = if done.contains(&row.seq) { "" } else { CHANGED };
            (row.seq, reason)
        }));
        store::became(&mut change, id, &outcomes).await?;
        if last {
            store::set(&mut change, id, State::Done, None, now).await?;
        }
        let count = job.done + i64::try_from(rows.len()).unwrap_or_default();
        jobs::mark(&mut change, &job, count, job.total.max(count), None).await?;
        change.commit().await?;
        Ok(if last { Step::Done } else { Step::More })
    })
}
