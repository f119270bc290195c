//! Two people, or two tabs, wrote on the same version: both texts, side by side, and a choice.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{Fields, Result, Shell, when};
use crate::ground::decimals::{self, Bounds};

struct Row {
    name: String,
    label: String,
    mine: String,
    saved: String,
    /// Which of the two is chosen until somebody chooses.
    takes_saved: bool,
}

#[derive(Template)]
#[template(path = "conflict.html")]
struct ConflictPage {
    shell: Shell,
    action: String,
    back: String,
    version: String,
    writable: bool,
    rows: Vec<Row>,
    carried: Vec<(String, String)>,
}

/// `rows` are (field, label, text that is saved now). Where the two differ, the writer chooses field by
/// field. A field that this window did not touch takes what is saved, unasked: what another window
/// wrote there must not go under. Where that is not known, figures and days are saved ones until
/// somebody chooses. The rest of the typed form is carried along hidden; when the stage has moved on
/// (`writable` false) it can only be read and copied.
pub fn page(
    shell: Shell,
    action: &str,
    version: impl std::fmt::Display,
    writable: bool,
    rows: Vec<(String, String, String)>,
    typed: &Fields,
) -> Result<Response> {
    page_below(shell, (action, action), version, writable, rows, typed)
}

/// The same for a form whose address shows no page: `back` is where it stands.
pub fn page_below(
    shell: Shell,
    (action, back): (&str, &str),
    version: impl std::fmt::Display,
    writable: bool,
    rows: Vec<(String, String, String)>,
    typed: &Fields,
) -> Result<Response> {
    let (unasked, rows): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|(field, ..)| typed.touched(field) == Some(false));
    let taken: Vec<(String, String)> = unasked
        .into_iter()
        .map(|(field, _, saved)| (field, saved))
        .collect();
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|(field, label, saved)| {
            let mine = typed.get(&field).to_owned();
            Row {
                label,
                takes_saved: mine.is_empty()
                    || typed.touched(&field).is_none() && figure(&mine) && figure(&saved),
                mine,
                saved,
                name: field,
            }
        })
        .filter(|row| row.mine.trim() != row.saved.trim())
        .collect();
    let title = shell.l.conflict_title();
    let template = ConflictPage {
        shell: shell.titled(title),
        action: action.to_owned(),
        back: back.to_owned(),
        version: version.to_string(),
        writable,
        carried: typed
            .pairs()
            .iter()
            .filter(|(name, _)| name != "version" && rows.iter().all(|row| row.name != *name))
            .filter(|(name, _)| taken.iter().all(|(other, _)| other != name))
            .chain(&taken)
            .cloned()
            .collect(),
        rows,
    };
    Ok((StatusCode::CONFLICT, super::page(&template)?).into_response())
}

/// A number, or a day.
fn figure(text: &str) -> bool {
    decimals::parse(text, Bounds::figure()).is_ok() || when::parse_day(text).is_some()
}
