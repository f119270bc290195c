//! Writing, sharing and removing one's own notes. The trail says that it happened, not what was written.

use axum::{extract::Path, response::Response};
use uuid::Uuid;

use super::{Form, MOST_FILES, MOST_NOTES, pages, store};
use crate::{
    access::Action,
    app::App,
    appraisals::Seen,
    audit::{Event, Was},
    web::{
        Error, Fields, Notice, Result, Shell, conflict,
        forms::{Fault, Faults, LONG},
        see, upload,
    },
};

/// `POST …/notes`
pub async fn add(app: App, shell: Shell, seen: Seen, form: Form) -> Result<Response> {
    let l = shell.l;
    let mut faults = Faults::default();
    let words = form.fields.required("words", LONG, &mut faults);
    if let Some(name) = form.too_large.first() {
        faults.add("files", Fault::Other(l.notes_file_large(name.as_str())));
    }
    if form.too_many {
        faults.add(
            "files",
            Fault::Other(l.notes_files_many(super::FILES.to_string())),
        );
    }
    if form.files.iter().any(|file| file.content.is_empty()) {
        faults.add("files", Fault::Other(l.notes_file_empty()));
    }
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    // one at a time in one appraisal, so that the counts hold
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended($1::text, 0))",
        format!("notes {} {}", seen.appraisal.id, seen.viewer.id)
    )
    .execute(&mut *change)
    .await?;
    let (notes, files) = store::kept(&mut change, &seen).await?;
    if notes >= MOST_NOTES {
        faults.add(
            "words",
            Fault::Other(l.notes_too_many(MOST_NOTES.to_string())),
        );
    }
    let more = i64::try_from(form.files.len()).unwrap_or(i64::MAX);
    if files.saturating_add(more) > MOST_FILES {
        faults.add(
            "files",
            Fault::Other(l.notes_too_many_files(MOST_FILES.to_string())),
        );
    }
    if !faults.is_empty() {
        drop(change);
        return pages::render(&app, shell, &seen, None, &form.fields, &faults).await;
    }
    let shared = form.fields.has("shared");
    let id = store::add(&mut change, &seen, &words, shared, &form.files, now).await?;
    let files = form.files.len();
    change
        .record(
            seen.appraisal.id,
            Event::NoteWritten {
                note: id,
                files,
                shared,
            },
        )
        .await?;
    change.commit().await?;
    Ok(see(&seen.address("/notes"), Notice::Saved))
}

async fn own(app: &App, seen: &Seen, id: &str) -> Result<store::Note> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    store::own(&app.db, seen, id).await
}

/// `POST …/notes/{note}`: its words, and whether the other side reads it.
pub async fn change(
    app: App,
    shell: Shell,
    seen: Seen,
    Path((_, note)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response> {
    let note = own(&app, &seen, &note).await?;
    let mut faults = Faults::default();
    let words = fields.required("words", LONG, &mut faults);
    if !faults.is_empty() {
        return pages::render(&app, shell, &seen, Some(note.id), &fields, &faults).await;
    }
    let address = seen.address(&format!("/notes/{}", note.id));
    if fields.version() != note.version {
        let rows = vec![("words".to_owned(), shell.l.notes_words(), note.words)];
        let writable = seen.can(Action::WriteNotes);
        let back = seen.address("/notes");
        let addresses = (address.as_str(), back.as_str());
        return conflict::page_below(shell, addresses, note.version, writable, rows, &fields);
    }
    let shared = fields.has("shared");
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    store::change(
        &mut change,
        &seen,
        note.id,
        note.version,
        &words,
        shared,
        now,
    )
    .await?;
    let shared = Was {
        before: note.shared,
        after: shared,
    };
    change
        .record(
            seen.appraisal.id,
            Event::NoteChanged {
                note: note.id,
                shared,
            },
        )
        .await?;
    change.commit().await?;
    Ok(see(&seen.address("/notes"), Notice::Saved))
}

/// `POST …/notes/{note}/removal`: with its files.
pub async fn remove(
    app: App,
    seen: Seen,
    Path((_, note)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response> {
    let note = own(&app, &seen, &note).await?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    store::remove(&mut change, &seen, note.id, fields.version()).await?;
    let event = Event::NoteRemoved {
        note: note.id,
        files: note.files.len(),
        shared: note.shared,
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/notes"), Notice::Removed))
}

/// `GET …/notes/files/{file}`
pub async fn download(
    app: App,
    seen: Seen,
    Path((_, file)): Path<(String, String)>,
) -> Result<Response> {
    let file: Uuid = file.parse().map_err(|_| Error::NotFound)?;
    let (name, content) = store::file(&app.db, &seen, file).await?;
    Ok(upload::download(&name, content))
}
