//! Every kind of background work on one screen: its name, who does it, how often it comes round.

use std::time::Duration;

use crate::{
    app::App,
    appraisals::standing,
    jobs::{self, Doing, Job, Kind, Step},
    sessions,
    web::Error,
};

pub const ALL: &[Kind] = &[
    // sessions and finished jobs that have run out
    Kind {
        name: "tidy_up",
        work: tidy_up,
        every: Some(Duration::from_mins(10)),
    },
    // the counts of the dashboard
    Kind {
        name: "fold_counts",
        work: fold_counts,
        every: Some(Duration::from_mins(1)),
    },
];

fn tidy_up(app: App, _: Job) -> Doing {
    Box::pin(async move {
        sessions::sweep(&app.db).await.map_err(Error::from)?;
        jobs::sweep(&app.db, app.clock.now()).await?;
        Ok(Step::Done)
    })
}

fn fold_counts(app: App, _: Job) -> Doing {
    Box::pin(async move {
        standing::fold(&app.db, None).await.map_err(Error::from)?;
        Ok(Step::Done)
    })
}
