//! Writing, publishing, copying, archiving and removing forms. Every deed is one transaction with its
//! event in the company's chain, at the version that was read.

use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::{
    desk,
    draft::{self, Draft},
    editor::{self, Sheet},
    names::copied,
    store::{self, Kind},
};
use crate::{
    access::{Lang, Viewer},
    app::App,
    audit::Event,
    web::{
        At, Error, Fields, Notice, Result, Shell, autosave, conflict,
        forms::{Faults, LONG},
        see,
    },
};

fn address(family: Uuid, below: &str) -> String {
    format!("/forms/{family}{below}")
}

/// `POST /forms`: an empty draft.
pub async fn create(app: App, viewer: Viewer) -> Result<Response> {
    begin(&app, &viewer, &Draft::default(), false).await
}

/// `POST /forms/{id}/copy`: a new family that begins with the newest version, or else the draft.
pub async fn copy(app: App, viewer: Viewer, At(family): At<Uuid>) -> Result<Response> {
    let mut form = if let Some((_, form)) = store::published(&app.db, family, None).await? {
        form
    } else {
        let saved = store::draft(&app.db, family).await?;
        draft::read(&saved.ok_or(Error::NotFound)?.draft).0
    };
    form.name = copied(&form.name);
    begin(&app, &viewer, &Draft::of(&form), true).await
}

async fn begin(app: &App, viewer: &Viewer, draft: &Draft, copied: bool) -> Result<Response> {
    let family = Uuid::new_v4();
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    store::save_draft(&mut change, family, draft, 0, viewer.id, now).await?;
    let name = draft.words("name", Lang::En);
    let event = if copied {
        Event::FormCopied { family, name }
    } else {
        Event::FormCreated { family, name }
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(Redirect::to(&address(family, "/edit")).into_response())
}

/// `POST /forms/{id}/edit`: keeps the draft as typed; with `do` one of the editor's small buttons.
pub async fn save(
    app: App,
    shell: Shell,
    viewer: Viewer,
    family: store::Family,
    fields: Fields,
) -> Result<Response> {
    let mut draft = Draft::sent(&fields);
    let look_at = draft.act(fields.get("do"));
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let read_at = fields.version();
    match store::save_draft(&mut change, family.id, &draft, read_at, viewer.id, now).await {
        Ok(version) => {
            // the first save of a draft is what the trail tells; each letter would drown it
            if read_at == 0 {
                let name = draft.words("name", Lang::En);
                let event = Event::FormDraftBegun {
                    family: family.id,
                    name,
                };
                change.record_company(event).await?;
            }
            change.commit().await?;
            if fields.autosave {
                return Ok(autosave::saved(version, now, &viewer.zone));
            }
            let back = address(family.id, "/edit");
            if fields.has("do") {
                let to = look_at.map_or_else(|| back.clone(), |row| format!("{back}#{row}"));
                return Ok(Redirect::to(&to).into_response());
            }
            Ok(see(&back, Notice::Saved))
        }
        Err(Error::Conflict) if fields.autosave => Ok(autosave::conflict()),
        Err(Error::Conflict) => {
            drop(change);
            clash(&app, shell, family.id, &fields).await
        }
        Err(error) => Err(error),
    }
}

/// Both drafts, field by field, and a choice.
async fn clash(app: &App, shell: Shell, family: Uuid, fields: &Fields) -> Result<Response> {
    let family = store::family(&app.db, Kind::Form, family).await?;
    let (saved, version) = editor::standing(app, &family).await?;
    let typed = Draft::sent(fields);
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in typed.pairs().iter().chain(saved.pairs()) {
        if !names.contains(&name.as_str()) && typed.get(name) != saved.get(name) {
            names.push(name);
        }
    }
    let (l, lang) = (shell.l, shell.lang);
    let rows = names
        .into_iter()
        .map(|name| {
            let place = desk::place(&typed, name, lang, l);
            let label = if place.is_empty() {
                l.form_field_of_form()
            } else {
                place
            };
            (name.to_owned(), label, saved.get(name).to_owned())
        })
        .collect();
    let action = address(family.id, "/edit");
    conflict::page(shell, &action, version, true, rows, fields)
}

/// `POST /forms/{id}/calculator`: the editor again, with the points that the typed form would give.
/// Nothing is saved.
pub async fn try_out(
    app: App,
    shell: Shell,
    viewer: Viewer,
    family: store::Family,
    fields: Fields,
) -> Result<Response> {
    let sheet = Sheet {
        family: &family,
        draft: &Draft::sent(&fields),
        version: fields.version(),
        typed: &fields,
        faults: &Faults::default(),
    };
    editor::render(&app, shell, &viewer, &sheet).await
}

/// `POST /forms/{id}/publication`: what was typed becomes the next version, or the editor says at each
/// field what is missing.
pub async fn publish(
    app: App,
    shell: Shell,
    viewer: Viewer,
    family: store::Family,
    fields: Fields,
) -> Result<Response> {
    let draft = Draft::sent(&fields);
    let (form, mut faults) = draft::read(&draft);
    faults.merge(draft::problems(&draft, &form, shell.l));
    let sheet = Sheet {
        family: &family,
        draft: &draft,
        version: fields.version(),
        typed: &fields,
        faults: &faults,
    };
    if !faults.is_empty() {
        return editor::render(&app, shell, &viewer, &sheet).await;
    }
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let read_at = fields.version();
    // somebody published, or began a draft, after this page was made
    let published = fields.get("published").parse().unwrap_or(0);
    if published != family.latest() || (read_at == 0 && family.draft.is_some()) {
        drop(change);
        return clash(&app, shell, family.id, &fields).await;
    }
    let version = match store::publish(&mut change, family.id, &form, read_at, viewer.id, now).await
    {
        Err(Error::Conflict) => {
            drop(change);
            return clash(&app, shell, family.id, &fields).await;
        }
        other => other?,
    };
    let name = form.name.get(Lang::En);
    let event = Event::FormPublished {
        family: family.id,
        version,
        name,
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(&address(family.id, ""), Notice::Published))
}

/// `POST /forms/{id}/discard`: the draft goes, the published versions stay.
pub async fn discard(
    app: App,
    viewer: Viewer,
    family: store::Family,
    fields: Fields,
) -> Result<Response> {
    let mut change = app.change(Some(viewer.id)).await?;
    store::discard(&mut change, family.id, fields.version()).await?;
    change
        .record_company(Event::FormDraftDiscarded { family: family.id })
        .await?;
    change.commit().await?;
    let back = if family.versions.is_empty() {
        "/forms".to_owned()
    } else {
        address(family.id, "")
    };
    Ok(see(&back, Notice::Discarded))
}

/// `POST …/{id}/archive`: no cycle can choose it any more, or again (`restore`).
pub async fn archive(
    app: App,
    viewer: Viewer,
    family: store::Family,
    fields: Fields,
) -> Result<Response> {
    let (id, archived) = (family.id, !fields.has("restore"));
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    store::archive(&mut change, id, fields.version(), archived, now).await?;
    let event = match (family.kind, archived) {
        (Kind::Form, true) => Event::FormArchived { family: id },
        (Kind::Form, false) => Event::FormRestored { family: id },
        (Kind::Scheme, true) => Event::SchemeArchived { family: id },
        (Kind::Scheme, false) => Event::SchemeRestored { family: id },
    };
    let notice = if archived {
        Notice::Archived
    } else {
        Notice::Restored
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(&family.address(""), notice))
}

/// `POST …/{id}/removal`: only what no cycle ever used, and with a reason.
pub async fn remove(
    app: App,
    shell: Shell,
    viewer: Viewer,
    family: store::Family,
    fields: Fields,
) -> Result<Response> {
    if family.used() {
        let names: Vec<&str> = family
            .versions
            .iter()
            .flat_map(|version| version.cycles.iter().map(String::as_str))
            .collect();
        let names = names.join(&shell.l.words_comma());
        return Err(Error::Refused(vec![shell.l.form_used(names)]));
    }
    if family.of_the_product {
        return Err(Error::Refused(vec![shell.l.form_of_product()]));
    }
    let mut faults = Faults::default();
    let reason = fields.required("reason", LONG, &mut faults);
    if !faults.is_empty() {
        return Err(Error::Refused(vec![shell.l.form_reason_missing()]));
    }
    let mut change = app.change(Some(viewer.id)).await?;
    store::remove(&mut change, family.id, fields.version()).await?;
    let (versions, reason) = (family.latest(), reason.as_str());
    let family_id = family.id;
    let event = match family.kind {
        Kind::Form => Event::FormRemoved {
            family: family_id,
            versions,
            reason,
        },
        Kind::Scheme => Event::SchemeRemoved {
            family: family_id,
            reason,
        },
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(&format!("/{}", family.kind.key()), Notice::Removed))
}
