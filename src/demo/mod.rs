//! The demo company. Its people press the same buttons as anybody: every appraisal in it came about
//! through the program's own pages, on a clock that runs ahead, so that the demo cannot show a state
//! that the product does not have.

mod actor;
mod afterwards;
pub mod company;
mod gestures;
mod markup;
mod meeting;
mod story;
mod voices;

use sqlx::PgPool;

use crate::{
    app::{App, Settings},
    ground::clock::Clock,
    inbox, routes,
};

pub use actor::{Actor, Reply};
pub use company::PASSWORD;

/// The sign-ins that the program prints: account and what it is for.
pub const SIGN_INS: &[(&str, &str)] = &[
    ("employee@countersign.test", "an employee in Sales"),
    ("manager@countersign.test", "their manager"),
    (
        "facilitator@countersign.test",
        "clerk of Sales and Finance, facilitates their interviews",
    ),
    ("hr@countersign.test", "HR performance specialist"),
    (
        "clerk@countersign.test",
        "department HR clerk of Operations and Engineering",
    ),
    (
        "committee1@countersign.test",
        "performance committee, also committee2@ and committee3@",
    ),
    ("admin@countersign.test", "administrator"),
    ("auditor@countersign.test", "auditor"),
];

/// Fills an empty, migrated database with the company and its story.
pub async fn furnish(db: &PgPool, settings: &Settings) -> anyhow::Result<()> {
    // a clock of its own: the story begins a year ago and ends now
    let settings = Settings {
        sign_in_limits: false,
        ..settings.clone()
    };
    let app = App::with_clock(db.clone(), settings, Clock::default(), inbox::settle);
    let router = routes::router(&app);
    let hash = app.hasher.hash(PASSWORD.to_owned()).await?;
    company::settle(&app, &hash, app.clock.now() - time::Duration::days(400))
        .await
        .map_err(|error| anyhow::anyhow!("settling the company: {error:?}"))?;
    story::tell(&app, &router).await?;
    // who played the story is not signed in any more
    sqlx::query!("delete from sessions").execute(db).await?;
    Ok(())
}
