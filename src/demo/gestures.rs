//! What people do with the product, one function a gesture, each through the page that is made for it.

use anyhow::Context as _;
use axum::Router;
use uuid::Uuid;

use super::actor::Actor;
use crate::{app::App, ground::ids::PersonId};

/// The stage on which the story plays: the program and its people by number.
pub struct Cast<'a> {
    pub app: &'a App,
    pub router: &'a Router,
}

impl Cast<'_> {
    /// The person with a number, signed in.
    pub async fn person(&self, number: &str) -> anyhow::Result<Actor> {
        let id: Uuid = sqlx::query_scalar!("select id from people where number = $1", number)
            .fetch_optional(&self.app.db)
            .await?
            .with_context(|| format!("nobody has number {number}"))?;
        Actor::seated(self.app, self.router, PersonId(id)).await
    }
}
