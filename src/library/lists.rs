//! The list of forms.

use askama::Template;
use axum::{extract::State, response::Response};

use super::{
    desk::level_name,
    draft,
    store::{self, FamilyLine},
};
use crate::{
    access::Viewer,
    app::App,
    cycles::form::Form,
    web::{Asked, Result, Shell, page, when},
};

struct LineView {
    href: String,
    name: String,
    about: String,
    version: String,
    draft: bool,
    archived: bool,
    meant_for: String,
    used: String,
    changed: String,
}

#[derive(Template)]
#[template(path = "library/list.html")]
struct ListPage {
    shell: Shell,
    lines: Vec<LineView>,
    q: String,
    archived: bool,
    /// There are forms, but none that was asked for.
    narrowed: bool,
}

/// `GET /forms`
pub async fn list(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    asked: Asked,
) -> Result<Response> {
    let q = asked.text("q");
    let archived = asked.ticked("archived");
    let needle = q.to_lowercase();
    let lines: Vec<LineView> = store::families(&app.db)
        .await?
        .into_iter()
        .filter(|line| archived || !line.archived)
        .filter(|line| needle.is_empty() || matches(line, &needle))
        .map(|line| view(line, &viewer, &shell))
        .collect();
    let title = shell.l.nav_forms();
    page(&ListPage {
        narrowed: !q.is_empty() || archived,
        lines,
        q,
        archived,
        shell: shell.titled(title),
    })
}

fn matches(line: &FamilyLine, needle: &str) -> bool {
    let form = line.form.as_ref();
    let texts = form
        .into_iter()
        .flat_map(|form| [&form.name, &form.about])
        .flat_map(|text| [text.en.as_str(), text.zh.as_str()]);
    let draft = line.draft.as_ref();
    let typed = draft
        .into_iter()
        .flat_map(|draft| [draft.get("name_en"), draft.get("name_zh")]);
    texts
        .chain(typed)
        .chain(line.cycles.iter().map(String::as_str))
        .any(|text| text.to_lowercase().contains(needle))
}

fn view(line: FamilyLine, viewer: &Viewer, shell: &Shell) -> LineView {
    let (l, zh) = (shell.l, shell.lang.is_zh());
    let typed = line.draft.as_ref().map(|draft| draft::read(draft).0);
    let form = line.form.as_ref().or(typed.as_ref());
    let name = form.map(|form| form.name.get(zh)).unwrap_or_default();
    LineView {
        href: if line.form.is_some() {
            format!("/forms/{}", line.family)
        } else {
            format!("/forms/{}/edit", line.family)
        },
        name: if name.is_empty() {
            l.form_unnamed()
        } else {
            name.to_owned()
        },
        about: form
            .map(|form| form.about.get(zh).to_owned())
            .unwrap_or_default(),
        version: line
            .version
            .map(|version| l.form_version(version))
            .unwrap_or_default(),
        draft: line.draft.is_some(),
        archived: line.archived,
        meant_for: form.map(|form| meant_for(form, shell)).unwrap_or_default(),
        used: used(&line.cycles, line.used, shell),
        changed: when::instant(line.changed, &viewer.zone, shell.lang),
    }
}

/// Levels and positions in words; everybody where the form names none.
pub(super) fn meant_for(form: &Form, shell: &Shell) -> String {
    let meant = &form.meant_for;
    let names: Vec<String> = meant
        .levels
        .iter()
        .map(|level| level_name(*level, shell.l))
        .chain(meant.positions.iter().cloned())
        .collect();
    if names.is_empty() {
        shell.l.form_for_all()
    } else {
        names.join(&shell.l.words_comma())
    }
}

/// Up to three names, and how many more there are.
fn used(cycles: &[String], count: i64, shell: &Shell) -> String {
    let l = shell.l;
    let names = cycles.join(&l.words_comma());
    let more = count - i64::try_from(cycles.len()).unwrap_or_default();
    if more > 0 {
        l.form_used_more(names, more)
    } else {
        names
    }
}
