//! The frame around every page: language, navigation, the sentence after a deed.

use askama::Template;
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, Uri, header, request::Parts},
    response::{Html, IntoResponse, Response},
};

use super::{
    assets,
    error::{Error, Result},
    flash::{self, Flash},
    texts::{Texts, negotiate, texts},
};
use crate::{
    access::{Duty, Lang, Viewer},
    app::App,
};

pub struct ShellViewer {
    pub id: String,
    pub name: String,
}

pub struct NavItem {
    pub href: &'static str,
    pub label: String,
    pub current: bool,
}

/// Who reads this page and in which language. An extractor: every handler that renders takes it.
pub struct Shell {
    pub l: &'static Texts,
    pub lang: Lang,
    pub title: String,
    pub viewer: Option<ShellViewer>,
    pub nav: Vec<NavItem>,
    /// What is set up seldom: folded away behind one word, so that the bar stays one line.
    pub nav_setup: Vec<NavItem>,
    pub flash: Option<Flash>,
    /// Where the same page is found again; empty where going there would lose something.
    pub back: String,
    pub theme: String,
}

impl Shell {
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    #[must_use]
    pub fn lang_tag(&self) -> &'static str {
        self.lang.tag()
    }

    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// The frame for a request: the signed-in person's choices, else the cookie's, else the browser's.
    pub fn of(parts: &Parts) -> Self {
        let viewer = parts.extensions.get::<Viewer>();
        let lang = viewer.map_or_else(|| guest_lang(parts), |viewer| viewer.lang);
        let l = texts(lang);
        let (nav, nav_setup) = viewer
            .map(|viewer| navigation(viewer, l, parts.uri.path()))
            .unwrap_or_default();
        Self {
            l,
            lang,
            title: String::new(),
            viewer: viewer.map(|viewer| ShellViewer {
                id: viewer.id.to_string(),
                name: viewer.name.clone(),
            }),
            nav,
            nav_setup,
            flash: flash::read(&parts.headers, l),
            back: address(parts),
            theme: viewer
                .map(|viewer| viewer.theme.clone())
                .unwrap_or_default(),
        }
    }
}

/// A form's address may be nothing to look at; the page that it stood on is.
fn address(parts: &Parts) -> String {
    let here = || {
        parts
            .uri
            .path_and_query()
            .map(|here| here.as_str().to_owned())
            .filter(|here| is_inside(here))
    };
    if parts.method.is_safe() {
        here()
    } else {
        page_before(parts).or_else(here)
    }
    .unwrap_or_else(|| "/".to_owned())
}

/// Whether an address stays within this site: two slashes at its beginning would lead to another host.
#[must_use]
pub fn is_inside(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(|c: char| c == '\\' || c.is_control())
}

/// The page that a form stood on, as the browser tells its own site.
pub fn page_before(parts: &Parts) -> Option<String> {
    let text = |name| {
        parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    text(header::REFERER)
        .and_then(|page| page.parse::<Uri>().ok())
        .filter(|page| {
            page.authority().map(axum::http::uri::Authority::as_str) == text(header::HOST)
        })
        .and_then(|page| Some(page.path_and_query()?.as_str().to_owned()))
        .filter(|page| !page.starts_with("/sign-") && is_inside(page))
}

fn guest_lang(parts: &Parts) -> Lang {
    flash::cookie(&parts.headers, "lang")
        .and_then(Lang::from_tag)
        .unwrap_or_else(|| {
            parts
                .headers
                .get(header::ACCEPT_LANGUAGE)
                .and_then(|value| value.to_str().ok())
                .map(negotiate)
                .unwrap_or_default()
        })
}

fn navigation(viewer: &Viewer, l: &Texts, path: &str) -> (Vec<NavItem>, Vec<NavItem>) {
    let may = |duty: Duty| duty.scope(viewer).is_some();
    let daily: [Place; 8] = [
        (true, "/", Texts::nav_tasks),
        (true, "/appraisals", Texts::nav_appraisals),
        (true, "/goals", Texts::nav_goals),
        (true, "/plans", Texts::nav_plans),
        (may(Duty::ReadDashboard), "/dashboard", Texts::nav_dashboard),
        (may(Duty::ManageCycles), "/cycles", Texts::nav_cycles),
        (may(Duty::ReadDisputes), "/disputes", Texts::nav_disputes),
        (may(Duty::ReadAudit), "/audit", Texts::nav_audit),
    ];
    let setup: [Place; 8] = [
        (may(Duty::ManageForms), "/forms", Texts::nav_forms),
        (may(Duty::ManageForms), "/schemes", Texts::schemes_title),
        (may(Duty::ReadPeople), "/people", Texts::nav_people),
        (
            may(Duty::ManagePeople),
            "/departments",
            Texts::departments_title,
        ),
        (may(Duty::ManagePeople), "/calendar", Texts::calendar_title),
        (
            may(Duty::ReadRetention),
            "/retention",
            Texts::retention_title,
        ),
        (may(Duty::ReadMail), "/mail", Texts::mail_title),
        (
            may(Duty::ReadSecurityLog),
            "/security-log",
            Texts::security_title,
        ),
    ];
    let mut nav = shown(&daily, l, path);
    let mut nav_setup = shown(&setup, l, path);
    if nav_setup.len() < 2 {
        nav.append(&mut nav_setup);
    }
    (nav, nav_setup)
}

/// What stands below a place without standing below its address.
const BELOW: [(&str, &str); 5] = [
    ("/reminders", "/appraisals"),
    ("/calibrations", "/cycles"),
    ("/actuals", "/goals"),
    ("/api-tokens", "/goals"),
    ("/letters", "/people"),
];

/// Whether it is offered, its address, its word.
type Place = (bool, &'static str, fn(&Texts) -> String);

fn shown(places: &[Place], l: &Texts, path: &str) -> Vec<NavItem> {
    let path = BELOW
        .iter()
        .find(|(below, _)| path.starts_with(below))
        .map_or(path, |(_, place)| place);
    places
        .iter()
        .filter(|(offered, ..)| *offered)
        .map(|&(_, href, label)| NavItem {
            href,
            label: label(l),
            current: if href == "/" {
                path == "/"
            } else {
                path.starts_with(href)
            },
        })
        .collect()
}

impl FromRequestParts<App> for Shell {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        Ok(Self::of(parts))
    }
}

/// Renders a page. One in which something was refused says so in its status, unless its handler knows a better one, and
/// first in the window's title.
pub fn page(template: &impl Template) -> Result<Response> {
    let mut html = template.render()?;
    let prefix = error_prefix(&html);
    let refused = prefix.is_some() || html.contains("aria-invalid=\"true\"");
    if let (Some(prefix), Some(at)) = (prefix, html.find(TITLE)) {
        html.insert_str(at + TITLE.len(), &format!("{prefix} "));
    }
    let status = if refused {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok((status, Html(html)).into_response())
}

const TITLE: &str = "<title>";

/// "Error:" in the reader's language, where a page has a summary of errors: it begins the window's title, so that
/// a screen reader says first that something was refused.
fn error_prefix(html: &str) -> Option<String> {
    let (_, summary) = html.split_once("<div class=\"errors\" data-title=\"")?;
    Some(summary.split_once('"')?.0.to_owned())
}
