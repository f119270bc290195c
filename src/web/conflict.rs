//! Two people, or two tabs, wrote on the same version: both texts, side by side, and a choice.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{Fields, Result, Shell};

struct Row {
    label: String,
    mine: String,
    saved: String,
}

#[derive(Template)]
#[template(path = "conflict.html")]
struct ConflictPage {
    shell: Shell,
    action: String,
    version: String,
    writable: bool,
    rows: Vec<Row>,
    carried: Vec<(String, String)>,
}

/// `rows` are (field, label, text that is saved now). The typed form is carried along hidden, so
/// that the writer can put it over the saved one knowingly; when the stage has moved on
/// (`writable` false) it can only be read and copied.
pub fn page(
    shell: Shell,
    action: &str,
    version: impl std::fmt::Display,
    writable: bool,
    rows: Vec<(String, String, String)>,
    typed: &Fields,
) -> Result<Response> {
    let rows = rows
        .into_iter()
        .map(|(field, label, saved)| Row {
            label,
            mine: typed.get(&field).to_owned(),
            saved,
        })
        .filter(|row| row.mine.trim() != row.saved.trim())
        .collect();
    let title = shell.l.conflict_title();
    let template = ConflictPage {
        shell: shell.titled(title),
        action: action.to_owned(),
        version: version.to_string(),
        writable,
        rows,
        carried: typed
            .pairs()
            .iter()
            .filter(|(name, _)| name != "version")
            .cloned()
            .collect(),
    };
    Ok((StatusCode::CONFLICT, super::page(&template)?).into_response())
}
