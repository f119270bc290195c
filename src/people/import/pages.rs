//! The pages of an import: upload, preview, result.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use uuid::Uuid;

use super::{
    analysis::{self, Analysis, Choices},
    decode::Encoding,
    plan::{Counts, Plan, PlannedRow},
    store::{self, Waiting},
    views::{
        Column, Finding, KINDS, Question, Row, Tile, columns, groups, kind, question, row_view,
        tiles,
    },
    words,
};
use crate::{
    access::Viewer,
    app::App,
    people::list::query,
    web::{Error, Fields, Result, Shell, page},
};

const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "people/import.html")]
pub(super) struct UploadPage {
    shell: Shell,
    error: String,
}

pub(super) fn upload_page(shell: Shell, error: String) -> UploadPage {
    let title = shell.l.import_title();
    UploadPage {
        shell: shell.titled(title),
        error,
    }
}

pub async fn upload_form(shell: Shell) -> Result<Response> {
    page(&upload_page(shell, String::new()))
}

#[derive(Template)]
#[template(path = "people/preview.html")]
#[allow(clippy::struct_excessive_bools)] // what a page shows or not
pub(super) struct PreviewPage {
    shell: Shell,
    id: String,
    read_as: String,
    header: String,
    guess: bool,
    mapping_error: String,
    columns: Vec<Column>,
    planned: bool,
    counts: Counts,
    tiles: Vec<Tile>,
    all_same: bool,
    absent: String,
    new_departments: String,
    question: Option<Question>,
    department: String,
    ask_department: bool,
    errors: Vec<Finding>,
    remarks: Vec<Finding>,
    rows: Vec<Row>,
    any_pick: bool,
    shown: String,
    before: String,
    after: String,
    fingerprint: String,
    confirm: String,
}

#[derive(Template)]
#[template(path = "people/imported.html")]
struct ResultPage {
    shell: Shell,
    id: String,
    file_name: String,
    created: i32,
    changed: i32,
    refused: i32,
}

/// The import of the address, as far as the viewer uploaded it, and what its file would do.
pub(super) async fn load(app: &App, viewer: &Viewer, id: &str) -> Result<Waiting> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let mut connection = app.db.acquire().await?;
    store::waiting(&mut connection, id, viewer.id, app.clock.now())
        .await?
        .ok_or(Error::NotFound)
}

/// Plans off the async threads; a file that was readable when it came still is.
pub(super) async fn analysed(
    file: Vec<u8>,
    choices: Choices,
    people: Vec<super::plan::Person>,
    departments: Vec<String>,
    today: time::Date,
) -> Result<Analysis> {
    tokio::task::spawn_blocking(move || {
        let read = analysis::read(&file)
            .map_err(|why| anyhow::anyhow!("a kept file is unreadable: {why:?}"))?;
        Ok(analysis::analyse(
            read,
            &choices,
            &people,
            &departments,
            today,
        ))
    })
    .await
    .map_err(anyhow::Error::from)?
}

pub async fn show(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response> {
    let waiting = load(&app, &viewer, &id).await?;
    let preview = preview(&app, shell, waiting, &query(raw.as_deref()), String::new()).await?;
    match preview {
        Shown::Preview(preview) => page(preview.as_ref()),
        Shown::Result(done) => Ok(done),
    }
}

pub(super) enum Shown {
    Preview(Box<PreviewPage>),
    Result(Response),
}

pub(super) async fn preview(
    app: &App,
    shell: Shell,
    mut waiting: Waiting,
    fields: &Fields,
    error: String,
) -> Result<Shown> {
    let Some(file) = waiting.file.take() else {
        let title = shell.l.import_done_title();
        return Ok(Shown::Result(page(&ResultPage {
            id: waiting.id.to_string(),
            file_name: waiting.file_name,
            created: waiting.created,
            changed: waiting.changed,
            refused: waiting.refused_rows,
            shell: shell.titled(title),
        })?));
    };
    let people = store::people(&mut *app.db.acquire().await?).await?;
    let today = app.clock.today(&app.settings.zone);
    let departments = std::mem::take(&mut waiting.departments);
    let analysis = analysed(file, waiting.choices.0.clone(), people, departments, today).await?;
    Ok(Shown::Preview(Box::new(preview_page(
        shell, &waiting, &analysis, fields, error,
    ))))
}

fn preview_page(
    shell: Shell,
    waiting: &Waiting,
    found: &Analysis,
    fields: &Fields,
    error: String,
) -> PreviewPage {
    let (l, table) = (shell.l, &found.table);
    let base = format!("/people/import/{}", waiting.id);
    let nothing = Plan {
        rows: Vec::new(),
        question: None,
        new_departments: Vec::new(),
        absent: 0,
    };
    let plan = found.plan.as_ref().unwrap_or(&nothing);
    let counts = plan.counts();
    let show = match fields.get("show") {
        "" if counts.refused > 0 => "refused",
        "" => "all",
        other => other,
    };
    let chosen: Vec<&PlannedRow> = plan
        .rows
        .iter()
        .filter(|row| kind(&row.outcome) == show || !KINDS.contains(&show))
        .collect();
    let from = fields
        .get("from")
        .parse()
        .unwrap_or(0_usize)
        .min(chosen.len().saturating_sub(1));
    let from = from - from % PAGE;
    let at = |from: usize| format!("{base}?show={show}&from={from}#rows");
    let writes = counts.create + counts.change;
    let rows: Vec<Row> = chosen
        .iter()
        .skip(from)
        .take(PAGE)
        .map(|row| row_view(row, &waiting.choices, &shell))
        .collect();
    PreviewPage {
        read_as: l.import_read_as(
            waiting.file_name.as_str(),
            table.rows.len().to_string(),
            words::encoding(found.encoding, l),
            words::delimiter(table.delimiter, l),
        ),
        header: table.header_line.map_or_else(
            || l.import_header_none(),
            |line| l.import_header_line(line.to_string()),
        ),
        guess: found.encoding == Encoding::Windows1252,
        mapping_error: match &found.plan {
            Err(why) if error.is_empty() => words::mapping(why, l),
            _ => error,
        },
        columns: columns(table, &found.mapping, l),
        planned: found.plan.is_ok(),
        tiles: tiles(&base, show, &counts, l),
        all_same: found.plan.is_ok() && writes == 0 && counts.refused == 0,
        absent: if plan.absent > 0 {
            l.import_absent(plan.absent)
        } else {
            String::new()
        },
        new_departments: if plan.new_departments.is_empty() {
            String::new()
        } else {
            l.import_new_departments(plan.new_departments.join(&l.words_comma()))
        },
        question: question(plan, &waiting.choices, &shell),
        ask_department: waiting.choices.department.is_some()
            || plan.rows.iter().any(|row| row.person.department.is_none()),
        department: waiting.choices.department.clone().unwrap_or_default(),
        errors: groups(plan.fault_groups(), |kind| words::fault_kind(kind, l), l),
        remarks: groups(plan.remark_groups(), |remark| words::remark(remark, l), l),
        any_pick: rows.iter().any(|row| !row.picks.is_empty()),
        shown: rows.first().map_or_else(String::new, |row| {
            l.import_rows_shown(row.line.to_string(), chosen.len().to_string())
        }),
        before: if from >= PAGE {
            at(from - PAGE)
        } else {
            String::new()
        },
        after: if from + PAGE < chosen.len() {
            at(from + PAGE)
        } else {
            String::new()
        },
        rows,
        fingerprint: fingerprint(plan),
        confirm: match (writes, counts.refused) {
            (0, _) => String::new(),
            (writes, 0) => l.import_confirm(writes),
            (writes, refused) => l.import_confirm_without(writes, refused),
        },
        counts,
        id: waiting.id.to_string(),
        shell: shell.titled(l.import_preview_title()),
    }
}

/// What the user has seen, so that a confirmation never does anything else.
pub(super) fn fingerprint(plan: &Plan) -> String {
    use sha2::{Digest, Sha256};
    use std::fmt::Write;
    let mut hash = Sha256::new();
    for row in &plan.rows {
        hash.update(format!("{}{:?}{:?}", row.line, row.outcome, row.person));
    }
    hash.finalize()
        .iter()
        .take(12)
        .fold(String::new(), |mut out, byte| {
            // writing to a String cannot fail
            let _ = write!(out, "{byte:02x}");
            out
        })
}
