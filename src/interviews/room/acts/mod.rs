//! What people do in the room. Every deed: enter (the stage still stands), write, one line in the
//! trail, ring for the others, commit.

mod clash;
mod course;
mod left;
mod plan;
mod texts;

use axum::response::Response;

use crate::{
    app::App,
    appraisals::Seen,
    audit::{Change, Event},
    interviews::{live, store},
    web::{Notice, Result, see},
};

pub use course::{ask, clock, go_to, mark};
pub use left::{add_goal, agree, confirm, confirm_goal, park, remove_goal};
pub use plan::{change_plan, remove_plan};
pub use texts::{save_note, save_private, save_sheet};

async fn begin(app: &App, seen: &Seen) -> Result<Change> {
    let mut change = app.change(Some(seen.viewer.id)).await?;
    store::enter(&mut change, seen).await?;
    Ok(change)
}

/// The end of every deed.
async fn done(mut change: Change, seen: &Seen, event: Event<'_>) -> Result<()> {
    change.record(seen.appraisal.id, event).await?;
    live::notify(&mut change, seen.appraisal.id).await?;
    change.commit().await?;
    Ok(())
}

/// Back to a step of the room.
fn back(seen: &Seen, step: u8, notice: Notice) -> Response {
    see(&seen.address(&format!("/interview?step={step}")), notice)
}
