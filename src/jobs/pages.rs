//! The page on which somebody waits for a job.

use askama::Template;
use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use uuid::Uuid;

use super::{
    kinds,
    queue::{self, Standing, Status},
    words,
};
use crate::{
    access::{Duty, Viewer},
    app::App,
    web::{At, Error, Result, Shell, page},
};

/// How far a job is, as pages show it: `jobs/progress.html` draws it.
pub struct Progress {
    pub href: String,
    pub done: i64,
    pub total: i64,
    pub percent: i64,
    pub going: bool,
    pub failed: bool,
}

impl Progress {
    fn of(standing: &Standing) -> Self {
        Self {
            href: format!("/jobs/{}", standing.id),
            done: standing.done,
            total: standing.total,
            percent: if standing.total > 0 {
                (standing.done * 100 / standing.total).min(100)
            } else {
                0
            },
            going: matches!(standing.status, Status::Waiting | Status::Running),
            failed: standing.status == Status::Failed,
        }
    }

    /// For a page of another room that shows its own job.
    pub async fn load(app: &App, id: Uuid) -> Result<Self> {
        Ok(Self::of(&queue::standing(&app.db, id).await?))
    }
}

#[derive(Template)]
#[template(path = "jobs/show.html")]
struct JobPage {
    shell: Shell,
    progress: Progress,
    back: String,
}

/// The job in the address, to whoever asked for it, to those who manage cycles or people, and the look at everything to all
/// who audit; to others there is none.
impl FromRequestParts<App> for Standing {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let viewer = Viewer::from_request_parts(parts, app).await?;
        let At(id) = At::from_request_parts(parts, app).await?;
        let standing = queue::standing(&app.db, id).await?;
        let audits =
            standing.kind == kinds::VERIFICATION && Duty::ReadAudit.scope(&viewer).is_some();
        if standing.actor == Some(viewer.id.0)
            || audits
            || Duty::ManageCycles.scope(&viewer).is_some()
        {
            Ok(standing)
        } else {
            Err(Error::NotFound)
        }
    }
}

/// `GET /jobs/{id}`
pub async fn show(shell: Shell, standing: Standing) -> Result<Response> {
    let title = words::title(&standing.kind, shell.l);
    page(&JobPage {
        progress: Progress::of(&standing),
        shell: shell.titled(title),
        back: standing.back,
    })
}

/// `POST /jobs/{id}/again`: a failed job is tried once more.
pub async fn again(app: App, standing: Standing) -> Result<Response> {
    queue::revive(&app.db, standing.id).await?;
    Ok(Redirect::to(&format!("/jobs/{}", standing.id)).into_response())
}
