//! The preview as a table for a spreadsheet: everybody who is in, and everybody who falls out and why.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::{
    acts::id,
    population,
    preview::{place, wanted},
    store, words,
};
use crate::{
    app::App,
    web::{Asked, Error, Result, Shell},
};

/// More people than any company has.
const ALL: i64 = 10_000_000;

/// Spreadsheets take a cell that begins so for a formula, in half width and in full.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

fn safe(text: &str) -> String {
    if text.starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// `GET /cycles/{id}/preview.csv`
pub async fn preview_csv(
    State(app): State<App>,
    shell: Shell,
    Path(cycle): Path<String>,
    asked: Asked,
) -> Result<Response> {
    let cycle = id(&cycle)?;
    let found = store::load(&app.db, cycle, app.clock.today(&app.settings.zone)).await?;
    let (_, members) = population::population(&app.db, cycle, &wanted(&asked, ALL)).await?;
    let l = shell.l;
    // a byte order mark, without which some spreadsheets take UTF-8 for something else
    let mut writer = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    let mut write = |cells: &[String]| {
        writer
            .write_record(cells)
            .map_err(|e| Error::Internal(e.into()))
    };
    write(&[
        l.export_number(),
        l.list_name(),
        l.list_department(),
        l.facts_position(),
        l.preview_takes_part(),
        l.preview_how(),
        l.reason(),
        l.list_superior(),
        l.relation_facilitator(),
    ])?;
    for member in members {
        let takes_part = member.place.takes_part();
        let only = |text: &str| {
            if takes_part {
                safe(text)
            } else {
                String::new()
            }
        };
        write(&[
            safe(&member.number),
            safe(&member.name),
            safe(&member.department),
            safe(&member.position),
            if takes_part {
                l.export_yes()
            } else {
                l.export_no()
            },
            place(member.place, l),
            safe(&words::why(&member, &found.terms, &shell)),
            only(&member.superior),
            only(&member.facilitator),
        ])?;
    }
    let body = writer
        .into_inner()
        .map_err(|e| Error::Internal(e.into_error().into()))?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8"),
        ),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"preview.csv\""),
        ),
    ];
    Ok((headers, body).into_response())
}
