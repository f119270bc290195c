//! Somebody is away for long: HR does the employee's first step for them, with a reason, and every page of
//! the appraisal says so.

use askama::Template;
use axum::response::Response;

use crate::{
    app::App,
    appraisals::{
        Seen,
        advance::{OnBehalf, StepEffects, advance},
        header::Header,
        lifecycle::{Proven, Step},
    },
    audit::Event,
    web::{
        Fields, FormView, Notice, Result, Shell,
        forms::{Faults, LONG, SHORT},
        page, see,
    },
};

#[derive(Template)]
#[template(path = "requests/on_behalf.html")]
struct BehalfPage {
    form: FormView,
    shell: Shell,
    header: Header,
    version: i32,
}

/// `GET …/self-evaluation/on-behalf`
pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
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
        form: FormView::of(fields, faults, l)
            .labels([("reason", l.reason()), ("text", l.behalf_text())]),
        header: Header::of(seen, app, &shell),
        version: seen.appraisal.version,
        shell,
    })
}

/// `POST …/self-evaluation/on-behalf`
pub async fn complete(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let mut faults = Faults::default();
    let reason = fields.required("reason", SHORT, &mut faults);
    let text = fields.text("text", LONG, &mut faults);
    if !faults.is_empty() {
        return render(&app, shell, &seen, &fields, &faults);
    }
    fields.read_at(seen.appraisal.version)?;
    let allowed = seen.step(Step::SelfOnBehalf, &Proven::NOTHING, shell.l)?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let effects = StepEffects {
        on_behalf: Some(OnBehalf {
            by: seen.viewer.id,
            reason: reason.clone(),
            text,
        }),
        ..StepEffects::default()
    };
    let event = Event::SelfOnBehalf { reason: &reason };
    advance(&mut change, &seen, allowed, effects, event).await?;
    change.commit().await?;
    Ok(see(&seen.address(""), Notice::DoneOnBehalf))
}
