//! The list of tokens with the form for a new one.

use askama::Template;
use axum::response::Response;

use super::{
    rules::{self, MOST_DAYS},
    store,
};
use crate::{
    access::Viewer,
    app::App,
    ground::clock,
    web::{Fields, FormView, Pick, Result, Shell, forms::Faults, page, when},
};

struct LineView {
    id: String,
    name: String,
    hint: String,
    created: String,
    expires: String,
    used: String,
    /// Empty for the whole company.
    department: String,
    state: rules::State,
}

#[derive(Template)]
#[template(path = "tokens/list.html")]
struct TokensPage {
    shell: Shell,
    /// A token that was just made; shown this once.
    made: String,
    form: FormView,
    departments: Vec<Pick>,
    expires_hint: String,
    lines: Vec<LineView>,
    /// One request, as a program would send it.
    sample: String,
}

/// `GET /api-tokens`
pub async fn list(app: App, shell: Shell, viewer: Viewer) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let until = when::input_day(today + time::Duration::days(365));
    let fields = Fields::from_pairs(vec![("expires".to_owned(), until)]);
    render(&app, shell, &viewer, &fields, &Faults::default(), "").await
}

pub(super) async fn again(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    render(app, shell, viewer, fields, faults, "").await
}

pub(super) async fn render(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    fields: &Fields,
    faults: &Faults,
    made: &str,
) -> Result<Response> {
    let now = app.clock.now();
    let l = shell.l;
    let at = |instant| when::instant(instant, &viewer.zone, shell.lang);
    let lines = store::list(&app.db, now)
        .await?
        .into_iter()
        .map(|line| LineView {
            id: line.id.to_string(),
            state: rules::state(line.expires_at, line.revoked, line.carried, now),
            created: l.tokens_created_by(at(line.created_at), line.created_by),
            // good to the end of that day
            expires: when::day(
                clock::date_in(
                    line.expires_at - time::Duration::seconds(1),
                    &app.settings.zone,
                ),
                shell.lang,
            ),
            used: line.last_used_at.map(at).unwrap_or_default(),
            department: line.department.unwrap_or_default(),
            name: line.name,
            hint: line.hint,
        })
        .collect();
    let departments = store::departments(&app.db).await?.into_iter();
    let departments = departments.map(|(id, label)| (id.to_string(), label));
    page(&TokensPage {
        made: made.to_owned(),
        form: FormView::of(fields, faults, l).labels([
            ("name", l.tokens_name()),
            ("expires", l.tokens_expires()),
            ("department", l.list_department()),
        ]),
        departments: [(String::new(), l.tokens_company())]
            .into_iter()
            .chain(departments)
            .map(|(id, label)| Pick::of(id, label, fields.get("department")))
            .collect(),
        expires_hint: l.tokens_expires_hint(MOST_DAYS),
        lines,
        sample: sample(&app.settings.base_url),
        shell: shell.titled(l.tokens_title()),
    })
}

fn sample(base: &str) -> String {
    format!(
        "POST {}/api/actuals\nAuthorization: Bearer cs_…\nContent-Type: application/json\n\n\
         {{\"actuals\": [\n  {{\"person\": \"10023\", \"item\": \"company_profit\",\n   \
         \"period\": \"2026-Q3\", \"actual\": \"3500\"}}\n]}}",
        base.trim_end_matches('/')
    )
}
