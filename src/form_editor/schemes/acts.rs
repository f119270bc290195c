//! Saving a scheme as its next version, archiving, removing.

use axum::{
    extract::{Path, State},
    response::Response,
};
use uuid::Uuid;

use super::{forms::Sheet, pages, store};
use crate::{
    access::{Lang, Viewer},
    app::App,
    audit::Event,
    form_editor::editor::id,
    web::{
        Error, Fields, Notice, Result, Shell,
        forms::{Faults, LONG},
        see,
    },
};

/// `POST /schemes`
pub async fn create(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    fields: Fields,
) -> Result<Response> {
    save(&app, shell, &viewer, &fields, None).await
}

/// `POST /schemes/{id}`: the next version, or with `do` a row more or less.
pub async fn revise(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(family): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let family = store::family(&app.db, id(&family)?).await?;
    save(&app, shell, &viewer, &fields, Some(&family)).await
}

async fn save(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    fields: &Fields,
    family: Option<&store::Family>,
) -> Result<Response> {
    let mut sheet = Sheet::sent(fields);
    let at = family.map(|family| (family.id, fields.version()));
    if fields.has("do") {
        sheet.act(fields.get("do"));
        return pages::again(shell, at, &sheet, &Faults::default());
    }
    let scheme = match sheet.read(shell.l) {
        Ok(scheme) => scheme,
        Err(faults) => return pages::again(shell, at, &sheet, &faults),
    };
    let (id, read_at) = at.unwrap_or_else(|| (Uuid::new_v4(), 0));
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let version = match store::publish(&mut change, id, &scheme, read_at, viewer.id, now).await {
        Err(Error::Conflict) => {
            drop(change);
            let family = store::family(&app.db, id).await?;
            return pages::clash(shell, &family, fields);
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

/// `POST /schemes/{id}/archive`
pub async fn archive(
    State(app): State<App>,
    viewer: Viewer,
    Path(family): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let family = id(&family)?;
    store::family(&app.db, family).await?;
    let archived = !fields.has("restore");
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    store::archive(&mut change, family, fields.version(), archived, now).await?;
    let (event, notice) = if archived {
        (Event::SchemeArchived { family }, Notice::Archived)
    } else {
        (Event::SchemeRestored { family }, Notice::Restored)
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(&format!("/schemes/{family}"), notice))
}

/// `POST /schemes/{id}/removal`: only what no cycle ever used, and with a reason.
pub async fn remove(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(family): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let family = store::family(&app.db, id(&family)?).await?;
    let l = shell.l;
    if family.used() {
        let names: Vec<&str> = family
            .versions
            .iter()
            .flat_map(|version| version.cycles.iter().map(String::as_str))
            .collect();
        return Err(Error::Refused(vec![
            l.form_used(names.join(&l.words_comma())),
        ]));
    }
    if family.of_the_product {
        return Err(Error::Refused(vec![l.form_of_product()]));
    }
    let mut faults = Faults::default();
    let reason = fields.required("reason", LONG, &mut faults);
    if !faults.is_empty() {
        return Err(Error::Refused(vec![l.form_reason_missing()]));
    }
    let mut change = app.change(Some(viewer.id)).await?;
    store::remove(&mut change, family.id, fields.version()).await?;
    change
        .record_company(Event::SchemeRemoved {
            family: family.id,
            reason: &reason,
        })
        .await?;
    change.commit().await?;
    Ok(see("/schemes", Notice::Removed))
}
