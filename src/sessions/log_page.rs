//! The security log as auditors and administrators read it, and each person their own part.

use askama::Template;
use axum::{
    http::{HeaderValue, Method, Uri, header, request::Parts},
    response::Response,
};
use uuid::Uuid;

use super::{
    device::{self, Peer},
    log::{self, Kind, Which},
};
use crate::{
    access::Viewer,
    app::App,
    ground::clock::instant_in,
    web::{Asked, PAGE, Pick, Result, Shell, Texts, page, when},
};

/// A line as it is shown.
pub(super) struct LineView {
    pub at: String,
    pub what: String,
    pub name: String,
    pub href: String,
    pub address: String,
    pub device: String,
    pub detail: String,
    /// Whether it is one to look at.
    pub bad: bool,
}

#[derive(Template)]
#[template(path = "sessions/log.html")]
struct LogPage {
    shell: Shell,
    kinds: Vec<Pick>,
    who: String,
    address: String,
    day: String,
    lines: Vec<LineView>,
    shown: String,
    after: String,
}

pub(super) fn named(label: String, l: &Texts) -> String {
    if label.is_empty() {
        l.security_device_none()
    } else {
        label
    }
}

fn words(kind: Kind, l: &Texts) -> String {
    match kind {
        Kind::SignedIn => l.security_signed_in(),
        Kind::NewDevice => l.security_new_device(),
        Kind::WrongPassword => l.security_wrong_password(),
        Kind::Slowed => l.security_slowed(),
        Kind::Confirmed => l.security_confirmed(),
        Kind::NotConfirmed => l.security_not_confirmed(),
        Kind::Refused => l.security_refused(),
        Kind::SignedOut => l.security_signed_out(),
        Kind::SessionEnded => l.security_session_ended(),
        Kind::AllSessionsEnded => l.security_all_sessions_ended(),
    }
}

/// One page of lines, and the address of the next.
pub(super) async fn turn(
    app: &App,
    viewer: &Viewer,
    shell: &Shell,
    asked: &Asked,
    which: Which,
) -> Result<(Vec<LineView>, String)> {
    let before = asked.cursor().at.and_then(|(key, _)| key.parse().ok());
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut lines = log::lines(
        &app.db,
        &Which {
            before,
            limit,
            ..which
        },
    )
    .await?;
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let after = lines
        .last()
        .filter(|_| more)
        .map(|last| asked.beyond("after", &last.id.to_string(), Uuid::nil()))
        .unwrap_or_default();
    let people = crate::access::Duty::ReadPeople.scope(viewer).is_some();
    let view = |line: log::Line| LineView {
        at: when::instant(line.at, &viewer.zone, shell.lang),
        what: words(line.kind, shell.l),
        name: match line.person {
            Some(_) => line.name,
            None => shell.l.security_nobody(),
        },
        href: line
            .person
            .filter(|_| people)
            .map(|person| format!("/people/{person}"))
            .unwrap_or_default(),
        address: line.address,
        device: named(line.device, shell.l),
        detail: line.detail,
        bad: matches!(
            line.kind,
            Kind::WrongPassword | Kind::Slowed | Kind::NotConfirmed | Kind::Refused
        ),
    };
    Ok((lines.into_iter().map(view).collect(), after))
}

/// `GET /security-log`
pub async fn security_log(
    app: App,
    shell: Shell,
    viewer: Viewer,
    asked: Asked,
) -> Result<Response> {
    let l = shell.l;
    let kind = asked.text("kind");
    let (day, address) = (asked.text("day"), asked.text("address"));
    let which = Which {
        kind: Kind::from_key(&kind),
        name: asked.pattern("who"),
        address: (!address.is_empty()).then(|| address.clone()),
        day: when::parse_day(&day).and_then(|day| {
            let midnight = |day: time::Date| instant_in(day.midnight(), &viewer.zone);
            Some((midnight(day)?, midnight(day.next_day()?)?))
        }),
        ..Which::default()
    };
    let (lines, after) = turn(&app, &viewer, &shell, &asked, which).await?;
    let all = Pick::of("", l.list_all(), &kind);
    page(&LogPage {
        kinds: std::iter::once(all)
            .chain(Kind::ALL.map(|one| Pick::of(one.key(), words(one, l), &kind)))
            .collect(),
        who: asked.text("who"),
        shown: l.security_shown(lines.len()),
        address,
        day,
        lines,
        after,
        shell: shell.titled(l.security_title()),
    })
}

/// What was asked for, and from where: for the case that it is refused.
pub struct Attempt {
    method: Method,
    uri: Uri,
    address: Option<std::net::IpAddr>,
    agent: Option<HeaderValue>,
}

impl Attempt {
    #[must_use]
    pub fn of(parts: &Parts) -> Self {
        Self {
            method: parts.method.clone(),
            uri: parts.uri.clone(),
            address: Peer::of(parts).address(),
            agent: parts.headers.get(header::USER_AGENT).cloned(),
        }
    }

    /// Somebody who is signed in asked for what is not theirs: it stands in the log, with the address they used.
    pub async fn refused(&self, app: &App, viewer: &Viewer) -> Result<()> {
        if self.method == Method::HEAD || !app.limits.may_log(viewer.id.0) {
            return Ok(());
        }
        let agent = self.agent.as_ref().and_then(|agent| agent.to_str().ok());
        let from = log::Origin {
            address: self.address,
            device: device::label(agent.unwrap_or_default()),
        };
        // the path alone: a query may hold what somebody searched for
        let detail = format!("{} {}", self.method, self.uri.path());
        let (now, whose) = (app.clock.now(), Some(viewer.id.0));
        log::write(&app.db, now, Kind::Refused, whose, &from, &detail).await?;
        Ok(())
    }
}
