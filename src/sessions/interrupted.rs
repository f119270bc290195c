//! The answers to a form that was sent without a session: the sign-in page with the form in it, and after
//! signing in the page that gives it back.

use askama::Template;
use axum::{
    extract::{FromRequest, Request},
    http::{Method, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};

use super::{carried::Carried, pages};
use crate::{
    app::App,
    web::{Error, Fields, Result, Shell, Upload, forms::Faults, page, page_before},
};

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

/// A form that cannot be taken yet, to travel along.
pub(super) async fn carry(request: Request, app: &App) -> Result<(Shell, Carried)> {
    let (parts, body) = request.into_parts();
    let (mut shell, back) = (Shell::of(&parts), came_from(&parts));
    let to = parts
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str())
        .to_owned();
    let sent = Upload::<0, 0>::from_request(Request::from_parts(parts, body), app).await?;
    let files = sent.too_many || !sent.too_large.is_empty();
    // without an address the frame offers no other language: it would leave the text behind
    shell.back = String::new();
    let carried = Carried::new(&to, &back, sent.fields.pairs(), files);
    Ok((shell, carried))
}

/// The answer to a form that nobody is signed in for: the sign-in page, with the form in it. Without
/// anything to keep it is the ordinary way to the sign-in.
pub async fn ask(request: Request, app: &App) -> Result<Response> {
    let (shell, carried) = carry(request, app).await?;
    if carried.pairs.is_empty() && !carried.files {
        return Err(Error::SignIn { next: carried.back });
    }
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

#[derive(Template)]
#[template(path = "sessions/going_on.html")]
struct GoingOnPage {
    shell: Shell,
    carried: Carried,
    /// A file that is fetched; else the form is sent.
    fetched: bool,
}

/// Confirmed: the form goes where it was going, by itself where there is JavaScript.
pub(super) fn go_on(shell: Shell, carried: Carried) -> Result<Response> {
    going_on(shell, carried, false)
}

/// Confirmed: the file comes. The page says so, for a download leaves the one before it standing.
pub(super) fn fetch(shell: Shell, address: &str) -> Result<Response> {
    let path = address.split('?').next().unwrap_or_default();
    let above = path.rsplit_once('/').map_or("/", |(above, _)| above);
    going_on(shell, Carried::new(address, above, &[], false), true)
}

fn going_on(mut shell: Shell, carried: Carried, fetched: bool) -> Result<Response> {
    shell.back = String::new();
    let title = shell.l.reconfirm_on();
    page(&GoingOnPage {
        carried,
        fetched,
        shell: shell.titled(title),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("/account", "http://hr.test:8080//evil.test/", "/"),
        ] {
            assert_eq!(came_from(&parts(path, referer)), back, "{path} {referer}");
        }
    }
}
