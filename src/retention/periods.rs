//! `/retention/periods`: how long what is kept, set by HR with a reason.

use askama::Template;
use axum::response::Response;

use super::{
    rules::{self, FIELDS},
    store::{self, Standing},
    words,
};
use crate::{
    access::Viewer,
    app::App,
    audit::{Event, Was},
    web::{
        Fields, FormView, Notice, Result, Shell, conflict,
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
    form: FormView,
}

fn periods_page(
    shell: Shell,
    standing: &Standing,
    fields: &Fields,
    faults: &Faults,
) -> PeriodsPage {
    let l = shell.l;
    PeriodsPage {
        version: fields.version(),
        first: standing.set_at.is_none(),
        form: FormView::of(fields, faults, l).labels([
            (FIELDS[0], l.retention_record_months()),
            (FIELDS[1], l.retention_working_months()),
            (FIELDS[2], l.retention_input_months()),
            ("reason", l.retention_reason()),
        ]),
        shell: shell.titled(l.retention_periods()),
    }
}

fn values(standing: &Standing) -> [String; 3] {
    let terms = standing.terms;
    [terms.record, terms.working, terms.input].map(|months| months.to_string())
}

/// `GET`
pub async fn form(app: App, shell: Shell) -> Result<Response> {
    let standing = store::standing(&app.db).await?;
    let mut fields = Fields::default();
    fields.put("version", standing.version.to_string());
    for (field, value) in FIELDS.into_iter().zip(values(&standing)) {
        fields.put(field, value);
    }
    page(&periods_page(shell, &standing, &fields, &Faults::default()))
}

/// `POST`: from the next day on.
pub async fn set(app: App, shell: Shell, viewer: Viewer, fields: Fields) -> Result<Response> {
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
        let again = periods_page(shell, &standing, &fields, &faults);
        return page(&again);
    };
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    // a step of the run ends by the old periods, the next one asks for the new
    store::lock(&mut change).await?;
    let before = store::standing(&mut *change).await?;
    if !store::set(
        &mut change,
        terms,
        &reason,
        fields.version(),
        viewer.id,
        now,
    )
    .await?
    {
        drop(change);
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
    let was = |before: i32, after: i32| Was { before, after };
    let event = Event::RetentionSet {
        record_months: was(before.terms.record, terms.record),
        working_months: was(before.terms.working, terms.working),
        input_months: was(before.terms.input, terms.input),
        first: before.set_at.is_none(),
        reason: &reason,
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see("/retention", Notice::RetentionSet))
}
