//! The list of grade schemes.

use askama::Template;
use axum::{extract::State, response::Response};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    pages::name,
    store::{self, Family},
};
use crate::{
    access::Viewer,
    app::App,
    form_editor::lists::{By, Heading, Order, page_of},
    web::{Asked, Result, Shell, page, when},
};

struct LineView {
    id: Uuid,
    href: String,
    name: String,
    bands: String,
    version: String,
    archived: bool,
    used: String,
    changed: String,
    changed_at: OffsetDateTime,
}

#[derive(Template)]
#[template(path = "form_editor/schemes.html")]
struct ListPage {
    shell: Shell,
    lines: Vec<LineView>,
    q: String,
    archived: bool,
    narrowed: bool,
    by_name: Heading,
    by_changed: Heading,
    shown: String,
    before: String,
    after: String,
}

/// `GET /schemes`
pub async fn list(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    asked: Asked,
) -> Result<Response> {
    let q = asked.text("q");
    let archived = asked.ticked("archived");
    let needle = q.to_lowercase();
    let l = shell.l;
    let mut lines: Vec<LineView> = store::families(&app.db, None)
        .await?
        .into_iter()
        .filter(|family| archived || !family.archived)
        .filter_map(|family| line(&family, &viewer, &shell))
        .filter(|line| {
            [&line.name, &line.bands, &line.used]
                .iter()
                .any(|text| text.to_lowercase().contains(&needle))
        })
        .collect();
    let order = Order::asked(&asked);
    match order.by {
        By::Usual => {}
        By::Name => lines.sort_by_key(|line| line.name.to_lowercase()),
        By::Changed => lines.sort_by_key(|line| line.changed_at),
    }
    order.turn(&mut lines);
    let shown = l.schemes_count(lines.len());
    let (lines, before, after) = page_of(lines, &asked, |line| line.id);
    page(&ListPage {
        narrowed: !q.is_empty() || archived,
        by_name: order.heading(By::Name, &asked),
        by_changed: order.heading(By::Changed, &asked),
        shown,
        before,
        after,
        lines,
        q,
        archived,
        shell: shell.titled(l.schemes_title()),
    })
}

fn line(family: &Family, viewer: &Viewer, shell: &Shell) -> Option<LineView> {
    let newest = family.versions.first()?;
    let l = shell.l;
    let bands: Vec<&str> = newest
        .scheme
        .bands()
        .iter()
        .map(|band| band.name.get(shell.lang))
        .collect();
    let mut cycles: Vec<&str> = family
        .versions
        .iter()
        .flat_map(|version| version.cycles.iter().map(String::as_str))
        .collect();
    let more = i64::try_from(cycles.len().saturating_sub(3)).unwrap_or_default();
    cycles.truncate(3);
    let names = cycles.join(&l.words_comma());
    Some(LineView {
        id: family.id,
        changed: when::instant(newest.at, &viewer.zone, shell.lang),
        changed_at: newest.at,
        href: format!("/schemes/{}", family.id),
        name: name(&newest.scheme, shell),
        bands: bands.join(" · "),
        version: l.form_version(newest.number),
        archived: family.archived,
        used: if more > 0 {
            l.form_used_more(names, more)
        } else {
            names
        },
    })
}
