//! Saving and submitting the two forms.

use axum::response::Response;
use serde::Serialize;

use super::{forms, pages::again, typed::Part};
use crate::{
    access::{Action, Lang},
    app::App,
    appraisals::{
        Seen,
        papers::{self, PaperKind},
    },
    audit::Event,
    interviews::{gather, sheets::EmployeePreparation},
    web::{Error, Fields, Notice, Result, Shell, autosave, conflict, forms::Faults, see},
};

/// `POST …/preparation/employee`
pub async fn save_employee(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let (body, faults) = forms::read_employee(&seen.appraisal.cycle.form, &fields);
    keep(
        &app,
        shell,
        &seen,
        &fields,
        (Part::Employee, &body, faults),
        false,
    )
    .await
}

/// `POST …/preparation/employee/submission`
pub async fn submit_employee(
    app: App,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let form = &seen.appraisal.cycle.form;
    let (body, mut faults) = forms::read_employee(form, &fields);
    faults.merge(forms::employee_lacks(form, &body, shell.l));
    keep(
        &app,
        shell,
        &seen,
        &fields,
        (Part::Employee, &body, faults),
        true,
    )
    .await
}

/// `POST …/preparation/superior`
pub async fn save_superior(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let items = gather(&app.db, &seen).await?.items;
    let (body, faults) = forms::read_superior(&items, &fields);
    keep(
        &app,
        shell,
        &seen,
        &fields,
        (Part::Superior, &body, faults),
        false,
    )
    .await
}

/// `POST …/preparation/superior/submission`
pub async fn submit_superior(
    app: App,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let items = gather(&app.db, &seen).await?.items;
    let (body, mut faults) = forms::read_superior(&items, &fields);
    faults.merge(forms::superior_lacks(&items, &body, shell.l));
    keep(
        &app,
        shell,
        &seen,
        &fields,
        (Part::Superior, &body, faults),
        true,
    )
    .await
}

/// Saves what was typed and, where asked, submits it. Faults bring the page back.
async fn keep<T: Serialize>(
    app: &App,
    shell: Shell,
    seen: &Seen,
    fields: &Fields,
    (part, body, faults): (Part, &T, Faults),
    submit: bool,
) -> Result<Response> {
    if !faults.is_empty() {
        return if fields.autosave {
            Ok(autosave::refused(&faults, shell.l))
        } else {
            again(app, shell, seen, part, fields, &faults).await
        };
    }
    let kind = if part == Part::Employee {
        PaperKind::EmployeePreparation
    } else {
        PaperKind::SuperiorPreparation
    };
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    let version =
        match papers::save(&mut change, seen, (kind, 0), fields.version(), body, now).await {
            Ok(version) => version,
            Err(Error::Conflict) if fields.autosave => return Ok(autosave::conflict()),
            Err(Error::Conflict) => return clash(app, shell, seen, part, fields).await,
            Err(error) => return Err(error),
        };
    if submit {
        let paper = papers::submit(&mut change, seen, (kind, 0), version, now).await?;
        let (paper_version, r#for) = (version, seen.stands_in_for().map(|one| one.0));
        let event = if part == Part::Employee {
            Event::EmployeePrepared {
                paper,
                paper_version,
                r#for,
            }
        } else {
            Event::SuperiorPrepared {
                paper,
                paper_version,
                r#for,
            }
        };
        change.record(seen.appraisal.id, event).await?;
    }
    change.commit().await?;
    if fields.autosave {
        return Ok(autosave::saved(version, now, &seen.viewer.zone));
    }
    let notice = if submit {
        Notice::PreparationDone
    } else {
        Notice::Saved
    };
    Ok(see(&seen.address("/preparation"), notice))
}

/// Both texts side by side.
async fn clash(
    app: &App,
    shell: Shell,
    seen: &Seen,
    part: Part,
    fields: &Fields,
) -> Result<Response> {
    // the stage may be what changed: then there is nothing to save into
    let seen = Seen::by_id(&app.db, seen.appraisal.id, seen.viewer.clone()).await?;
    let gathered = gather(&app.db, &seen).await?;
    let (l, lang) = (shell.l, shell.lang);
    let form = &seen.appraisal.cycle.form;
    let mut rows = Vec::new();
    let (address, version, open) = if part == Part::Employee {
        let saved = gathered.employee_preparation.unwrap_or_default();
        rows.extend(employee_rows(form, &saved.body, l, lang));
        (
            "/preparation/employee",
            saved.version,
            seen.can(Action::PrepareAsEmployee) && saved.submitted_at.is_none(),
        )
    } else {
        let saved = gathered.superior_preparation.unwrap_or_default();
        for (key, text) in saved.body.explanations {
            let name = form
                .indicator(&key)
                .map_or_else(|| key.clone(), |one| one.name.get(lang).to_owned());
            rows.push((format!("explanation.{key}"), name, text));
        }
        (
            "/preparation/superior",
            saved.version,
            seen.can(Action::PrepareAsSuperior) && saved.submitted_at.is_none(),
        )
    };
    let (action, back) = (seen.address(address), seen.address("/preparation"));
    conflict::page_below(shell, (&action, &back), version, open, rows, fields)
}

fn employee_rows(
    form: &crate::forms::form::Form,
    body: &EmployeePreparation,
    l: &crate::web::Texts,
    lang: Lang,
) -> Vec<(String, String, String)> {
    let asked = forms::ASKED.map(|key| {
        let label = super::views::asked_label(form, key, l, lang);
        (key.to_owned(), label, forms::asked(body, key).to_owned())
    });
    let place = (
        "wanted_place".to_owned(),
        l.prepare_place(),
        body.place.clone(),
    );
    let further = forms::further(form).map(|question| {
        let answer = body.answers.get(&question.key).cloned().unwrap_or_default();
        (
            format!("answer.{}", question.key),
            question.prompt.get(lang).to_owned(),
            answer,
        )
    });
    asked.into_iter().chain([place]).chain(further).collect()
}
