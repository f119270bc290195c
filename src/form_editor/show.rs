//! One form as its users will see it, with its versions; and the calculator by itself.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};

use super::{
    draft,
    lists::meant_for,
    preview::{FormLook, Look},
    store::{self, Family},
    trial::Trial,
};
use crate::{
    access::Viewer,
    app::App,
    forms::{choices, form::Form},
    web::{Asked, Error, Fields, Result, Shell, page, when},
};

pub(super) struct VersionView {
    pub label: String,
    pub href: String,
    pub at: String,
    pub by: String,
    pub cycles: String,
    pub shown: bool,
}

struct Tab {
    href: String,
    label: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "form_editor/show.html")]
#[allow(clippy::struct_excessive_bools)] // each answers one question of the template
struct ShowPage {
    shell: Shell,
    href: String,
    about: String,
    meant_for: String,
    shown: String,
    version: i32,
    latest: i32,
    draft_shown: bool,
    has_draft: bool,
    archived: bool,
    removable: bool,
    calculator: String,
    tabs: Vec<Tab>,
    look: FormLook,
    is_self: bool,
    is_interview: bool,
    versions: Vec<VersionView>,
}

/// Which version an address asks for: a number, or the draft.
async fn asked_form(app: &App, family: &Family, asked: &str) -> Result<(Option<i32>, Form)> {
    let draft = || {
        family
            .draft
            .as_ref()
            .map(|saved| (None, draft::read(&saved.draft).0))
    };
    if asked == "draft" {
        return draft().ok_or(Error::NotFound);
    }
    let number = match asked {
        "" => None,
        text => Some(text.parse().map_err(|_| Error::NotFound)?),
    };
    match store::published(&app.db, family.id, number).await? {
        Some((version, form)) => Ok((Some(version), form)),
        None if number.is_none() => draft().ok_or(Error::NotFound),
        None => Err(Error::NotFound),
    }
}

/// `GET /forms/{id}?version=2&as=evaluation`
pub async fn show(
    app: App,
    shell: Shell,
    viewer: Viewer,
    family: Family,
    asked: Asked,
) -> Result<Response> {
    let (version, form) = asked_form(&app, &family, &asked.text("version")).await?;
    let (l, lang) = (shell.l, shell.lang);
    let look = Look::from_key(&asked.text("as"));
    let label = |look: Look| match look {
        Look::SelfEvaluation => l.self_title(),
        Look::Evaluation => l.evaluation_title(),
        Look::Interview => l.form_look_interview(),
    };
    let href = format!("/forms/{}", family.id);
    let name = match form.name.get(lang) {
        "" => l.form_unnamed(),
        name => name.to_owned(),
    };
    let wanted = version.map_or_else(|| "draft".to_owned(), |version| version.to_string());
    page(&ShowPage {
        about: form.about.get(lang).to_owned(),
        meant_for: meant_for(&form, &shell),
        shown: version.map_or_else(|| l.form_draft(), |version| l.form_version(version)),
        version: family.draft.as_ref().map_or(0, |saved| saved.version),
        latest: family.latest(),
        draft_shown: version.is_none(),
        has_draft: family.draft.is_some(),
        archived: family.archived,
        removable: !family.used() && !family.of_the_product,
        calculator: format!("{href}/calculator?version={wanted}"),
        tabs: Look::ALL
            .into_iter()
            .map(|one| Tab {
                href: asked.with(&[("as", one.key())]),
                label: label(one),
                current: one == look,
            })
            .collect(),
        is_self: look == Look::SelfEvaluation,
        is_interview: look == Look::Interview,
        look: FormLook::of(&form, look, &shell),
        versions: versions(&family, version, &viewer, &shell),
        href,
        shell: shell.titled(name),
    })
}

/// What stands beside a form or scheme: its draft and its versions; `shown` is the one on the page, none the draft.
pub(super) fn versions(
    family: &Family,
    shown: Option<i32>,
    viewer: &Viewer,
    shell: &Shell,
) -> Vec<VersionView> {
    let l = shell.l;
    let draft = family.draft.iter().map(|saved| VersionView {
        label: l.form_draft(),
        href: family.address("?version=draft"),
        at: when::instant(saved.updated_at, &viewer.zone, shell.lang),
        by: saved.author.clone(),
        cycles: String::new(),
        shown: shown.is_none(),
    });
    let published = family.versions.iter().map(|version| VersionView {
        label: l.form_version(version.number),
        href: family.address(&format!("?version={}", version.number)),
        at: when::instant(version.at, &viewer.zone, shell.lang),
        by: version.by.clone().unwrap_or_else(|| l.form_by_product()),
        cycles: version.cycles.join(&l.words_comma()),
        shown: shown == Some(version.number),
    });
    draft.chain(published).collect()
}

#[derive(Template)]
#[template(path = "form_editor/calculator.html")]
struct CalculatorPage {
    shell: Shell,
    href: String,
    form_name: String,
    shown: String,
    version: String,
    trial: Trial,
}

/// `GET /forms/{id}/calculator?version=1&try.actual.company_profit=3500`
pub async fn calculator(app: App, shell: Shell, family: Family, asked: Asked) -> Result<Response> {
    let wanted = asked.text("version");
    let (version, form) = asked_form(&app, &family, &wanted).await?;
    if form.indicators.is_empty() {
        // nothing to count with yet
        return Ok(Redirect::to(&format!("/forms/{}/edit", family.id)).into_response());
    }
    let schemes = choices::schemes(&app.db, &[]).await?;
    let l = shell.l;
    let number = version.unwrap_or_else(|| family.latest() + 1);
    let fields: &Fields = asked.fields();
    page(&CalculatorPage {
        trial: Trial::of(&form, number, &schemes, fields, &shell),
        href: format!("/forms/{}", family.id),
        form_name: form.name.get(shell.lang).to_owned(),
        shown: version.map_or_else(|| l.form_draft(), |version| l.form_version(version)),
        version: wanted,
        shell: shell.titled(l.trial_title()),
    })
}
