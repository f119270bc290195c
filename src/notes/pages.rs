//! The page of notes, and what of it stands beside a text that is being written.

use askama::Template;
use axum::response::Response;
use uuid::Uuid;

use super::{FILES, LARGEST_FILE, store};
use crate::{
    access::Action,
    app::App,
    appraisals::{Seen, header::Header},
    web::{FieldError, Fields, FormView, Result, Shell, forms::Faults, page, when},
};

pub struct FileView {
    pub href: String,
    pub name: String,
    pub size: String,
}

pub struct NoteView {
    pub id: String,
    pub own: bool,
    pub head: String,
    pub words: String,
    pub shared: bool,
    pub version: i32,
    pub files: Vec<FileView>,
    /// What is typed in its form, where it is this one that came back.
    pub typed: String,
    pub typed_shared: bool,
    pub errors: Vec<FieldError>,
}

/// Notes beside a text that is being written; the part `notes/gathered.html` shows them.
#[derive(Default)]
pub struct Gathered {
    pub notes: Vec<NoteView>,
}

impl Gathered {
    #[must_use]
    pub fn of(notes: Vec<store::Note>, seen: &Seen, shell: &Shell) -> Self {
        Self {
            notes: views(notes, seen, shell),
        }
    }
}

fn size(bytes: i64) -> String {
    let kib = (bytes + 1023) / 1024;
    if kib < 1024 {
        format!("{kib} KB")
    } else {
        format!("{}.{} MB", kib / 1024, kib % 1024 * 10 / 1024)
    }
}

fn views(notes: Vec<store::Note>, seen: &Seen, shell: &Shell) -> Vec<NoteView> {
    let l = shell.l;
    notes
        .into_iter()
        .map(|note| {
            let at = when::instant(
                note.changed_at.unwrap_or(note.written_at),
                &seen.viewer.zone,
                shell.lang,
            );
            NoteView {
                id: note.id.to_string(),
                own: note.own,
                head: l.notes_head(note.author, at),
                typed: note.words.clone(),
                typed_shared: note.shared,
                words: note.words,
                shared: note.shared,
                version: note.version,
                files: note
                    .files
                    .0
                    .into_iter()
                    .map(|file| FileView {
                        href: seen.address(&format!("/notes/files/{}", file.id)),
                        name: file.name,
                        size: size(file.bytes),
                    })
                    .collect(),
                errors: Vec::new(),
            }
        })
        .collect()
}

#[derive(Template)]
#[template(path = "notes/show.html")]
struct NotesPage {
    shell: Shell,
    header: Header,
    notes: Vec<NoteView>,
    writing: bool,
    /// A new note.
    form: FormView,
    files_hint: String,
}

/// `GET …/notes`
pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    render(
        &app,
        shell,
        &seen,
        None,
        &Fields::default(),
        &Faults::default(),
    )
    .await
}

pub(super) async fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    of: Option<Uuid>,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let mut notes = views(store::list(&app.db, seen).await?, seen, &shell);
    let of = of.map(|id| id.to_string());
    for note in &mut notes {
        if Some(&note.id) == of.as_ref() {
            fields.get("words").clone_into(&mut note.typed);
            note.typed_shared = fields.has("shared");
            note.errors = FieldError::list(faults, l);
            for error in &mut note.errors {
                error.field = format!("{}-{}", error.field, note.id);
                error.label = l.notes_words();
            }
        }
    }
    let form = match of {
        None => FormView::of(fields, faults, l),
        Some(_) => FormView::of(&Fields::default(), &Faults::default(), l),
    };
    let shell = shell.titled(l.notes_title());
    page(&NotesPage {
        header: Header::of(seen, app, &shell),
        notes,
        writing: seen.can(Action::WriteNotes),
        form: form.labels([("words", l.notes_words()), ("files", l.notes_files())]),
        files_hint: l.notes_files_hint(FILES.to_string(), (LARGEST_FILE >> 20).to_string()),
        shell,
    })
}
