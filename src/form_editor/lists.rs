//! The list of forms.

use askama::Template;
use axum::{extract::State, response::Response};
use uuid::Uuid;

use super::{
    draft,
    names::level_name,
    store::{self, FamilyLine},
};
use crate::{
    access::{Lang, Viewer},
    app::App,
    forms::form::Form,
    web::{Asked, Result, Shell, page, turn_page, when},
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
#[template(path = "form_editor/list.html")]
struct ListPage {
    shell: Shell,
    lines: Vec<LineView>,
    q: String,
    archived: bool,
    /// There are forms, but none that was asked for.
    narrowed: bool,
    by_name: Heading,
    by_changed: Heading,
    shown: String,
    before: String,
    after: String,
}

/// What a list of the library is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// What is current and used first.
    Usual,
    Name,
    Changed,
}

pub(super) struct Order {
    pub by: By,
    descending: bool,
}

/// The head of a column by which the list can be ordered.
pub(super) struct Heading {
    pub href: String,
    pub order: &'static str,
}

impl Order {
    pub fn asked(asked: &Asked) -> Self {
        let text = asked.text("sort");
        let (descending, key) = text
            .strip_prefix('-')
            .map_or((false, text.as_str()), |key| (true, key));
        let by = match key {
            "name" => By::Name,
            "changed" => By::Changed,
            _ => By::Usual,
        };
        Self { by, descending }
    }

    pub fn turn<T>(&self, lines: &mut [T]) {
        if self.descending && self.by != By::Usual {
            lines.reverse();
        }
    }

    pub fn heading(&self, by: By, asked: &Asked) -> Heading {
        let key = match by {
            By::Usual => "",
            By::Name => "name",
            By::Changed => "changed",
        };
        let order = match (self.by == by, self.descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        };
        let turned = format!("-{key}");
        // of days one wants the latest first
        let next = match order {
            "ascending" => turned.as_str(),
            "none" if by == By::Changed => turned.as_str(),
            _ => key,
        };
        Heading {
            href: asked.with(&[("sort", next)]),
            order,
        }
    }
}

const SIZE: usize = 50;

/// One page of lines that are all at hand, and the addresses before and after it.
pub(super) fn page_of<T>(
    lines: Vec<T>,
    asked: &Asked,
    id: impl Fn(&T) -> Uuid,
) -> (Vec<T>, String, String) {
    let cursor = asked.cursor();
    let (_, at) = cursor.parts();
    let place = at.and_then(|at| lines.iter().position(|line| id(line) == at));
    let rows = match place {
        Some(place) if cursor.back => {
            let before: Vec<T> = lines.into_iter().take(place).collect();
            before.into_iter().rev().take(SIZE + 1).collect()
        }
        Some(place) => lines.into_iter().skip(place + 1).take(SIZE + 1).collect(),
        None => {
            // what the cursor named is gone: from the beginning
            let rows = lines.into_iter().take(SIZE + 1).collect();
            let (rows, _, after) =
                turn_page(rows, SIZE, &asked.first(), |row| (String::new(), id(row)));
            return (rows, String::new(), after);
        }
    };
    turn_page(rows, SIZE, asked, |row| (String::new(), id(row)))
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
    let lang = shell.lang;
    let mut found: Vec<FamilyLine> = store::families(&app.db)
        .await?
        .into_iter()
        .filter(|line| archived || !line.archived)
        .filter(|line| needle.is_empty() || matches(line, &needle))
        .collect();
    let order = Order::asked(&asked);
    match order.by {
        By::Usual => {}
        By::Name => found.sort_by_key(|line| name(line, lang).to_lowercase()),
        By::Changed => found.sort_by_key(|line| line.changed),
    }
    order.turn(&mut found);
    let shown = shell.l.forms_count(found.len());
    let (found, before, after) = page_of(found, &asked, |line| line.family);
    let lines = found
        .into_iter()
        .map(|line| view(line, &viewer, &shell))
        .collect();
    let title = shell.l.nav_forms();
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

/// The name in the reader's language; a draft's where there is no version.
fn name(line: &FamilyLine, lang: Lang) -> String {
    match (&line.form, &line.draft) {
        (Some(form), _) => form.name.get(lang).to_owned(),
        (None, Some(draft)) => draft.words("name", lang).to_owned(),
        (None, None) => String::new(),
    }
}

fn view(line: FamilyLine, viewer: &Viewer, shell: &Shell) -> LineView {
    let (l, lang) = (shell.l, shell.lang);
    let typed = line.draft.as_ref().map(|draft| draft::read(draft).0);
    let form = line.form.as_ref().or(typed.as_ref());
    let name = form.map(|form| form.name.get(lang)).unwrap_or_default();
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
            .map(|form| form.about.get(lang).to_owned())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(count: u128) -> Vec<Uuid> {
        (1..=count).map(Uuid::from_u128).collect()
    }

    fn turned(lines: Vec<Uuid>, address: &str) -> (Vec<Uuid>, String, String) {
        let query = address.split_once('?').map_or("", |(_, query)| query);
        page_of(lines, &Asked::of("/forms", query), |id| *id)
    }

    #[test]
    fn pages_turn_forth_and_back_and_begin_anew_where_the_row_is_gone() {
        let all = ids(120);
        let (first, before, after) = turned(all.clone(), "/forms");
        assert_eq!((first.as_slice(), before.as_str()), (&all[..50], ""));
        let (second, before, after) = turned(all.clone(), &after);
        assert_eq!(second, &all[50..100]);
        let (last, _, none) = turned(all.clone(), &after);
        assert_eq!((last.as_slice(), none.as_str()), (&all[100..], ""));
        assert_eq!(turned(all.clone(), &before).0, &all[..50]);
        let gone = format!("/forms?after={}~", Uuid::from_u128(999));
        let (again, before, _) = turned(all.clone(), &gone);
        assert_eq!((again.as_slice(), before.as_str()), (&all[..50], ""));
        let (few, before, after) = turned(ids(3), "/forms");
        assert_eq!((few.len(), before + after.as_str()), (3, String::new()));
    }

    #[test]
    fn a_heading_orders_and_then_turns_around() {
        let next = |query: &str| {
            let asked = Asked::of("/forms", query);
            let heading = Order::asked(&asked).heading(By::Name, &asked);
            (heading.href, heading.order)
        };
        assert_eq!(next("q=a"), ("/forms?q=a&sort=name".into(), "none"));
        assert_eq!(next("sort=name"), ("/forms?sort=-name".into(), "ascending"));
        assert_eq!(
            next("sort=-name"),
            ("/forms?sort=name".into(), "descending")
        );
        assert_eq!(next("sort=price").1, "none");
    }
}
