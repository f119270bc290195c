//! `/retention/periods`: how long what is kept, set by HR with a reason.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    rules::{self, FIELDS},
    store::{self, Standing},
    words,
};
use crate::{
    access::Viewer,
    app::App,
    history,
    web::{
        FieldError, Fields, Notice, Result, Shell, conflict,
        forms::{Fault, Faults},
        page, see,
    },
};

const REASON: usize = 1000;

#[derive(Template)]
#[template(path = "retention/periods.html")]
struct PeriodsPage {
    shell: Shell,
    version: i32,
    first: bool,
    values: [String; 3],
    faults: [String; 3],
    reason: String,
    reason_error: String,
    errors: Vec<FieldError>,
}

fn values(standing: &Standing) -> [String; 3] {
    let terms = standing.terms;
    [terms.record, terms.working, terms.input].map(|months| months.to_string())
}

/// `GET`
pub async fn form(State(app): State<App>, shell: Shell) -> Result<Response> {
    let standing = store::standing(&app.db).await?;
    let title = shell.l.retention_periods();
    page(&PeriodsPage {
        version: standing.version,
        first: standing.set_at.is_none(),
        values: values(&standing),
        faults: Default::default(),
        reason: String::new(),
        reason_error: String::new(),
        errors: Vec::new(),
        shell: shell.titled(title),
    })
}

/// `POST`: from the next day on.
pub async fn set(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    fields: Fields,
) -> Result<Response> {
    let l = shell.l;
    let mut faults = Faults::default();
    let reason = fields.required("reason", REASON, &mut faults);
    let typed = FIELDS.map(|field| fields.get(field));
    let terms = rules::terms(typed);
    for (field, refusal) in terms.as_ref().err().into_iter().flatten() {
        faults.add(*field, Fault::Other(words::refusal(*refusal, l)));
    }
    let (Ok(terms), true) = (terms, faults.is_empty()) else {
        let standing = store::standing(&app.db).await?;
        let title = l.retention_periods();
        let again = PeriodsPage {
            version: fields.version(),
            first: standing.set_at.is_none(),
            values: typed.map(str::to_owned),
            faults: FIELDS.map(|field| faults.at(field, l)),
            reason: fields.get("reason").to_owned(),
            reason_error: faults.at("reason", l),
            errors: FieldError::list(&faults, l),
            shell: shell.titled(title),
        };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&again)?).into_response());
    };
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    // a step of the run ends by the old periods, the next one asks for the new
    store::lock(&mut tx).await?;
    let before = store::standing(&mut *tx).await?;
    if !store::set(&mut tx, terms, &reason, fields.version(), viewer.id, now).await? {
        drop(tx);
        let labels = [
            l.retention_record_months(),
            l.retention_working_months(),
            l.retention_input_months(),
        ];
        let rows = FIELDS
            .into_iter()
            .zip(labels)
            .zip(values(&before))
            .map(|((field, label), saved)| (field.to_owned(), label, saved))
            .collect();
        return conflict::page(
            shell,
            "/retention/periods",
            before.version,
            true,
            rows,
            &fields,
        );
    }
    let change = |before: i32, after: i32| serde_json::json!({ "before": before, "after": after });
    let detail = serde_json::json!({
        "record_months": change(before.terms.record, terms.record),
        "working_months": change(before.terms.working, terms.working),
        "input_months": change(before.terms.input, terms.input),
        "first": before.set_at.is_none(),
        "reason": reason,
    });
    let (stream, by) = (history::COMPANY, Some(viewer.id));
    history::append(&mut tx, stream, by, "retention_set", &detail, now).await?;
    tx.commit().await?;
    Ok(see("/retention", Notice::RetentionSet))
}
