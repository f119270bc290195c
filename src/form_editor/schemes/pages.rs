//! One grade scheme, and the editor of its bands.

use askama::Template;
use axum::response::Response;
use uuid::Uuid;

use super::{forms::Sheet, store};
use crate::{
    access::{Lang, Viewer},
    app::App,
    form_editor::{
        desk::Text,
        names::copied,
        show::{VersionView, versions},
        store::Family,
    },
    forms::grades::Scheme,
    ground::decimals,
    scoring::breakdown::range,
    web::{Asked, At, Error, FieldError, Fields, Pick, Result, Shell, Texts, forms::Faults, page},
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
    app: App,
    shell: Shell,
    viewer: Viewer,
    family: Family,
    asked: Asked,
) -> Result<Response> {
    let wanted = match asked.text("version").as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| Error::NotFound)?),
    };
    let (version, scheme) = store::published(&app.db, family.id, wanted).await?;
    let l = shell.l;
    let title = name(&scheme, &shell);
    page(&ShowPage {
        shown: l.form_version(version),
        latest: family.latest(),
        archived: family.archived,
        removable: !family.used() && !family.of_the_product,
        bands: bands(&scheme, l, shell.lang),
        versions: versions(&family, Some(version), &viewer, &shell),
        href: family.address(""),
        shell: shell.titled(title),
    })
}

fn bands(scheme: &Scheme, l: &Texts, lang: Lang) -> Vec<BandView> {
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
pub async fn new(app: App, shell: Shell, asked: Asked) -> Result<Response> {
    let mut sheet = Sheet::empty();
    if let Some(from) = asked.parsed("from") {
        let (_, scheme) = store::published(&app.db, from, None).await?;
        let name = copied(scheme.name());
        sheet = Sheet::of(&scheme.named(name));
    }
    editor(shell, None, &sheet, &Faults::default())
}

/// `GET /schemes/{id}/edit`
pub async fn edit(app: App, shell: Shell, At(family): At<Uuid>) -> Result<Response> {
    let (version, scheme) = store::published(&app.db, family, None).await?;
    let at = Some((family, version));
    editor(shell, at, &Sheet::of(&scheme), &Faults::default())
}

/// The editor as typed, with a message at each band that cannot stand.
pub(super) fn editor(
    shell: Shell,
    at: Option<(Uuid, i32)>,
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
pub(super) fn clash(
    shell: Shell,
    family: Uuid,
    (version, scheme): &(i32, Scheme),
    fields: &Fields,
) -> Result<Response> {
    let saved = Sheet::of(scheme);
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
    let action = format!("/schemes/{family}");
    crate::web::conflict::page(shell, &action, *version, true, rows, fields)
}
