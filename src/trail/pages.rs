//! The history of one appraisal: who did what when, and whether its chain holds.

use askama::Template;
use axum::response::Response;

use super::store;
use crate::{
    app::App,
    appraisals::{Header, Seen, event_words},
    audit::link::{Head, Link},
    web::{Result, Shell, page, when},
};

struct EventView {
    seq: i64,
    at: String,
    what: String,
    who: String,
    hash: String,
    removed: bool,
}

#[derive(Template)]
#[template(path = "trail/show.html")]
struct TrailPage {
    shell: Shell,
    header: Header,
    /// The first event that does not hold; none where the chain is whole.
    broken: Option<i64>,
    events: Vec<EventView>,
}

pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let (links, head) = store::chain(&app.db, &seen).await?;
    let broken = check(links.iter().map(|(link, _)| link), &head);
    let l = shell.l;
    let shell = shell.titled(l.trail_title());
    let events = links
        .into_iter()
        .rev()
        .map(|(link, name)| EventView {
            seq: link.seq,
            at: when::instant(link.at, &seen.viewer.zone, shell.lang),
            what: event_words::kind(&link.kind, l),
            who: if name.is_empty() {
                l.trail_system()
            } else {
                name
            },
            removed: link.removed,
            hash: link.hash.chars().take(12).collect(),
        })
        .collect();
    page(&TrailPage {
        header: Header::of(&seen, &app, &shell),
        broken,
        events,
        shell,
    })
}

fn check<'a>(links: impl Iterator<Item = &'a Link>, head: &Head) -> Option<i64> {
    let mut reached = Head::default();
    for link in links {
        if let Err(found) = reached.follow(link) {
            return Some(found.seq);
        }
    }
    (reached != *head).then_some(reached.seq.min(head.seq) + 1)
}
