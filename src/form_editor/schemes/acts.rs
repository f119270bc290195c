//! Saving a scheme as its next version, archiving, removing.

use axum::response::Response;
use uuid::Uuid;

use super::{forms::Sheet, pages, store};
use crate::{
    access::{Lang, Viewer},
    app::App,
    audit::Event,
    form_editor::store::Family,
    web::{Error, Fields, Notice, Result, Shell, forms::Faults, see},
};

/// `POST /schemes`
pub async fn create(app: App, shell: Shell, viewer: Viewer, fields: Fields) -> Result<Response> {
    save(&app, shell, &viewer, &fields, None).await
}

/// `POST /schemes/{id}`: the next version, or with `do` a row more or less.
pub async fn revise(
    app: App,
    shell: Shell,
    viewer: Viewer,
    family: Family,
    fields: Fields,
) -> Result<Response> {
    save(&app, shell, &viewer, &fields, Some(&family)).await
}

async fn save(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    fields: &Fields,
    family: Option<&Family>,
) -> Result<Response> {
    let mut sheet = Sheet::sent(fields);
    let at = family.map(|family| (family.id, fields.version()));
    if fields.has("do") {
        sheet.act(fields.get("do"));
        return pages::editor(shell, at, &sheet, &Faults::default());
    }
    let scheme = match sheet.read(shell.l) {
        Ok(scheme) => scheme,
        Err(faults) => return pages::editor(shell, at, &sheet, &faults),
    };
    let (id, read_at) = at.unwrap_or_else(|| (Uuid::new_v4(), 0));
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let version = match store::publish(&mut change, id, &scheme, read_at, viewer.id, now).await {
        Err(Error::Conflict) => {
            drop(change);
            let saved = store::published(&app.db, id, None).await?;
            return pages::clash(shell, id, &saved, fields);
        }
        other => other?,
    };
    let name = scheme.name().get(Lang::En);
    change
        .record_company(Event::SchemePublished {
            family: id,
            version,
            name,
        })
        .await?;
    change.commit().await?;
    Ok(see(&format!("/schemes/{id}"), Notice::Published))
}
