//! Notes, private notes and the shared sheet of a step: all save themselves as they are typed.

use axum::response::Response;
use serde::Serialize;

use super::back;
use crate::{
    access::Action,
    app::App,
    appraisals::{
        Seen,
        papers::{self, PaperKind},
    },
    interviews::{
        gather, live,
        room::{forms, pages::again, typed::Part},
        rules,
        sheets::Note,
    },
    language,
    web::{
        Error, Fields, Notice, Result, Shell, autosave, conflict,
        forms::{Faults, LONG},
    },
};

/// What is saved where.
struct Text<'a, T> {
    part: Part,
    kind: PaperKind,
    step: u8,
    body: &'a T,
    /// Texts for the language check, by field.
    checked: Vec<(String, String)>,
}

/// `POST …/interview/note`: the writer's own words in one step, seen by all three.
pub async fn save_note(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let mut faults = Faults::default();
    let step = forms::step(&fields)?;
    let body = Note {
        text: fields.text("note", LONG, &mut faults),
    };
    let text = Text {
        part: Part::Note,
        kind: PaperKind::InterviewNote,
        step,
        body: &body,
        checked: vec![("note".to_owned(), body.text.clone())],
    };
    keep(&app, shell, &seen, &fields, text, &faults).await
}

/// `POST …/interview/private-note`: for nobody else's eyes, ever.
pub async fn save_private(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let mut faults = Faults::default();
    let body = Note {
        text: fields.text("private", LONG, &mut faults),
    };
    let text = Text {
        part: Part::Private,
        kind: PaperKind::PrivateNote,
        step: 0,
        body: &body,
        checked: Vec::new(),
    };
    keep(&app, shell, &seen, &fields, text, &faults).await
}

/// `POST …/interview/sheet`: what a step leaves behind in words, kept by superior or facilitator; in the step that is the
/// superior's, by nobody else.
pub async fn save_sheet(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let step = forms::step(&fields)?;
    if step == rules::EXCHANGE {
        seen.may(Action::SpeakAsSuperior).map_err(Error::Denied)?;
    }
    let mut faults = Faults::default();
    let gathered = gather(&app.db, &seen).await?;
    let body = forms::sheet(step, &gathered, &fields, &mut faults).ok_or(Error::NotFound)??;
    let checked = fields
        .pairs()
        .iter()
        .filter(|(name, _)| name != "version" && name != "step")
        .cloned()
        .collect();
    let text = Text {
        part: Part::Sheet,
        kind: PaperKind::Interview,
        step,
        body: &body,
        checked,
    };
    keep(&app, shell, &seen, &fields, text, &faults).await
}

async fn keep<T: Serialize>(
    app: &App,
    shell: Shell,
    seen: &Seen,
    fields: &Fields,
    text: Text<'_, T>,
    faults: &Faults,
) -> Result<Response> {
    if !faults.is_empty() {
        return if fields.autosave {
            Ok(autosave::refused(faults, shell.l))
        } else {
            again(
                app,
                shell,
                seen,
                forms::shown(fields),
                text.part,
                fields,
                faults,
            )
            .await
        };
    }
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let paper = (text.kind, i16::from(text.step));
    let version = match papers::save(&mut tx, seen, paper, fields.version(), text.body, now).await {
        Ok(version) => version,
        Err(Error::Conflict) if fields.autosave => return Ok(autosave::conflict()),
        Err(Error::Conflict) => {
            tx.rollback().await?;
            return clash(app, shell, seen, fields, &text).await;
        }
        Err(error) => return Err(error),
    };
    // a private note is nobody's news
    if text.kind != PaperKind::PrivateNote {
        live::notify(&mut tx, seen.appraisal.id).await?;
    }
    tx.commit().await?;
    if fields.autosave {
        let hints = text
            .checked
            .iter()
            .flat_map(|(field, words)| {
                language::check(words)
                    .iter()
                    .map(|hint| (field.clone(), language::tell(hint, shell.l)))
                    .collect::<Vec<_>>()
            })
            .collect::<Vec<_>>();
        return Ok(autosave::saved_with(
            version,
            now,
            &seen.viewer.zone,
            &hints,
        ));
    }
    Ok(back(seen, forms::shown(fields), Notice::Saved))
}

/// Both texts side by side. Own notes clash only between one's own windows.
async fn clash<T>(
    app: &App,
    shell: Shell,
    seen: &Seen,
    fields: &Fields,
    text: &Text<'_, T>,
) -> Result<Response> {
    // the stage may be what changed: then there is nothing to save into
    let seen = Seen::by_id(&app.db, seen.appraisal.id, seen.viewer.clone()).await?;
    let gathered = gather(&app.db, &seen).await?;
    let (l, step) = (shell.l, text.step);
    let (below, action, version, rows) = match text.part {
        Part::Private => (
            "/interview/private-note",
            Action::TakePartInInterview,
            gathered.private_note.version,
            vec![(
                "private".to_owned(),
                l.room_private(),
                gathered.private_note.body.text.clone(),
            )],
        ),
        Part::Note => {
            let own = gathered.note(step, seen.viewer.id);
            (
                "/interview/note",
                Action::TakePartInInterview,
                own.map_or(0, |note| note.version),
                vec![(
                    "note".to_owned(),
                    l.room_own_note(),
                    own.map(|note| note.text.clone()).unwrap_or_default(),
                )],
            )
        }
        _ => {
            let (version, rows) =
                crate::interviews::room::bodies::sheet_rows(step, &gathered, &seen, &shell);
            ("/interview/sheet", Action::ConductInterview, version, rows)
        }
    };
    let open = seen.can(action);
    let (action, back) = super::clash::addresses(&seen, below, forms::shown(fields));
    conflict::page_below(shell, (&action, &back), version, open, rows, fields)
}
