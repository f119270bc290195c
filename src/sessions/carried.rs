//! A form that was sent when nobody was signed in any more. It travels along in the sign-in page and comes
//! back to be read and sent again by whoever signed in; nothing of it is stored.

use askama::Template;
use axum::{
    extract::{FromRequest, Request},
    http::{Method, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};

use super::{acts::inside, pages};
use crate::{
    app::App,
    web::{Error, Fields, Result, Shell, Upload, forms::Faults, page, page_before},
};

/// What a sign-in may hold: the largest form, and the names given to its fields meanwhile.
pub const LARGEST: usize = (1 << 20) + 65_536;

const FIELD: &str = "kept.";
const TO: &str = "kept-to";
const BACK: &str = "kept-back";
const FILES: &str = "kept-files";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Where the form goes.
    pub to: String,
    /// The page that it stood on.
    pub back: String,
    pub pairs: Vec<(String, String)>,
    /// There were files, which cannot travel along.
    pub files: bool,
}

impl Carried {
    /// Whatever a field that is a password may be called, it stays behind.
    fn new(to: &str, back: &str, pairs: &[(String, String)], files: bool) -> Self {
        Self {
            to: inside(to).to_owned(),
            back: inside(back).to_owned(),
            pairs: pairs
                .iter()
                .filter(|(name, _)| !is_secret(name))
                .cloned()
                .collect(),
            files,
        }
    }

    /// What a posted sign-in form carries along.
    pub fn of(fields: &Fields) -> Option<Self> {
        if !fields.has(TO) {
            return None;
        }
        let pairs: Vec<_> = fields
            .pairs()
            .iter()
            .filter_map(|(name, value)| Some((name.strip_prefix(FIELD)?.to_owned(), value.clone())))
            .collect();
        let files = fields.has(FILES);
        Some(Self::new(fields.get(TO), fields.get(BACK), &pairs, files))
    }

    /// The same as the fields of a sign-in form.
    fn fields(&self) -> Vec<(String, String)> {
        let mut fields = vec![
            (TO.to_owned(), self.to.clone()),
            (BACK.to_owned(), self.back.clone()),
            ("next".to_owned(), self.back.clone()),
        ];
        if self.files {
            fields.push((FILES.to_owned(), "1".to_owned()));
        }
        let named = |(name, value): &(String, String)| (format!("{FIELD}{name}"), value.clone());
        fields.extend(self.pairs.iter().map(named));
        fields
    }

    /// Hidden fields of the sign-in page.
    pub fn hidden(&self) -> Vec<(String, String)> {
        let mut fields = self.fields();
        fields.retain(|(name, _)| name != "next");
        fields
    }

    fn texts(&self) -> Vec<String> {
        written(&self.pairs)
            .map(|(_, value)| value.clone())
            .collect()
    }
}

/// What a person wrote, as against ids, versions and choices.
pub fn written(pairs: &[(String, String)]) -> impl Iterator<Item = &(String, String)> {
    pairs
        .iter()
        .filter(|(name, value)| name != "version" && !is_secret(name) && is_text(value))
}

fn is_secret(name: &str) -> bool {
    name.to_ascii_lowercase().contains("password")
}

fn is_text(value: &str) -> bool {
    let value = value.trim();
    let word = |c: char| c.is_ascii_alphanumeric() || ['_', '-', '.', ':', '/'].contains(&c);
    value.contains(|c| !word(c)) && value.contains(char::is_alphabetic)
}

/// The page that a form stood on; else the appraisal's page.
pub fn came_from(parts: &Parts) -> String {
    page_before(parts).unwrap_or_else(|| {
        let mut below = parts
            .uri
            .path()
            .strip_prefix("/appraisals/")
            .unwrap_or("")
            .split('/');
        match below.next().map(str::parse::<uuid::Uuid>) {
            Some(Ok(id)) => format!("/appraisals/{id}"),
            _ => "/".to_owned(),
        }
    })
}

/// The answer to a form that nobody is signed in for: the sign-in page, with the form in it. Without
/// anything to keep it is the ordinary way to the sign-in.
pub async fn ask(request: Request, app: &App) -> Result<Response> {
    let (parts, body) = request.into_parts();
    let (mut shell, back) = (Shell::of(&parts), came_from(&parts));
    let to = parts
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str())
        .to_owned();
    let sent = Upload::<0, 0>::from_request(Request::from_parts(parts, body), app).await?;
    let files = sent.too_many || !sent.too_large.is_empty();
    let carried = Carried::new(&to, &back, sent.fields.pairs(), files);
    if carried.pairs.is_empty() && !files {
        return Err(Error::SignIn { next: back });
    }
    // without an address the frame offers no other language: it would leave the text behind
    shell.back = String::new();
    let fields = Fields::from_pairs(carried.fields());
    let mut response = pages::sign_in_form(shell, &fields, &Faults::default(), String::new())?;
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    Ok(response)
}

/// Whether a request without a session brings a form that should not be lost.
pub fn is_form(parts: &Parts) -> bool {
    parts.method == Method::POST && !parts.headers.contains_key("x-autosave")
}

#[derive(Template)]
#[template(path = "sessions/carried.html")]
struct CarriedPage {
    shell: Shell,
    carried: Carried,
    texts: Vec<String>,
    viewer: String,
}

/// Signed in again: the text to read, and the button that sends the form where it was going.
pub fn hand_back(mut shell: Shell, carried: Carried, viewer: String) -> Result<Response> {
    shell.back = String::new();
    let title = shell.l.carried_title();
    let template = CarriedPage {
        texts: carried.texts(),
        viewer,
        carried,
        shell: shell.titled(title),
    };
    Ok(page(&template)?.into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn a_form_survives_the_sign_in_page_but_its_passwords_do_not() {
        let sent = [
            pair("words.a", "Zeile\n<b>"),
            pair("password", "x"),
            pair("New_Password2", "y"),
        ];
        let carried = Carried::new("/appraisals/1/sign?a=b", "/", &sent, false);
        assert_eq!(carried.pairs, [pair("words.a", "Zeile\n<b>")]);
        let again = Carried::of(&Fields::from_pairs(carried.fields()));
        assert_eq!(again, Some(carried));
        assert_eq!(
            Carried::of(&Fields::from_pairs(vec![pair("login", "x")])),
            None
        );
    }

    #[test]
    fn it_is_sent_nowhere_else() {
        for to in ["https://evil.test/", "//evil.test", "/\\evil.test", ""] {
            assert_eq!(Carried::new(to, to, &[], false).to, "/", "{to}");
        }
    }

    #[test]
    fn texts_are_what_somebody_wrote() {
        for text in ["Two words", "写得很好", "Well!", "a\nb"] {
            assert!(is_text(text), "{text}");
        }
        for other in [
            "",
            "12.50",
            "3",
            "on",
            "self_evaluation",
            "2026-02-03T10:00",
            " 7 ",
        ] {
            assert!(!is_text(other), "{other}");
        }
    }

    #[test]
    fn the_way_back_is_the_page_of_the_form() {
        let parts = |path: &str, referer: &str| {
            let request = axum::http::Request::post(path)
                .header("host", "hr.test:8080")
                .header("referer", referer)
                .body(())
                .unwrap();
            request.into_parts().0
        };
        let id = uuid::Uuid::new_v4();
        let below = format!("/appraisals/{id}/sign");
        let page = format!("/appraisals/{id}");
        for (path, referer, back) in [
            (
                "/account",
                "http://hr.test:8080/account?a=1",
                "/account?a=1",
            ),
            ("/account", "http://evil.test/account", "/"),
            (below.as_str(), "", page.as_str()),
            (
                below.as_str(),
                "http://hr.test:8080/sign-in?next=x",
                page.as_str(),
            ),
            ("/appraisals/release", "nonsense", "/"),
        ] {
            assert_eq!(came_from(&parts(path, referer)), back, "{path} {referer}");
        }
    }
}
