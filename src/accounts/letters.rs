//! Letters: for whoever cannot be reached by mail. One half of the secret is printed, by whoever started it, once; the
//! other is shown to a second person, once. Each half is made when it leaves and only its hash is kept, so that neither
//! of the two, nor anybody who reads the database, can open the account.

use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    secret,
    store::{self, Letter, Waiting},
};
use crate::{
    access::{Lang, Viewer},
    app::App,
    audit::{COMPANY, Event},
    web::{Asked, Error, Fields, Notice, Result, Shell, page, see, texts, when},
};

const AT: &str = "/letters";
/// Letters in one file; further ones are in the next.
const MOST: i64 = 300;
/// So many are listed; a search finds the others.
const SHOWN: i64 = 100;

struct WaitingView {
    id: String,
    href: String,
    name: String,
    number: String,
    told: String,
}

#[derive(Template)]
#[template(path = "accounts/letters.html")]
struct LettersPage {
    shell: Shell,
    /// Those that the reader started and has not downloaded.
    own: i64,
    q: String,
    waiting: Vec<WaitingView>,
    more: bool,
}

/// `GET /letters`
pub async fn letters(app: App, shell: Shell, viewer: Viewer, asked: Asked) -> Result<Response> {
    let now = app.clock.now();
    let own = store::unprinted(&app.db, viewer.id.0, now).await?;
    let pattern = asked.pattern("q");
    let mut found =
        store::waiting(&app.db, viewer.id.0, pattern.as_deref(), now, SHOWN + 1).await?;
    let shown = usize::try_from(SHOWN).unwrap_or(usize::MAX);
    let more = found.len() > shown;
    found.truncate(shown);
    let l = shell.l;
    let view = |one: Waiting| WaitingView {
        id: one.opening.to_string(),
        href: format!("/people/{}", one.person),
        told: l.opening_started(
            one.starter.as_str(),
            when::instant(one.started_at, &viewer.zone, shell.lang),
        ),
        name: one.name,
        number: one.number,
    };
    page(&LettersPage {
        own,
        q: asked.text("q"),
        waiting: found.into_iter().map(view).collect(),
        more,
        shell: shell.titled(l.letters_title()),
    })
}

/// `POST /letters/download`: the letter that is named, or all that the viewer started, as one file. What is in it is
/// not to be had again.
pub async fn download(app: App, shell: Shell, viewer: Viewer, fields: Fields) -> Result<Response> {
    let only: Option<Uuid> = match fields.get("opening") {
        "" => None,
        id => Some(id.parse().map_err(|_| Error::Malformed)?),
    };
    let now = app.clock.now();
    let wanted = store::letters(&app.db, viewer.id.0, only, now, MOST).await?;
    if wanted.is_empty() {
        return Ok(see(AT, Notice::AlreadyDone));
    }
    let halves: Vec<String> = wanted.iter().map(|_| secret::half()).collect();
    // set before anything is kept: a letter that cannot be printed is still to be had
    let pages: Vec<_> = wanted
        .iter()
        .zip(&halves)
        .map(|(letter, half)| sheet(&app, letter, half))
        .collect();
    let job = json!({
        "kind": "letters",
        "lang": shell.lang.key(),
        "data": {"title": shell.l.letters_title(), "pages": pages},
    });
    let pdf = app.printer.print(&job.to_string()).await?;
    let mut change = app.change(Some(viewer.id)).await?;
    let openings: Vec<Uuid> = wanted.iter().map(|letter| letter.opening).collect();
    let hashes: Vec<Vec<u8>> = halves.iter().map(|half| secret::digest(half)).collect();
    if store::printed(&mut change, &openings, &hashes, now).await? != wanted.len() {
        // one of them was printed or ended meanwhile
        return Err(Error::Conflict);
    }
    let events: Vec<(Uuid, Event<'_>)> = wanted
        .iter()
        .map(|letter| {
            let (person, opening) = (letter.person, letter.opening);
            (COMPANY, Event::LetterPrinted { person, opening })
        })
        .collect();
    change.record_many(&events).await?;
    change.commit().await?;
    let mut response = pdf.bytes.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("application/pdf");
    headers.insert(header::CONTENT_TYPE, kind);
    let name = HeaderValue::from_static("attachment; filename=\"letters.pdf\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

/// One page, in the language of its reader.
fn sheet(app: &App, letter: &Letter, half: &str) -> serde_json::Value {
    let settings = &app.settings;
    let chosen = letter.language.as_deref().and_then(Lang::from_tag);
    let lang = chosen.unwrap_or_else(|| {
        settings
            .mail
            .as_ref()
            .map_or(Lang::default(), |post| post.lang)
    });
    let l = texts(lang);
    let company = settings.company.as_str();
    json!({
        "lang": lang.key(),
        "company": company,
        "day": when::local_day(app.clock.now(), &settings.zone, lang),
        "to": l.letter_to(letter.name.as_str(), letter.number.as_str()),
        "title": l.letter_title(),
        "told": [l.letter_intro(company), l.letter_how()],
        "facts": [
            [l.letter_address(), format!("{}/letter", settings.base_url)],
            [l.sign_in_login(), letter.login],
            [l.letter_first(), half],
        ],
        "after": [
            l.letter_second_person(),
            l.opening_until(when::instant(letter.expires_at, &settings.zone, lang)),
            l.letter_keep(),
        ],
    })
}

#[derive(Template)]
#[template(path = "accounts/half.html")]
struct HalfPage {
    shell: Shell,
    name: String,
    half: String,
}

/// `POST /letters/half`: the other half, to a second person. It stands on this answer and nowhere else.
pub async fn half(app: App, shell: Shell, viewer: Viewer, fields: Fields) -> Result<Response> {
    let opening: Uuid = fields
        .get("opening")
        .parse()
        .map_err(|_| Error::Malformed)?;
    let half = secret::half();
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let hash = secret::digest(&half);
    let Some((person, name)) =
        store::seconded(&mut change, opening, viewer.id.0, &hash, now).await?
    else {
        return Ok(see(AT, Notice::AlreadyDone));
    };
    change
        .record_company(Event::LetterSeconded { person, opening })
        .await?;
    change.commit().await?;
    let title = shell.l.half_title();
    page(&HalfPage {
        name,
        half,
        shell: shell.titled(title),
    })
}
