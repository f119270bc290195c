//! What happened in the demo company so far: a finished cycle, and a running one with somebody in
//! every stage.

use axum::Router;

use super::gestures::Cast;
use crate::app::App;

pub async fn tell(app: &App, router: &Router) -> anyhow::Result<()> {
    let _cast = Cast { app, router };
    Ok(())
}
