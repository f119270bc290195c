//! The auditor's list: every event of every chain, newest first, without what it says.

use askama::Template;
use axum::response::Response;
use time::OffsetDateTime;

use super::store::{self, Event, Filter};
use crate::{
    access::Viewer,
    app::App,
    appraisals::event_words,
    web::{Asked, Result, Shell, page, when},
};

const SIZE: usize = 100;

struct EventView {
    at: String,
    what: String,
    who: String,
    chain: String,
    seq: i64,
    hash: String,
}

struct Kind {
    key: &'static str,
    words: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "trail/audit.html")]
struct AuditPage {
    shell: Shell,
    kinds: Vec<Kind>,
    actor: String,
    day: String,
    events: Vec<EventView>,
    shown: String,
    after: String,
}

pub async fn audit(app: App, shell: Shell, viewer: Viewer, asked: Asked) -> Result<Response> {
    let l = shell.l;
    let kind = asked.text("kind");
    let day = asked.text("day");
    let filter = Filter {
        kind: (!kind.is_empty()).then(|| kind.clone()),
        actor: asked.pattern("actor"),
        day: when::parse_day(&day),
        after: after(&asked),
        limit: i64::try_from(SIZE + 1).unwrap_or(i64::MAX),
    };
    let mut events = store::events(&app.db, &filter).await?;
    let more = events.len() > SIZE;
    events.truncate(SIZE);
    let after = events
        .last()
        .filter(|_| more)
        .map(|last| {
            let micros = last.at.unix_timestamp_nanos() / 1000;
            asked.beyond("after", &format!("{micros}.{}", last.seq), last.stream)
        })
        .unwrap_or_default();
    let shown = l.audit_shown(events.len());
    let events = events
        .into_iter()
        .map(|event| view(event, &viewer, &shell))
        .collect();
    page(&AuditPage {
        actor: asked.text("actor"),
        kinds: event_words::kinds(l)
            .into_iter()
            .map(|(key, words)| Kind {
                chosen: key == kind,
                key,
                words,
            })
            .collect(),
        day,
        events,
        shown,
        after,
        shell: shell.titled(l.nav_audit()),
    })
}

fn after(asked: &Asked) -> Option<(OffsetDateTime, uuid::Uuid, i64)> {
    let (key, stream) = asked.cursor().at?;
    let (micros, seq) = key.split_once('.')?;
    let nanos = micros.parse::<i128>().ok()?.checked_mul(1000)?;
    let at = OffsetDateTime::from_unix_timestamp_nanos(nanos).ok()?;
    Some((at, stream, seq.parse().ok()?))
}

fn view(event: Event, viewer: &Viewer, shell: &Shell) -> EventView {
    EventView {
        at: when::instant(event.at, &viewer.zone, shell.lang),
        what: event_words::kind(&event.kind, shell.l),
        who: if event.actor.is_empty() {
            shell.l.trail_system()
        } else {
            event.actor
        },
        chain: if event.stream == crate::audit::COMPANY {
            shell.l.audit_company()
        } else {
            event.stream.to_string()
        },
        seq: event.seq,
        hash: event.hash.chars().take(12).collect(),
    }
}
