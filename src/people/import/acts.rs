//! What the buttons of an import do: upload, settle, confirm, throw away; and the refused rows as a file.

use axum::{
    extract::{Multipart, Path, State, multipart::MultipartRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};

use super::{
    analysis::{self, Analysis, Choices, Unreadable},
    dates::Order,
    pages::{self, Shown},
    store, words,
};
use crate::{
    access::Viewer,
    app::App,
    history,
    people::store as people_store,
    web::{Error, Fields, Notice, Result, Shell, Texts, page, see},
};

pub async fn upload(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let form = form.map_err(|_| Error::Malformed)?;
    let again = |shell: Shell, error: String| {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Ok((status, page(&pages::upload_page(shell, error))?).into_response())
    };
    let (file_name, file) = match file_of(form).await? {
        Some((name, file)) if !file.is_empty() || !name.is_empty() => (name, file),
        _ => {
            let missing = shell.l.import_file_missing();
            return again(shell, missing);
        }
    };
    let checked = tokio::task::spawn_blocking(move || (analysis::read(&file), file));
    let (read, file) = checked.await.map_err(anyhow::Error::from)?;
    let read = match read {
        Ok(read) => read,
        Err(why) => {
            let text = unreadable(&why, shell.l);
            return again(shell, text);
        }
    };
    let now = app.clock.now();
    store::sweep(&app.db, now).await?;
    let choices = Choices {
        columns: store::remembered(&app.db, &read.table.header).await?,
        ..Choices::default()
    };
    let id = store::keep(&app.db, viewer.id, now, &file_name, &file, &choices).await?;
    Ok(Redirect::to(&format!("/people/import/{id}")).into_response())
}

/// Name and content of the field `file`. A body that is too large or cut off half-way is told as such.
async fn file_of(mut form: Multipart) -> Result<Option<(String, Vec<u8>)>> {
    let broken = |error: axum::extract::multipart::MultipartError| {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Error::TooLarge
        } else {
            Error::Malformed
        }
    };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default();
            // browsers may send a path; control characters have no place in a name
            let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
            let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
            let bytes = field.bytes().await.map_err(broken)?;
            return Ok(Some((name, bytes.to_vec())));
        }
    }
    Ok(None)
}

pub(super) fn unreadable(why: &Unreadable, l: &Texts) -> String {
    match why {
        Unreadable::Bytes(refusal) => words::undecodable(refusal, l),
        Unreadable::Table(refusal) => words::no_table(*refusal, l),
    }
}

/// Columns, order of dates, department, superiors.
pub async fn choose(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let waiting = pages::load(&app, &viewer, &id).await?;
    let Some(file) = &waiting.file else {
        return Ok(see(&format!("/people/import/{id}"), Notice::AlreadyDone));
    };
    let read = analysis::read(file)
        .map_err(|why| anyhow::anyhow!("a kept file is unreadable: {why:?}"))?;
    let mut choices = waiting.choices.0.clone();
    let today = app.clock.today(&app.settings.zone);
    let before = analysis::analyse(read, &choices, &[], &[], today).mapping;
    let pairs = fields
        .pairs()
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    match before.changed_by(pairs) {
        Ok(mapping) => choices.columns = Some(Choices::columns_of(&mapping)),
        Err(why) => {
            let text = words::mapping(&why, shell.l);
            return match pages::preview(&app, shell, waiting, &fields, text).await? {
                Shown::Preview(preview) => {
                    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(preview.as_ref())?).into_response())
                }
                Shown::Result(done) => Ok(done),
            };
        }
    }
    settle(&mut choices, &fields);
    store::choose(&app.db, waiting.id, &choices).await?;
    Ok(Redirect::to(&format!("/people/import/{}", waiting.id)).into_response())
}

fn settle(choices: &mut Choices, fields: &Fields) {
    if let Some(order) = Order::from_key(fields.get("date_order")) {
        choices.date_order = Some(order.key().to_owned());
    }
    if fields.has("department") {
        let name = super::cells::clean(fields.get("department"));
        let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
        choices.department = (!name.is_empty()).then_some(name);
    }
    for (name, value) in fields.pairs() {
        if let Some(line) = name
            .strip_prefix("superior_")
            .and_then(|line| line.parse().ok())
        {
            if value.is_empty() {
                choices.superiors.remove(&line);
            } else {
                choices
                    .superiors
                    .insert(line, value.chars().take(64).collect());
            }
        }
    }
}

/// Everything that is not refused, in one transaction, and only what the preview showed.
pub async fn confirm(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let address = format!(
        "/people/import/{}",
        pages::load(&app, &viewer, &id).await?.id
    );
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let (l, now) = (shell.l, app.clock.now());
    let mut tx = app.db.begin().await?;
    store::lock(&mut tx, id).await?;
    people_store::lock_lines(&mut tx).await?;
    let waiting = store::waiting(&mut tx, id, viewer.id, now)
        .await?
        .ok_or(Error::NotFound)?;
    let Some(file) = waiting.file else {
        return Ok(see(&address, Notice::AlreadyDone));
    };
    let people = store::people(&mut tx).await?;
    let file_hash = {
        use sha2::{Digest, Sha256};
        Sha256::digest(&file).to_vec()
    };
    let today = app.clock.today(&app.settings.zone);
    let found = pages::analysed(
        file,
        waiting.choices.0.clone(),
        people,
        waiting.departments,
        today,
    )
    .await?;
    let Analysis {
        table,
        mapping,
        plan: Ok(plan),
        ..
    } = found
    else {
        return Ok(see(&address, Notice::ImportChanged));
    };
    if fields.get("plan") != pages::fingerprint(&plan) {
        return Ok(see(&address, Notice::ImportChanged));
    }
    let counts = plan.counts();
    store::write(&mut tx, &plan).await?;
    let detail = serde_json::json!({
        "import": id, "file_sha256": hex(&file_hash), "created": counts.create, "changed": counts.change,
        "unchanged": counts.nothing, "refused": counts.refused, "new_departments": plan.new_departments.len(),
    });
    history::append(
        &mut tx,
        history::COMPANY,
        Some(viewer.id),
        "people_imported",
        &detail,
        now,
    )
    .await?;
    let refused = (counts.refused > 0).then(|| refused_csv(&table, &plan, l));
    let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let result = (
        count(counts.create),
        count(counts.change),
        count(counts.refused),
    );
    store::done(&mut tx, id, now, result, refused.as_deref()).await?;
    let columns = Choices::columns_of(&mapping);
    store::remember(&mut tx, &table.header, &columns, now).await?;
    tx.commit().await?;
    Ok(Redirect::to(&address).into_response())
}

fn refused_csv(table: &super::table::Table, plan: &super::plan::Plan, l: &Texts) -> Vec<u8> {
    let (line, reason) = (l.import_report_line(), l.import_report_reason());
    analysis::refused_rows(table, plan, [&line, &reason], |fault| {
        words::fault(fault, l)
    })
}

pub async fn discard(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response> {
    let waiting = pages::load(&app, &viewer, &id).await?;
    store::discard(&app.db, waiting.id, viewer.id).await?;
    Ok(Redirect::to("/people/import").into_response())
}

/// The refused rows with reasons, before or after the confirmation.
pub async fn errors(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response> {
    let waiting = pages::load(&app, &viewer, &id).await?;
    let csv = match waiting.file {
        None => store::refused_file(&app.db, waiting.id)
            .await?
            .ok_or(Error::NotFound)?,
        Some(file) => {
            let people = store::people(&mut *app.db.acquire().await?).await?;
            let today = app.clock.today(&app.settings.zone);
            let found =
                pages::analysed(file, waiting.choices.0, people, waiting.departments, today)
                    .await?;
            let plan = found.plan.map_err(|_| Error::NotFound)?;
            refused_csv(&found.table, &plan, shell.l)
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"refused-rows.csv\"",
        ),
    ];
    Ok((headers, csv).into_response())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut out, byte| {
        // writing to a String cannot fail
        let _ = write!(out, "{byte:02x}");
        out
    })
}
