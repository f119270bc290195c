//! What people do in the room. Every deed: enter (the stage still stands), write, one line in the
//! trail, ring for the others, commit.

mod clash;
mod course;
mod left;
mod plan;
mod texts;

use axum::response::Response;
use serde::Serialize;
use sqlx::PgTransaction;
use time::OffsetDateTime;

use crate::{
    app::App,
    appraisals::Seen,
    history,
    interviews::{live, store},
    web::{Notice, Result, see},
};

pub use course::{ask, clock, go_to, mark};
pub use left::{add_goal, agree, confirm, confirm_goal, park, remove_goal};
pub use plan::{change_plan, remove_plan};
pub use texts::{save_note, save_private, save_sheet};

async fn begin<'a>(app: &App, seen: &Seen) -> Result<PgTransaction<'a>> {
    let mut tx = app.db.begin().await?;
    store::enter(&mut tx, seen).await?;
    Ok(tx)
}

/// The end of every deed.
async fn done(
    mut tx: PgTransaction<'_>,
    seen: &Seen,
    kind: &str,
    detail: &impl Serialize,
    now: OffsetDateTime,
) -> Result<()> {
    history::append(
        &mut tx,
        seen.appraisal.id.0,
        Some(seen.viewer.id),
        kind,
        detail,
        now,
    )
    .await?;
    live::ring(&mut tx, seen.appraisal.id).await?;
    tx.commit().await?;
    Ok(())
}

/// Back to a step of the room.
fn back(seen: &Seen, step: u8, notice: Notice) -> Response {
    see(&seen.address(&format!("/interview?step={step}")), notice)
}
