//! The table behind the dashboard as CSV: opened by a spreadsheet, it shows text and runs nothing.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::store;
use crate::{
    access::{Scope, Stage, Viewer},
    app::App,
    appraisals::words,
    ground::decimals,
    web::{Asked, Error, Result, Shell, when},
};

/// Spreadsheets take a cell that begins so for a formula, in half width and in full.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Text that a spreadsheet will not run.
fn safe(text: String) -> String {
    if text.starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text
    }
}

/// `GET /dashboard/export.csv?cycle=…&department=…`
pub async fn export(
    State(app): State<App>,
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
    let rows = store::table(
        &app.db,
        &viewer,
        &scope,
        cycle.id,
        asked.parsed("department"),
    )
    .await?;
    let (l, lang) = (shell.l, shell.lang);
    let yes_no = |yes: bool| if yes { l.export_yes() } else { l.export_no() };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = [
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
    ];
    write(&mut writer, &head)?;
    for row in rows {
        let open = Stage::OPEN.contains(&row.stage);
        let scheme = &cycle.scheme.0;
        write(
            &mut writer,
            &[
                safe(row.cycle),
                safe(row.number),
                safe(row.name),
                safe(row.department),
                safe(row.position),
                safe(row.superior),
                safe(row.facilitator),
                words::stage(row.stage, l),
                row.due_on.map(when::input_day).unwrap_or_default(),
                yes_no(open && row.due_on.is_some_and(|due| due < today)),
                row.total
                    .map(|total| decimals::plain(scheme.printable(total)))
                    .unwrap_or_default(),
                // a grade such as "−" at the front is a name, not a sum
                row.band
                    .map(|band| safe(band.get(lang).to_owned()))
                    .unwrap_or_default(),
                row.multiplier.map(decimals::plain).unwrap_or_default(),
                yes_no(row.provisional),
                yes_no(row.refused),
                yes_no(row.self_skipped),
                yes_no(row.stage != Stage::Withdrawn),
                safe(row.withdrawn_reason),
            ],
        )?;
    }
    let body = writer
        .into_inner()
        .map_err(|error| Error::Internal(error.into_error().into()))?;
    // the mark by which spreadsheets know UTF-8
    let mut bytes = Vec::with_capacity(body.len() + 3);
    bytes.extend_from_slice("\u{feff}".as_bytes());
    bytes.extend_from_slice(&body);
    let name = format!(
        "attachment; filename=\"appraisals-{}.csv\"",
        when::input_day(today)
    );
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    if let Ok(value) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

fn write<const N: usize>(writer: &mut csv::Writer<Vec<u8>>, cells: &[String; N]) -> Result<()> {
    writer
        .write_record(cells)
        .map_err(|error| Error::Internal(error.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_spreadsheet_would_run() {
        for text in ["=1+1", "+1", "-1", "@sum(a1)", "\t=1", "\r=1", "＝1", "＠x"] {
            assert!(safe(text.to_owned()).starts_with('\''), "{text}");
        }
        for text in ["Li Wei", "李伟", "", "a=b", "'x"] {
            assert_eq!(safe(text.to_owned()), text);
        }
    }
}
