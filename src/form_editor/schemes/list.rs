//! The list of grade schemes.

use axum::response::Response;

use super::{
    pages::name,
    store::{self, FamilyLine},
};
use crate::{
    access::Viewer,
    app::App,
    form_editor::{
        lists::{LineView, library, used},
        store::Kind,
    },
    web::{Asked, Result, Shell, when},
};

/// `GET /schemes`
pub async fn list(app: App, shell: Shell, viewer: Viewer, asked: Asked) -> Result<Response> {
    let lines = store::families(&app.db).await?.into_iter();
    let lines = lines.map(|line| view(line, &viewer, &shell)).collect();
    library(Kind::Scheme, lines, shell, &asked)
}

fn view(line: FamilyLine, viewer: &Viewer, shell: &Shell) -> LineView {
    let bands = line.scheme.bands().iter();
    let bands: Vec<&str> = bands.map(|band| band.name.get(shell.lang)).collect();
    LineView {
        id: line.family,
        href: format!("/schemes/{}", line.family),
        name: name(&line.scheme, shell),
        about: String::new(),
        version: shell.l.form_version(line.version),
        draft: false,
        archived: line.archived,
        what: bands.join(" · "),
        used: used(&line.cycles, line.used, shell),
        changed: when::instant(line.changed, &viewer.zone, shell.lang),
        changed_at: line.changed,
        searched: String::new(),
    }
}
