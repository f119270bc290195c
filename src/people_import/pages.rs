//! The pages of an import: upload, preview, result.

use askama::Template;
use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use uuid::Uuid;

use super::{
    planning::{Counts, Report},
    reading::Reading,
    rows::{self, Outcome, PAGE, PlannedRow},
    store::{self, Import, Status},
    views::{Column, Finding, Question, Row, Tile, columns, groups, question, row_view, tiles},
    words, work,
};
use crate::{
    access::Viewer,
    app::App,
    jobs,
    tables::decode::Encoding,
    web::{Asked, At, Error, Fields, Result, Shell, page, when},
};

#[derive(Template)]
#[template(path = "people_import/import.html")]
pub(super) struct UploadPage {
    shell: Shell,
    error: String,
    /// Address, name and moment of files that wait to be confirmed.
    waiting: Vec<(String, String, String)>,
}

pub(super) fn upload_page(shell: Shell, error: String) -> UploadPage {
    let title = shell.l.import_title();
    UploadPage {
        shell: shell.titled(title),
        error,
        waiting: Vec::new(),
    }
}

pub async fn upload_form(app: App, shell: Shell, viewer: Viewer) -> Result<Response> {
    let found = store::unfinished(&app.db, viewer.id, app.clock.now()).await?;
    let lang = shell.lang;
    let mut form = upload_page(shell, String::new());
    form.waiting = found
        .into_iter()
        .map(|(id, name, at)| {
            let at = when::instant(at, &viewer.zone, lang);
            (format!("/people/import/{id}"), name, at)
        })
        .collect();
    page(&form)
}

#[derive(Template)]
#[template(path = "people_import/preview.html")]
#[allow(clippy::struct_excessive_bools)] // what a page shows or not
pub(super) struct PreviewPage {
    shell: Shell,
    id: String,
    read_as: String,
    header: String,
    guess: bool,
    changed_meanwhile: bool,
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
#[template(path = "people_import/imported.html")]
struct ResultPage {
    shell: Shell,
    id: String,
    file_name: String,
    created: i32,
    changed: i32,
    refused: i32,
}

/// The import of the address, as far as the viewer uploaded it.
pub(super) async fn load(app: &App, viewer: &Viewer, id: Uuid) -> Result<Import> {
    let mut connection = app.db.acquire().await?;
    store::import(&mut connection, id, Some(viewer.id), app.clock.now())
        .await?
        .ok_or(Error::NotFound)
}

impl FromRequestParts<App> for Import {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let viewer = Viewer::from_request_parts(parts, app).await?;
        let At(id) = At::from_request_parts(parts, app).await?;
        load(app, &viewer, id).await
    }
}

pub async fn show(
    app: App,
    shell: Shell,
    viewer: Viewer,
    import: Import,
    asked: Asked,
) -> Result<Response> {
    match preview(&app, shell, &viewer, import, asked.fields(), String::new()).await? {
        Shown::Preview(preview) => page(preview.as_ref()),
        Shown::Other(other) => Ok(other),
    }
}

pub(super) enum Shown {
    Preview(Box<PreviewPage>),
    Other(Response),
}

pub(super) async fn preview(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    import: Import,
    fields: &Fields,
    error: String,
) -> Result<Shown> {
    let l = shell.l;
    match (import.status, &import.reading) {
        (Status::Done, _) => Ok(Shown::Other(page(&ResultPage {
            id: import.id.to_string(),
            file_name: import.file_name,
            created: import.created,
            changed: import.changed,
            refused: import.refused_rows,
            shell: shell.titled(l.import_done_title()),
        })?)),
        (Status::Unreadable, _) => {
            let why = import.problem.map(|why| words::unreadable(&why, l));
            let upload = upload_page(shell, why.unwrap_or_default());
            Ok(Shown::Other(page(&upload)?))
        }
        (Status::Ready, Some(reading)) => {
            let nothing = Counts::default();
            let counts = import.plan.as_ref().map_or(nothing, |plan| plan.counts);
            let show = match fields.get("show") {
                "" if counts.refused > 0 => "refused",
                other => other,
            };
            let only = Outcome::from_key(show);
            let from = fields.get("from").parse().unwrap_or(0_i64);
            let from = from.clamp(0, counts.of(only).max(1) - 1) / PAGE * PAGE;
            let rows = rows::page(&app.db, import.id, only, from).await?;
            let shown = ShownRows { rows, only, from };
            let preview = preview_page(shell, &import, reading, &shown, error);
            Ok(Shown::Preview(Box::new(preview)))
        }
        _ => waiting(app, &shell, viewer, &import).await,
    }
}

/// The page on which one waits for the job.
async fn waiting(app: &App, shell: &Shell, viewer: &Viewer, import: &Import) -> Result<Shown> {
    let key = import.id.to_string();
    let live = jobs::live(&app.db, jobs::kinds::PEOPLE_IMPORT, &key).await?;
    let job = if let Some(job) = live {
        job
    } else {
        let mut tx = app.db.begin().await?;
        let job = work::enqueue(&mut tx, app, import.id, viewer.id, shell.lang, 0).await?;
        tx.commit().await?;
        job
    };
    Ok(Shown::Other(
        Redirect::to(&format!("/jobs/{job}")).into_response(),
    ))
}

struct ShownRows {
    rows: Vec<PlannedRow>,
    only: Option<Outcome>,
    from: i64,
}

impl Counts {
    fn of(&self, outcome: Option<Outcome>) -> i64 {
        match outcome {
            Some(Outcome::Create) => self.create,
            Some(Outcome::Change) => self.change,
            Some(Outcome::Nothing) => self.nothing,
            Some(Outcome::Refused) => self.refused,
            None => self.create + self.change + self.nothing + self.refused,
        }
    }
}

fn preview_page(
    shell: Shell,
    import: &Import,
    reading: &Reading,
    shown: &ShownRows,
    error: String,
) -> PreviewPage {
    let l = shell.l;
    let base = format!("/people/import/{}", import.id);
    let plan: Option<&Report> = import.plan.as_deref();
    let counts = plan.map_or_else(Counts::default, |plan| plan.counts);
    let key = shown.only.map_or("all", Outcome::key);
    let at = |from: i64| format!("{base}?show={key}&from={from}#rows");
    let chosen = counts.of(shown.only);
    let writes = counts.create + counts.change;
    let number = |n: i64| usize::try_from(n).unwrap_or(0);
    let rows: Vec<Row> = shown
        .rows
        .iter()
        .map(|row| row_view(row, &import.choices, &shell))
        .collect();
    let mapping = reading.mapping();
    let mapping_error = match mapping.check() {
        Err(why) if error.is_empty() => words::mapping(&why, l),
        _ => error,
    };
    let rows_in_all = reading.rows;
    PreviewPage {
        read_as: match (&reading.sheet, reading.encoding, reading.delimiter) {
            (Some(sheet), ..) => {
                l.import_read_sheet(import.file_name.as_str(), rows_in_all, sheet.as_str())
            }
            (None, encoding, delimiter) => l.import_read_as(
                import.file_name.as_str(),
                rows_in_all,
                encoding.map_or_else(String::new, |one| words::encoding(one, l)),
                delimiter.map_or_else(String::new, |one| words::delimiter(one, l)),
            ),
        },
        header: reading.header_line.map_or_else(
            || l.import_header_none(),
            |line| l.import_header_line(line.to_string()),
        ),
        guess: reading.encoding == Some(Encoding::Windows1252),
        changed_meanwhile: import.changed_meanwhile,
        mapping_error,
        columns: columns(reading, &mapping, l),
        planned: plan.is_some(),
        tiles: tiles(&base, key, &counts, l),
        all_same: plan.is_some() && writes == 0 && counts.refused == 0,
        absent: plan
            .filter(|plan| plan.absent > 0)
            .map_or_else(String::new, |plan| l.import_absent(number(plan.absent))),
        new_departments: plan
            .filter(|plan| !plan.new_departments.is_empty())
            .map_or_else(String::new, |plan| {
                l.import_new_departments(some(&plan.new_departments, &l.words_comma()))
            }),
        question: question(reading, &import.choices, &shell),
        ask_department: import.choices.department.is_some()
            || plan.is_some_and(|plan| plan.without_department),
        department: import.choices.department.clone().unwrap_or_default(),
        errors: plan.map_or_else(Vec::new, |plan| {
            groups(&plan.faults, |kind| words::fault_kind(kind, l), l)
        }),
        remarks: plan.map_or_else(Vec::new, |plan| {
            groups(&plan.remarks, |remark| words::remark(remark, l), l)
        }),
        any_pick: rows.iter().any(|row| !row.picks.is_empty()),
        shown: rows.first().map_or_else(String::new, |row| {
            l.import_rows_shown(row.line.to_string(), chosen)
        }),
        before: if shown.from >= PAGE {
            at(shown.from - PAGE)
        } else {
            String::new()
        },
        after: if shown.from + PAGE < chosen {
            at(shown.from + PAGE)
        } else {
            String::new()
        },
        rows,
        fingerprint: import.fingerprint.clone().unwrap_or_default(),
        confirm: match (writes, counts.refused) {
            (0, _) => String::new(),
            (writes, 0) => l.import_confirm(number(writes)),
            (writes, refused) => l.import_confirm_without(number(writes), number(refused)),
        },
        counts,
        id: import.id.to_string(),
        shell: shell.titled(l.import_preview_title()),
    }
}

/// The first few of many names.
fn some(names: &[String], comma: &str) -> String {
    const MOST: usize = 40;
    let mut text = names[..names.len().min(MOST)].join(comma);
    if names.len() > MOST {
        text.push('…');
    }
    text
}
