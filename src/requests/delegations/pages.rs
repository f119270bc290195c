//! `/delegations`: who stands in for me, for whom I stand in, and naming somebody.

use askama::Template;
use axum::response::Response;

use super::store;
use crate::{
    access::{Role, Viewer},
    app::App,
    web::{Fields, FormView, Result, Shell, forms::Faults, page, when},
};

struct LineView {
    href: String,
    delegator: String,
    delegate: String,
    period: String,
    reason: String,
    state: String,
    /// Runs or comes, and the reader may end it.
    open: bool,
}

#[derive(Template)]
#[template(path = "requests/delegations.html")]
struct DelegationsPage {
    form: FormView,
    shell: Shell,
    lines: Vec<LineView>,
    /// HR names delegates for others too.
    for_others: bool,
}

/// `GET /delegations`
pub async fn show(app: App, shell: Shell, viewer: Viewer) -> Result<Response> {
    let today = when::input_day(app.clock.today(&app.settings.zone));
    let fields = Fields::from_pairs(vec![("starts_on".into(), today)]);
    render(&app, shell, &viewer, &fields, &Faults::default()).await
}

pub(super) async fn render(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let (l, lang) = (shell.l, shell.lang);
    let now = app.clock.now();
    let today = app.clock.today(&app.settings.zone);
    let lines = store::all(&app.db, viewer.id).await?;
    page(&DelegationsPage {
        form: FormView::of(fields, faults, l).labels([
            ("delegator", l.delegation_for()),
            ("delegate", l.delegation_who()),
            ("starts_on", l.delegation_from()),
            ("ends_on", l.delegation_until()),
            ("reason", l.reason()),
        ]),
        lines: lines
            .into_iter()
            .map(|line| LineView {
                href: format!("/delegations/{}/revocation", line.id),
                period: l.period(
                    when::day(line.starts_on, lang),
                    when::day(line.ends_on, lang),
                ),
                state: match line.revoked_at {
                    Some(at) => l.delegation_revoked(when::instant(at, &viewer.zone, lang)),
                    None if line.until <= now => l.delegation_over(),
                    None if line.starts_on > today => l.delegation_coming(),
                    None => l.delegation_running(),
                },
                open: line.revoked_at.is_none() && line.until > now,
                delegator: if line.delegator_id == viewer.id.0 {
                    l.delegation_you()
                } else {
                    line.delegator
                },
                delegate: if line.delegate_id == viewer.id.0 {
                    l.delegation_you()
                } else {
                    line.delegate
                },
                reason: line.reason,
            })
            .collect(),
        for_others: viewer.is(Role::Hr),
        shell: shell.titled(l.delegation_title()),
    })
}
