//! The page on which a form is written: a draft beside its published versions.

use askama::Template;
use axum::response::Response;

use super::{
    desk::{AgendaRow, Desk, QuestionBlock, SectionBlock, Select, Text},
    draft::{self, ASKED, Draft},
    names::kind_name,
    store::{self, Family},
    trial::Trial,
};
use crate::{
    access::Viewer,
    app::App,
    forms::{choices, form::KindName},
    people::{Level, level_word},
    web::{Error, FieldError, Fields, Pick, Result, Shell, forms::Faults, page, when},
};

#[derive(Template)]
#[template(path = "form_editor/editor.html")]
#[allow(clippy::struct_excessive_bools)] // each answers one question of the template
struct EditorPage {
    shell: Shell,
    href: String,
    next_version: i32,
    published: i32,
    version: i32,
    saved: String,
    saved_at: String,
    errors: Vec<FieldError>,
    names: Vec<Text>,
    abouts: Vec<Text>,
    settings: Vec<Select>,
    levels: Vec<Pick>,
    positions: Text,
    sections: Vec<SectionBlock>,
    kinds: Vec<(&'static str, String)>,
    questions: Vec<QuestionBlock>,
    agenda: Vec<AgendaRow>,
    sum: String,
    sum_right: bool,
    lacks: Vec<FieldError>,
    trial: Trial,
}

/// Where the editor's page comes from: the draft, or what was typed on it.
pub(super) struct Sheet<'a> {
    pub family: &'a Family,
    pub draft: &'a Draft,
    pub version: i32,
    pub typed: &'a Fields,
    pub faults: &'a Faults,
}

/// `GET /forms/{id}/edit`: the draft; without one the newest version, to begin a draft from.
pub async fn edit(app: App, shell: Shell, viewer: Viewer, family: Family) -> Result<Response> {
    let (draft, version) = standing(&app, &family).await?;
    let sheet = Sheet {
        family: &family,
        draft: &draft,
        version,
        typed: &Fields::default(),
        faults: &Faults::default(),
    };
    render(&app, shell, &viewer, &sheet).await
}

/// The draft as it is saved, with its version; 0 and the newest published version where there is none.
pub(super) async fn standing(app: &App, family: &Family) -> Result<(Draft, i32)> {
    if let Some(saved) = &family.draft {
        return Ok((saved.draft.clone(), saved.version));
    }
    let (_, form) = store::published(&app.db, family.id, None)
        .await?
        .ok_or(Error::NotFound)?;
    Ok((Draft::of(&form), 0))
}

pub(super) async fn render(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    sheet: &Sheet<'_>,
) -> Result<Response> {
    let schemes = choices::schemes(&app.db, &[]).await?;
    let (l, lang) = (shell.l, shell.lang);
    let draft = sheet.draft;
    let (form, mut lacks) = draft::read(draft);
    lacks.merge(draft::problems(draft, &form, l));
    let desk = Desk {
        draft,
        faults: sheet.faults,
        l,
        lang,
    };
    let (sum, missing) = draft.weights();
    let latest = sheet.family.latest();
    let trial = Trial::of(&form, latest + 1, &schemes, sheet.typed, &shell);
    let form_name = match draft.words("name", lang) {
        "" => l.form_unnamed(),
        name => name.to_owned(),
    };
    let saved = sheet.family.draft.as_ref();
    page(&EditorPage {
        href: format!("/forms/{}", sheet.family.id),
        next_version: latest + 1,
        published: latest,
        version: sheet.version,
        saved: saved
            .map(|saved| {
                l.form_draft_by(
                    saved.author.as_str(),
                    when::instant(saved.updated_at, &viewer.zone, shell.lang),
                )
            })
            .unwrap_or_default(),
        saved_at: saved
            .filter(|_| sheet.typed.pairs().is_empty())
            .map(|saved| when::clock(saved.updated_at, &viewer.zone))
            .unwrap_or_default(),
        errors: desk.told(sheet.faults),
        lacks: desk.told(&lacks),
        names: desk.pair("name", l.form_name(), true),
        abouts: desk.pair("about", l.form_about(), false),
        settings: desk.settings(),
        levels: Level::ALL
            .into_iter()
            .map(|level| {
                Pick::new(
                    level.key(),
                    level_word(level, l),
                    draft.all("level").any(|key| key == level.key()),
                )
            })
            .collect(),
        positions: desk.text("positions", l.form_positions(), l.form_positions_hint()),
        sections: std::iter::once("")
            .chain(draft.sections())
            .map(|key| desk.section(key))
            .filter(|block| {
                !block.key.is_empty() || !block.indicators.is_empty() || draft.sections().is_empty()
            })
            .collect(),
        kinds: KindName::ALL
            .map(|kind| (kind.key(), kind_name(kind, l)))
            .into(),
        questions: ASKED.map(|asked| desk.questions(asked)).into(),
        agenda: (1..=8).map(|step| desk.agenda(step)).collect(),
        sum: draft::hundredths(sum),
        sum_right: missing.is_zero(),
        trial,
        shell: shell.titled(l.form_edit_title(form_name)),
    })
}
