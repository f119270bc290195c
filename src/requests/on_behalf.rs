//! Somebody is away for long: HR does the employee's first step for them, with a reason, and every page of
//! the appraisal says so.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{
    app::App,
    appraisals::{
        Seen,
        advance::{OnBehalf, StepEffects, advance},
        header::Strip,
        lifecycle::{Proven, Step},
    },
    web::{
        Error, FieldError, Fields, Notice, Result, Shell,
        forms::{Faults, LONG, SHORT},
        page, see,
    },
};

#[derive(Template)]
#[template(path = "requests/on_behalf.html")]
struct BehalfPage {
    shell: Shell,
    strip: Strip,
    version: i32,
    errors: Vec<FieldError>,
    reason: String,
    reason_error: String,
    text: String,
    text_error: String,
}

/// `GET …/self-evaluation/on-behalf`
pub async fn show(State(app): State<App>, shell: Shell, seen: Seen) -> Result<Response> {
    render(&app, shell, &seen, &Fields::default(), &Faults::default())
}

fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let shell = shell.titled(l.behalf_title());
    page(&BehalfPage {
        strip: Strip::of(seen, app, &shell),
        version: seen.appraisal.version,
        errors: FieldError::list(faults, l),
        reason: fields.get("reason").to_owned(),
        reason_error: faults.at("reason", l),
        text: fields.get("text").to_owned(),
        text_error: faults.at("text", l),
        shell,
    })
}

/// `POST …/self-evaluation/on-behalf`
pub async fn complete(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
    let mut faults = Faults::default();
    let reason = fields.required("reason", SHORT, &mut faults);
    let text = fields.text("text", LONG, &mut faults);
    if !faults.is_empty() {
        let page = render(&app, shell, &seen, &fields, &faults)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    if fields.version() != seen.appraisal.version {
        return Err(Error::Conflict);
    }
    let allowed = seen
        .next(Step::SelfOnBehalf, &Proven::NOTHING)
        .map_err(|stop| stop.tell(shell.l))?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let detail = json!({ "reason": reason });
    let effects = StepEffects {
        on_behalf: Some(OnBehalf {
            by: seen.viewer.id,
            reason,
            text,
        }),
        ..StepEffects::default()
    };
    advance(&mut tx, &seen, allowed, effects, &detail, now).await?;
    tx.commit().await?;
    Ok(see(&seen.address(""), Notice::DoneOnBehalf))
}
