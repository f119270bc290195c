//! The lists of the library: forms and grade schemes, drawn by the same page.

use askama::Template;
use axum::response::Response;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    draft,
    store::{self, FamilyLine, Kind},
};
use crate::{
    access::Viewer,
    app::App,
    forms::form::Form,
    people::level_word,
    web::{Asked, Heading, Result, Shell, page, page_of, when},
};

/// One family on the list of its kind.
pub(super) struct LineView {
    pub id: Uuid,
    pub href: String,
    pub name: String,
    pub about: String,
    pub version: String,
    pub draft: bool,
    pub archived: bool,
    /// Whom a form is meant for, or the bands of a scheme.
    pub what: String,
    pub used: String,
    pub changed: String,
    pub changed_at: OffsetDateTime,
    /// What a search looks at beside the name, what and used, in lower case.
    pub searched: String,
}

#[derive(Template)]
#[template(path = "form_editor/list.html")]
struct ListPage {
    shell: Shell,
    tab: &'static str,
    here: String,
    intro: String,
    what: String,
    lines: Vec<LineView>,
    q: String,
    archived: bool,
    /// There are some, but none that was asked for.
    narrowed: bool,
    by_name: Heading,
    by_changed: Heading,
    shown: String,
    before: String,
    after: String,
}

/// `GET /forms`
pub async fn list(app: App, shell: Shell, viewer: Viewer, asked: Asked) -> Result<Response> {
    let lines = store::families(&app.db).await?.into_iter();
    let lines = lines.map(|line| view(line, &viewer, &shell)).collect();
    library(Kind::Form, lines, shell, &asked)
}

/// The page of the address out of all families of a kind.
pub(super) fn library(
    kind: Kind,
    mut lines: Vec<LineView>,
    shell: Shell,
    asked: &Asked,
) -> Result<Response> {
    let l = shell.l;
    let (q, archived) = (asked.text("q"), asked.ticked("archived"));
    let needle = q.to_lowercase();
    lines.retain(|line| {
        let texts = [&line.name, &line.what, &line.used, &line.searched];
        (archived || !line.archived)
            && texts
                .iter()
                .any(|text| text.to_lowercase().contains(&needle))
    });
    let (column, descending) = asked.sort("");
    match column.as_str() {
        "name" => lines.sort_by_key(|line| line.name.to_lowercase()),
        "changed" => lines.sort_by_key(|line| line.changed_at),
        _ => {}
    }
    if descending {
        lines.reverse();
    }
    let count = lines.len();
    let (title, intro, what, shown) = match kind {
        Kind::Form => (
            l.nav_forms(),
            l.forms_intro(),
            l.form_meant_for(),
            l.forms_count(count),
        ),
        Kind::Scheme => (
            l.schemes_title(),
            l.schemes_intro(),
            l.scheme_bands(),
            l.schemes_count(count),
        ),
    };
    let (lines, before, after) = page_of(lines, asked, |line| line.id);
    page(&ListPage {
        tab: kind.key(),
        here: format!("/{}", kind.key()),
        intro,
        what,
        narrowed: !q.is_empty() || archived,
        by_name: asked.heading(l.form_name(), "name", "", false),
        by_changed: asked.heading(l.form_changed(), "changed", "", true),
        shown,
        before,
        after,
        lines,
        q,
        archived,
        shell: shell.titled(title),
    })
}

fn view(line: FamilyLine, viewer: &Viewer, shell: &Shell) -> LineView {
    let (l, lang) = (shell.l, shell.lang);
    let draft = line.draft.is_some();
    let searched = line.draft.as_ref().map_or_else(String::new, |draft| {
        format!("{}\n{}", draft.get("name_en"), draft.get("name_zh"))
    });
    let below = if line.form.is_some() { "" } else { "/edit" };
    let form = line
        .form
        .unwrap_or_else(|| draft::read(&line.draft.unwrap_or_default()).0);
    let name = form.name.get(lang);
    LineView {
        id: line.family,
        href: format!("/forms/{}{below}", line.family),
        name: if name.is_empty() {
            l.form_unnamed()
        } else {
            name.to_owned()
        },
        about: form.about.get(lang).to_owned(),
        version: line
            .version
            .map_or_else(String::new, |version| l.form_version(version)),
        draft,
        archived: line.archived,
        what: meant_for(&form, shell),
        used: used(&line.cycles, line.used, shell),
        changed: when::instant(line.changed, &viewer.zone, lang),
        changed_at: line.changed,
        searched: [&form.name, &form.about]
            .iter()
            .fold(searched, |all, text| {
                format!("{all}\n{}\n{}", text.en, text.zh)
            }),
    }
}

/// Levels and positions in words; everybody where the form names none.
pub(super) fn meant_for(form: &Form, shell: &Shell) -> String {
    let meant = &form.meant_for;
    let names: Vec<String> = meant
        .levels
        .iter()
        .map(|level| level_word(*level, shell.l))
        .chain(meant.positions.iter().cloned())
        .collect();
    if names.is_empty() {
        shell.l.form_for_all()
    } else {
        names.join(&shell.l.words_comma())
    }
}

/// Up to three names, and how many more there are.
pub(super) fn used(cycles: &[String], count: i64, shell: &Shell) -> String {
    let l = shell.l;
    let names = cycles.join(&l.words_comma());
    let more = count - i64::try_from(cycles.len()).unwrap_or_default();
    if more > 0 {
        l.form_used_more(names, more)
    } else {
        names
    }
}
