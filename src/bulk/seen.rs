//! A run as its viewer may see it.

use uuid::Uuid;

use super::{
    act::{Act, Acts, Run},
    store,
};
use crate::{
    access::{Scope, Viewer},
    web::{Error, Result},
};

/// The run and its act, and how far the viewer sees into it: the actor and whoever has the act's duty for the whole
/// company. To others there is none.
pub(super) async fn seen(
    db: &sqlx::PgPool,
    acts: Acts,
    viewer: &Viewer,
    id: Uuid,
) -> Result<(Run, &'static Act, Scope)> {
    let run = store::load(db, id).await?;
    let act = acts
        .iter()
        .find(|act| act.name == run.act)
        .ok_or(Error::NotFound)?;
    let scope = act.duty.scope(viewer).ok_or(Error::NotFound)?;
    if run.actor == viewer.id || scope == Scope::Company {
        Ok((run, *act, scope))
    } else {
        Err(Error::NotFound)
    }
}
