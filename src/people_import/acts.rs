//! What the buttons of an import do: upload, settle, confirm, throw away; and the refused rows as a file.

use axum::{
    extract::{Multipart, multipart::MultipartRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use tokio::io::{AsyncSeekExt, AsyncWriteExt};
use uuid::Uuid;

use super::{
    pages::{self, Shown},
    reading::{Choices, LIMIT},
    report,
    store::{self, Import, Status},
    words, work,
};
use crate::{
    access::Viewer,
    app::App,
    jobs,
    tables::{csv::download, dates::Order, source::spool},
    web::{Error, Fields, Notice, Result, Shell, Texts, page, see},
};

pub async fn upload(
    app: App,
    shell: Shell,
    viewer: Viewer,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let form = form.map_err(|_| Error::Malformed)?;
    let again = |shell: Shell, error: String| {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Ok((status, page(&pages::upload_page(shell, error))?).into_response())
    };
    let Some(file) = file_of(form).await? else {
        let missing = shell.l.import_file_missing();
        return again(shell, missing);
    };
    let now = app.clock.now();
    store::sweep(&app.db, now).await?;
    let mut tx = app.db.begin().await?;
    let id = store::begin(&mut tx, Some(viewer.id), now, &file.name).await?;
    store::keep_file(&mut tx, id, false, file.content).await?;
    let job = work::enqueue(&mut tx, &app, id, viewer.id, shell.lang, 0).await?;
    tx.commit().await?;
    work::hurry(&app, job).await;

    let import = pages::load(&app, &viewer, id).await?;
    if let (Status::Unreadable, Some(why)) = (import.status, &import.problem) {
        store::discard(&app.db, id, Some(viewer.id)).await?;
        jobs::forget(&app.db, job).await?;
        let text = words::unreadable(why, shell.l);
        return again(shell, text);
    }
    Ok(Redirect::to(&format!("/people/import/{id}")).into_response())
}

struct Uploaded {
    name: String,
    content: std::fs::File,
}

/// The field `file`, written to a file of this machine as it comes. A body that is too large or cut off
/// half-way is told as such.
async fn file_of(mut form: Multipart) -> Result<Option<Uploaded>> {
    let broken = |error: axum::extract::multipart::MultipartError| {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Error::TooLarge
        } else {
            Error::Malformed
        }
    };
    while let Some(mut field) = form.next_field().await.map_err(broken)? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or_default();
        // browsers may send a path; control characters have no place in a name
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
        let mut kept = tokio::fs::File::from_std(spool().map_err(anyhow::Error::from)?);
        let mut size = 0;
        while let Some(bytes) = field.chunk().await.map_err(broken)? {
            size += bytes.len();
            if size > LIMIT {
                return Err(Error::TooLarge);
            }
            kept.write_all(&bytes).await.map_err(anyhow::Error::from)?;
        }
        kept.flush().await.map_err(anyhow::Error::from)?;
        kept.rewind().await.map_err(anyhow::Error::from)?;
        let content = kept.into_std().await;
        let is_file = size > 0 || !name.is_empty();
        return Ok(is_file.then_some(Uploaded { name, content }));
    }
    Ok(None)
}

/// Columns, order of dates, department, superiors.
pub async fn choose(
    app: App,
    shell: Shell,
    viewer: Viewer,
    import: Import,
    fields: Fields,
) -> Result<Response> {
    let address = format!("/people/import/{}", import.id);
    let (Status::Ready, Some(reading)) = (import.status, &import.reading) else {
        return Ok(see(&address, Notice::AlreadyDone));
    };
    let mut choices = import.choices.0.clone();
    let pairs = fields
        .pairs()
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    match reading.mapping().changed_by(pairs) {
        Ok(mapping) => choices.columns = Some(Choices::columns_of(&mapping)),
        Err(why) => {
            let text = words::mapping(&why, shell.l);
            return match pages::preview(&app, shell, &viewer, import, &fields, text).await? {
                Shown::Preview(preview) => {
                    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(preview.as_ref())?).into_response())
                }
                Shown::Other(other) => Ok(other),
            };
        }
    }
    settle(&mut choices, &fields);
    let rows = i64::try_from(reading.rows).unwrap_or(0);
    let mut tx = app.db.begin().await?;
    store::choose(&mut tx, import.id, &choices).await?;
    let job = work::enqueue(&mut tx, &app, import.id, viewer.id, shell.lang, rows).await?;
    tx.commit().await?;
    work::hurry(&app, job).await;
    Ok(Redirect::to(&address).into_response())
}

fn settle(choices: &mut Choices, fields: &Fields) {
    if let Some(order) = Order::from_key(fields.get("date_order")) {
        choices.date_order = Some(order.key().to_owned());
    }
    if fields.has("department") {
        let name = crate::tables::cells::clean(fields.get("department"));
        let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
        choices.department = (!name.is_empty()).then_some(name);
    }
    for (name, value) in fields.pairs() {
        if let Some(line) = name
            .strip_prefix("superior_")
            .and_then(|line| line.parse::<i32>().ok())
            .and_then(|line| u64::try_from(line).ok())
        {
            if value.is_empty() {
                choices.superiors.remove(&line);
            } else {
                let number = value.chars().filter(|c| !c.is_control()).take(64);
                choices.superiors.insert(line, number.collect());
            }
        }
    }
}

/// Everything that is not refused, and only what the preview showed.
pub async fn confirm(
    app: App,
    shell: Shell,
    viewer: Viewer,
    import: Import,
    fields: Fields,
) -> Result<Response> {
    let address = format!("/people/import/{}", import.id);
    let rows = import.plan.as_ref().map_or(0, |plan| {
        let counts = plan.counts;
        counts.create + counts.change
    });
    let mut tx = app.db.begin().await?;
    if !store::confirm(&mut tx, import.id, fields.get("plan")).await? {
        let notice = if import.status == Status::Ready {
            Notice::ImportChanged
        } else {
            Notice::AlreadyDone
        };
        return Ok(see(&address, notice));
    }
    let job = work::enqueue(&mut tx, &app, import.id, viewer.id, shell.lang, rows).await?;
    tx.commit().await?;
    work::hurry(&app, job).await;
    Ok(Redirect::to(&address).into_response())
}

pub async fn discard(app: App, viewer: Viewer, import: Import) -> Result<Response> {
    store::discard(&app.db, import.id, Some(viewer.id)).await?;
    Ok(Redirect::to("/people/import").into_response())
}

/// The refused rows with reasons, before or after the confirmation.
pub async fn errors(app: App, shell: Shell, import: Import) -> Result<Response> {
    let file = match import.status {
        Status::Ready => refused_now(&app, import.id, shell.l).await?,
        Status::Done if import.refused_rows > 0 => store::file(&app.db, import.id, true).await?,
        _ => return Err(Error::NotFound),
    };
    Ok(download(file, "refused-rows.csv"))
}

async fn refused_now(app: &App, id: Uuid, l: &'static Texts) -> Result<std::fs::File> {
    let mut connection = app.db.acquire().await?;
    report::refused(&mut connection, &app.db, id, l).await
}
