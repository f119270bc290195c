//! Every kind of background work on one screen: its name, who does it, how often it comes round.

use std::time::Duration;

use crate::{
    accounts,
    app::App,
    bulk::{self, Acts},
    cycles,
    dashboard::counts,
    inbox,
    jobs::{self, Doing, Job, Kind, Step, kinds},
    notices, people, people_import, retention, review, sessions, succession, trail,
    web::Error,
};

/// Everything that is done to many.
pub const ACTS: Acts = &[
    review::RELEASE,
    cycles::CANCEL,
    cycles::EXTEND,
    cycles::JOIN,
    cycles::HAND_OVER,
    notices::REMIND,
    people::INVITE,
];

pub const ALL: &[Kind] = &[
    review::RELEASE.kind(),
    cycles::CANCEL.kind(),
    cycles::EXTEND.kind(),
    cycles::JOIN.kind(),
    cycles::HAND_OVER.kind(),
    notices::REMIND.kind(),
    people::INVITE.kind(),
    Kind {
        name: kinds::CYCLE_LAUNCH,
        work: cycles::launch_step,
        every: None,
    },
    // sessions and finished jobs that have run out
    Kind {
        name: "tidy_up",
        work: tidy_up,
        every: Some(Duration::from_mins(10)),
    },
    // a roster: read into a plan, or written
    Kind {
        name: jobs::kinds::PEOPLE_IMPORT,
        work: people_import::work,
        every: None,
    },
    // open appraisals whose superior is away, planned departures and reporting lines
    Kind {
        name: jobs::kinds::SUCCESSION,
        work: succession::work,
        every: Some(Duration::from_mins(10)),
    },
    // every chain, row and record, when whoever audits asks for it
    Kind {
        name: kinds::VERIFICATION,
        work: trail::verify_everything,
        every: None,
    },
    // what is kept no longer
    Kind {
        name: "retention",
        work: retention::work,
        every: Some(Duration::from_hours(24)),
    },
    // reminders whose task is done, and the mail of the day
    Kind {
        name: notices::KIND,
        work: notices::work,
        every: Some(Duration::from_mins(10)),
    },
    // links to accounts, and that a password was changed
    Kind {
        name: accounts::KIND,
        work: accounts::work,
        every: Some(Duration::from_mins(1)),
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
        sessions::sweep(&app.db, app.clock.now())
            .await
            .map_err(Error::from)?;
        jobs::sweep(&app.db, app.clock.now()).await?;
        bulk::sweep(&app.db, app.clock.now()).await?;
        people_import::sweep(&app.db, app.clock.now()).await?;
        notices::sweep(&app.db, app.clock.now()).await?;
        accounts::sweep(&app.db, app.clock.now()).await?;
        trail::sweep(&app.db, app.clock.now()).await?;
        inbox::settle::sweep(&app.db, app.clock.now())
            .await
            .map_err(Error::from)?;
        Ok(Step::Done)
    })
}

fn fold_counts(app: App, _: Job) -> Doing {
    Box::pin(async move {
        counts::fold(&app.db, None).await.map_err(Error::from)?;
        Ok(Step::Done)
    })
}
