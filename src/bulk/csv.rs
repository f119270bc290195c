//! The result of a run as a table for a spreadsheet.

use axum::{Extension, response::Response};
use futures_util::TryStreamExt as _;

use uuid::Uuid;

use super::{act::Acts, lines, pages::outcome, seen::seen};
use crate::{
    access::Viewer,
    app::App,
    tables::csv::Csv,
    web::{At, Result, Shell},
};

/// `GET /runs/{id}/results.csv`
pub async fn results(
    app: App,
    Extension(acts): Extension<Acts>,
    shell: Shell,
    viewer: Viewer,
    At(id): At<Uuid>,
) -> Result<Response> {
    let (run, act, scope) = seen(&app.db, acts, &viewer, id).await?;
    let l = shell.l;
    let mut file = Csv::begin([
        l.export_number(),
        l.list_name(),
        l.run_about(),
        l.list_department(),
        l.run_outcome(),
        l.reason(),
    ])?;
    let reach = scope.departments();
    let mut rows = lines::all(&app.db, run.id, &viewer, reach.as_deref());
    while let Some(row) = rows.try_next().await? {
        file.row(&[
            row.number.into(),
            row.name.into(),
            row.about.into(),
            row.department.into(),
            outcome(row.outcome, run.state, l).into(),
            (!row.reason.is_empty())
                .then(|| act.why(&row.reason, l))
                .into(),
        ])?;
    }
    file.answer(&format!("{}.csv", act.name.replace('_', "-")))
}
