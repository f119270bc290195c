//! The colleague's own page: accept or decline, write, send. It shows nothing of the appraisal but
//! whom it is about.

use askama::Template;
use axum::response::Response;

use super::{
    acts::open_round,
    rules::{Answer, Mode, Round, State as Is},
    shown::question,
    store::{self, Own},
};
use crate::{
    app::App,
    appraisals::Seen,
    language,
    web::{
        Error, Fields, FormView, Notice, Result, Shell, autosave, conflict,
        forms::{Fault, Faults, LONG, SHORT},
        page, see, when,
    },
};

struct QuestionView {
    name: &'static str,
    label: String,
    value: String,
    error: String,
    hints: Vec<String>,
}

#[derive(Template)]
#[template(path = "evaluations/input.html")]
struct InputPage {
    form: FormView,
    shell: Shell,
    href: String,
    about: String,
    promise: String,
    until: String,
    accepted: bool,
    version: i32,
    questions: Vec<QuestionView>,
}

fn address(seen: &Seen) -> String {
    seen.address("/input")
}

/// `GET …/input`
pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let round = open_round(&app, &shell, &seen).await?;
    let own = store::own(&app.db, &seen).await?;
    render(shell, &seen, &round, &own, None, &Faults::default())
}

fn render(
    shell: Shell,
    seen: &Seen,
    round: &Round,
    own: &Own,
    typed: Option<&Fields>,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let empty = Answer::default();
    let draft = own.draft.as_ref().map_or(&empty, |draft| &draft.0);
    let value = |field: &str| {
        typed.filter(|fields| fields.has(field)).map_or_else(
            || draft.get(field).to_owned(),
            |fields| fields.get(field).to_owned(),
        )
    };
    let name = seen.appraisal.appraisee.name.as_str();
    page(&InputPage {
        form: FormView::of(typed.unwrap_or(&Fields::default()), faults, l)
            .labels([("reason", l.reason())]),
        href: address(seen),
        about: name.to_owned(),
        promise: match round.mode {
            Mode::Named => l.input_named(),
            Mode::Anonymous => l.input_anonymous(),
        },
        until: l.colleagues_until(when::day(round.due_on, shell.lang)),
        accepted: own.state == Is::Accepted,
        version: typed.map_or(own.version, Fields::version),
        questions: Answer::FIELDS
            .into_iter()
            .map(|field| {
                let value = value(field);
                QuestionView {
                    name: field,
                    label: question(field, l),
                    error: faults.at(field, l),
                    hints: language::check(&value)
                        .iter()
                        .map(|hint| language::tell(hint, l))
                        .collect(),
                    value,
                }
            })
            .collect(),
        shell: shell.titled(l.input_title(name)),
    })
}

/// `POST …/input/answer`: accept, or decline with a reason.
pub async fn answer(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let round = open_round(&app, &shell, &seen).await?;
    let which = (seen.viewer.id.0, fields.version());
    let accepts = fields.either("do", "accept", "decline")?;
    if accepts {
        let mut change = app.change(Some(seen.viewer.id)).await?;
        store::decide(&mut change, &seen, which, &[Is::Asked], Is::Accepted, "").await?;
        change.commit().await?;
        return Ok(see(&address(&seen), Notice::InputAccepted));
    }
    let mut faults = Faults::default();
    let reason = fields.required("reason", SHORT, &mut faults);
    if !faults.is_empty() {
        let own = store::own(&app.db, &seen).await?;
        return render(shell, &seen, &round, &own, Some(&fields), &faults);
    }
    let from = [Is::Asked, Is::Accepted];
    let mut change = app.change(Some(seen.viewer.id)).await?;
    store::decide(&mut change, &seen, which, &from, Is::Declined, &reason).await?;
    change.commit().await?;
    Ok(see("/", Notice::InputDeclined))
}

fn read(fields: &Fields, faults: &mut Faults) -> Answer {
    Answer {
        strengths: fields.text("strengths", LONG, faults),
        improve: fields.text("improve", LONG, faults),
        example: fields.text("example", LONG, faults),
    }
}

/// `POST …/input`: the draft, as typed.
pub async fn save(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let round = open_round(&app, &shell, &seen).await?;
    let mut faults = Faults::default();
    let draft = read(&fields, &mut faults);
    if !faults.is_empty() {
        if fields.autosave {
            return Ok(autosave::refused(&faults, shell.l));
        }
        let own = store::own(&app.db, &seen).await?;
        return render(shell, &seen, &round, &own, Some(&fields), &faults);
    }
    let mut tx = app.db.begin().await?;
    match store::draft(&mut tx, &seen, fields.version(), &draft).await {
        Ok(version) => {
            tx.commit().await?;
            if !fields.autosave {
                return Ok(see(&address(&seen), Notice::Saved));
            }
            let hints: Vec<(String, String)> = Answer::FIELDS
                .iter()
                .flat_map(|field| {
                    language::check(draft.get(field))
                        .into_iter()
                        .map(|hint| ((*field).to_owned(), language::tell(&hint, shell.l)))
                })
                .collect();
            let zone = &seen.viewer.zone;
            Ok(autosave::saved_with(version, app.clock.now(), zone, &hints))
        }
        Err(Error::Conflict) if fields.autosave => Ok(autosave::conflict()),
        Err(Error::Conflict) => {
            drop(tx);
            clash(&app, shell, &seen, &fields).await
        }
        Err(error) => Err(error),
    }
}

/// `POST …/input/submission`: for good. Afterwards the page is gone for its writer, too.
pub async fn send(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let round = open_round(&app, &shell, &seen).await?;
    let mut faults = Faults::default();
    let words = read(&fields, &mut faults);
    if words.is_empty() {
        faults.add("strengths", Fault::Other(shell.l.input_empty()));
    }
    if !faults.is_empty() {
        let own = store::own(&app.db, &seen).await?;
        return render(shell, &seen, &round, &own, Some(&fields), &faults);
    }
    let mut change = app.change(Some(seen.viewer.id)).await?;
    match store::send(&mut change, &seen, fields.version(), round.mode, &words).await {
        Err(Error::Conflict) => {
            drop(change);
            return clash(&app, shell, &seen, &fields).await;
        }
        other => other?,
    }
    change.commit().await?;
    Ok(see("/", Notice::InputSent))
}

async fn clash(app: &App, shell: Shell, seen: &Seen, fields: &Fields) -> Result<Response> {
    let own = store::own(&app.db, seen).await?;
    let draft = own.draft.map(|draft| draft.0).unwrap_or_default();
    let rows = Answer::FIELDS
        .iter()
        .map(|field| {
            let label = question(field, shell.l);
            ((*field).to_owned(), label, draft.get(field).to_owned())
        })
        .collect();
    let writable = own.state == Is::Accepted;
    conflict::page(shell, &address(seen), own.version, writable, rows, fields)
}
