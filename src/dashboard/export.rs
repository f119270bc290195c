//! The table behind the dashboard as CSV: opened by a spreadsheet, it shows text and runs nothing.

use axum::response::Response;
use futures_util::TryStreamExt as _;

use super::store;
use crate::{
    access::{Scope, Stage, Viewer},
    app::App,
    appraisals::words,
    tables::csv::Csv,
    web::{Asked, Error, Result, Shell, when},
};

/// `GET /dashboard/export.csv?cycle=…&department=…`
pub async fn export(
    app: App,
    shell: Shell,
    viewer: Viewer,
    scope: Scope,
    asked: Asked,
) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let cycles = store::cycles(&app.db, &scope, today).await?;
    let cycle = match asked.parsed::<uuid::Uuid>("cycle") {
        Some(id) => cycles.iter().find(|cycle| cycle.id == id),
        None => cycles.first(),
    }
    .ok_or(Error::NotFound)?;
    let (l, lang) = (shell.l, shell.lang);
    let yes_no = |yes: bool| if yes { l.export_yes() } else { l.export_no() };
    let mut file = Csv::begin([
        l.list_cycle(),
        l.export_number(),
        l.list_name(),
        l.list_department(),
        l.facts_position(),
        l.list_superior(),
        l.relation_facilitator(),
        l.list_stage(),
        l.list_due(),
        l.cycle_overdue(),
        l.result_total(),
        l.result_grade(),
        l.result_multiplier(),
        l.export_provisional(),
        l.export_refused(),
        l.export_self_skipped(),
        l.export_counts(),
        l.export_withdrawn(),
    ])?;
    let scheme = &cycle.scheme.0;
    let department = asked.parsed("department");
    let mut rows = store::table(&app.db, &viewer, &scope, cycle.id, department);
    while let Some(row) = rows.try_next().await? {
        let open = Stage::OPEN.contains(&row.stage);
        file.row(&[
            row.cycle.into(),
            row.number.into(),
            row.name.into(),
            row.department.into(),
            row.position.into(),
            row.superior.into(),
            row.facilitator.into(),
            words::stage(row.stage, l).into(),
            row.due_on.into(),
            yes_no(open && row.due_on.is_some_and(|due| due < today)).into(),
            row.total.map(|total| scheme.printable(total)).into(),
            row.band.map(|band| band.get(lang).to_owned()).into(),
            row.multiplier.into(),
            yes_no(row.provisional).into(),
            yes_no(row.refused).into(),
            yes_no(row.self_skipped).into(),
            yes_no(row.stage != Stage::Withdrawn).into(),
            row.withdrawn_reason.into(),
        ])?;
    }
    file.answer(&format!("appraisals-{}.csv", when::input_day(today)))
}
