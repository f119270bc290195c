//! One grade scheme, and the editor of its bands.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    forms::Sheet,
    store::{self, Family, Version},
};
use crate::{
    access::{Lang, Viewer},
    app::App,
    form_editor::{desk::Text, editor::id},
    forms::grades::Scheme,
    ground::decimals,
    scoring::breakdown::range,
    web::{
        Asked, Error, FieldError, Fields, Pick, Result, Shell, Texts, forms::Faults, page, when,
    },
};

struct BandView {
    name: String,
    range: String,
    multiplier: String,
    low: bool,
}

pub(super) fn name(scheme: &Scheme, shell: &Shell) -> String {
    match scheme.name().get(shell.lang) {
        "" => shell.l.scheme_unnamed(),
        name => name.to_owned(),
    }
}

struct VersionView {
    label: String,
    href: String,
    at: String,
    by: String,
    cycles: String,
    shown: bool,
}

#[derive(Template)]
#[template(path = "form_editor/scheme.html")]
struct ShowPage {
    shell: Shell,
    href: String,
    shown: String,
    latest: i32,
    archived: bool,
    removable: bool,
    bands: Vec<BandView>,
    versions: Vec<VersionView>,
}

/// `GET /schemes/{id}?version=1`
pub async fn show(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(family): Path<String>,
    asked: Asked,
) -> Result<Response> {
    let family = store::family(&app.db, id(&family)?).await?;
    let wanted = asked.text("version");
    let version = family
        .versions
        .iter()
        .find(|version| wanted.is_empty() || version.number.to_string() == wanted)
        .ok_or(Error::NotFound)?;
    let l = shell.l;
    let href = format!("/schemes/{}", family.id);
    let title = name(&version.scheme, &shell);
    page(&ShowPage {
        shown: l.form_version(version.number),
        latest: family.latest(),
        archived: family.archived,
        removable: !family.used() && !family.of_the_product,
        bands: bands(version, l, shell.lang),
        versions: family
            .versions
            .iter()
            .map(|one| VersionView {
                label: l.form_version(one.number),
                href: format!("{href}?version={}", one.number),
                at: when::instant(one.at, &viewer.zone, shell.lang),
                by: one.by.clone().unwrap_or_else(|| l.form_by_product()),
                cycles: one.cycles.join(&l.words_comma()),
                shown: one.number == version.number,
            })
            .collect(),
        href,
        shell: shell.titled(title),
    })
}

fn bands(version: &Version, l: &Texts, lang: Lang) -> Vec<BandView> {
    let scheme = &version.scheme;
    let bands = scheme.bands().iter().enumerate();
    bands
        .map(|(index, band)| BandView {
            name: band.name.get(lang).to_owned(),
            range: range(scheme.lower_of(index), band.upper, l),
            multiplier: decimals::show(band.multiplier),
            low: band.low,
        })
        .collect()
}

struct BandRow {
    key: String,
    title: String,
    names: Vec<Text>,
    multiplier: Text,
    from_kinds: Vec<Pick>,
    from: Text,
    to_kinds: Vec<Pick>,
    to: Text,
    low: bool,
}

#[derive(Template)]
#[template(path = "form_editor/scheme_form.html")]
struct EditPage {
    shell: Shell,
    action: String,
    save: String,
    back: String,
    version: i32,
    errors: Vec<FieldError>,
    bands_error: String,
    names: Vec<Text>,
    bands: Vec<BandRow>,
    full: bool,
}

/// `GET /schemes/new`, with `?from=` another as a start.
pub async fn new(State(app): State<App>, shell: Shell, asked: Asked) -> Result<Response> {
    let mut sheet = Sheet::empty();
    if let Some(from) = asked.parsed("from") {
        let family = store::family(&app.db, from).await?;
        if let Some(newest) = family.versions.first() {
            let named = newest.scheme.clone().named(crate::forms::form::Bilingual {
                en: copy_of(&newest.scheme.name().en, crate::access::Lang::En),
                zh: copy_of(&newest.scheme.name().zh, crate::access::Lang::Zh),
            });
            sheet = Sheet::of(&named);
        }
    }
    editor(shell, None, &sheet, &Faults::default())
}

fn copy_of(name: &str, lang: crate::access::Lang) -> String {
    if name.is_empty() {
        String::new()
    } else {
        crate::web::texts(lang).form_copy_of(name)
    }
}

/// `GET /schemes/{id}/edit`
pub async fn edit(
    State(app): State<App>,
    shell: Shell,
    Path(family): Path<String>,
) -> Result<Response> {
    let family = store::family(&app.db, id(&family)?).await?;
    let newest = family.versions.first().ok_or(Error::NotFound)?;
    let at = Some((family.id, newest.number));
    editor(shell, at, &Sheet::of(&newest.scheme), &Faults::default())
}

/// The editor as typed, with a message at each band that cannot stand.
pub(super) fn again(
    shell: Shell,
    at: Option<(uuid::Uuid, i32)>,
    sheet: &Sheet,
    faults: &Faults,
) -> Result<Response> {
    let page = editor(shell, at, sheet, faults)?;
    if faults.is_empty() {
        return Ok(page);
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn editor(
    shell: Shell,
    at: Option<(uuid::Uuid, i32)>,
    sheet: &Sheet,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let text = |name: String, label: String, required: bool| Text {
        value: sheet.get(&name).to_owned(),
        error: faults.at(&name, l),
        hint: String::new(),
        required,
        label,
        name,
    };
    let pair = |field: &str, label: String| {
        vec![
            text(
                format!("{field}_en"),
                l.form_in_english(label.as_str()),
                true,
            ),
            text(format!("{field}_zh"), l.form_in_chinese(label), false),
        ]
    };
    let picks = |name: &str, options: [(&str, String); 3]| -> Vec<Pick> {
        let kept = sheet.get(name).to_owned();
        options
            .into_iter()
            .map(|(value, label)| Pick::of(value, label, &kept))
            .collect()
    };
    let lang = shell.lang;
    let rows: Vec<BandRow> = sheet
        .keys()
        .into_iter()
        .map(|key| {
            let at = |field: &str| format!("band.{key}.{field}");
            let title = [lang, lang.other()]
                .map(|lang| sheet.get(&at(&format!("name_{}", lang.key()))).trim())
                .into_iter()
                .find(|title| !title.is_empty())
                .map_or_else(|| l.scheme_band_new(), str::to_owned);
            BandRow {
                title,
                names: pair(&at("name"), l.scheme_band_name()),
                multiplier: text(at("multiplier"), l.result_multiplier(), true),
                from_kinds: picks(
                    &at("from_kind"),
                    [
                        ("open", l.scheme_from_open()),
                        ("from", l.scheme_from_from()),
                        ("above", l.scheme_from_above()),
                    ],
                ),
                from: text(at("from"), l.scheme_from_points(), false),
                to_kinds: picks(
                    &at("to_kind"),
                    [
                        ("below", l.scheme_to_below()),
                        ("upto", l.scheme_to_upto()),
                        ("open", l.scheme_to_open()),
                    ],
                ),
                to: text(at("to"), l.scheme_to_points(), false),
                low: !sheet.get(&at("low")).is_empty(),
                key: key.to_owned(),
            }
        })
        .collect();
    let mut errors = FieldError::list(faults, l);
    for error in &mut errors {
        let key = error.field.split('.').nth(1).unwrap_or_default();
        if let Some(row) = rows.iter().find(|row| row.key == key) {
            error.text = l.evaluation_error(row.title.as_str(), error.text.as_str());
        }
    }
    let title = if at.is_some() {
        l.scheme_edit()
    } else {
        l.scheme_new()
    };
    page(&EditPage {
        action: at.map_or_else(|| "/schemes".to_owned(), |(id, _)| format!("/schemes/{id}")),
        back: at.map_or_else(|| "/schemes".to_owned(), |(id, _)| format!("/schemes/{id}")),
        version: at.map_or(0, |(_, version)| version),
        save: if at.is_some() {
            l.scheme_save()
        } else {
            l.scheme_save_first()
        },
        errors,
        bands_error: faults.at("bands", l),
        names: pair("name", l.form_name()),
        full: Sheet::full(rows.len()),
        bands: rows,
        shell: shell.titled(title),
    })
}

/// Late by a version: what is saved now, field by field.
pub(super) fn clash(shell: Shell, family: &Family, fields: &Fields) -> Result<Response> {
    let saved = family
        .versions
        .first()
        .map(|newest| Sheet::of(&newest.scheme))
        .unwrap_or_default();
    let typed = Sheet::sent(fields);
    let l = shell.l;
    let mut rows = Vec::new();
    for (name, value) in &saved.pairs {
        let label = match name.split('.').collect::<Vec<_>>().as_slice() {
            ["band", key, ..] => saved.get(&format!("band.{key}.name_en")).to_owned(),
            _ => l.form_name(),
        };
        if typed.get(name) != value {
            rows.push((name.clone(), label, value.clone()));
        }
    }
    let action = format!("/schemes/{}", family.id);
    crate::web::conflict::page(shell, &action, family.latest(), true, rows, fields)
}
