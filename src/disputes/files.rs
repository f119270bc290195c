//! Evidence files: only saved, never shown by the browser, and only to those who may read the case.

use axum::{extract::Path, response::Response};
use uuid::Uuid;

use crate::{
    app::App,
    appraisals::Seen,
    web::{Error, Result, upload},
};

/// `GET …/dispute/files/{file}`: a file of this appraisal's cases; of another one it does not exist.
pub async fn download(
    app: App,
    seen: Seen,
    Path((_, file)): Path<(String, String)>,
) -> Result<Response> {
    let file: Uuid = file.parse().map_err(|_| Error::NotFound)?;
    let row = sqlx::query!(
        "select f.name, f.content from dispute_files f join disputes d on d.id = f.dispute_id
         where f.id = $1 and d.appraisal_id = $2",
        file,
        seen.appraisal.id.0
    )
    .fetch_optional(&app.db)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(upload::download(&row.name, row.content))
}
