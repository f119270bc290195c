//! Two people, or two tabs, wrote on the same version: both texts, side by side, and a choice.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{Fields, Result, Shell};

struct Row {
    name: String,
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

/// `rows` are (field, label, text that is saved now). Where the two differ, the writer chooses field by
/// field: what another window wrote into a field that this one did not touch must not go under. The
/// rest of the typed form is carried along hidden; when the stage has moved on (`writable` false) it
/// can only be read and copied.
pub fn page(
    shell: Shell,
    action: &str,
    version: impl std::fmt::Display,
    writable: bool,
    rows: Vec<(String, String, String)>,
    typed: &Fields,
) -> Result<Response> {
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|(field, label, saved)| Row {
            label,
            mine: typed.get(&field).to_owned(),
            saved,
            name: field,
        })
        .filter(|row| row.mine.trim() != row.saved.trim())
        .collect();
    let title = shell.l.conflict_title();
    let template = ConflictPage {
        shell: shell.titled(title),
        action: action.to_owned(),
        version: version.to_string(),
        writable,
        carried: typed
            .pairs()
            .iter()
            .filter(|(name, _)| name != "version" && rows.iter().all(|row| row.name != *name))
            .cloned()
            .collect(),
        rows,
    };
    Ok((StatusCode::CONFLICT, super::page(&template)?).into_response())
}
