//! Writing the evaluation, reviewing it, and reading the result with the basis of each score.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    filling::Filling,
    rules::Evaluation,
    store::{self, Desk},
    view::{self, Entry, ItemView, Slot, TotalView},
};
use crate::{
    access::{Action, Relation, Stage},
    app::App,
    appraisals::{Seen, overview::Strip},
    web::{FieldError, Fields, Result, Shell, forms::Faults, page, when},
};

struct NextView {
    href: String,
    name: String,
}

/// What HR can do with it now.
struct ReviewView {
    approved: bool,
    /// A low grade is approved by itself before it is released.
    one_go: bool,
    adjust_reason: Slot,
    reason: Slot,
}

#[allow(clippy::struct_excessive_bools)] // each answers one question of the template
#[derive(Template)]
#[template(path = "appraisals/evaluation.html")]
struct EvaluationPage {
    shell: Shell,
    strip: Strip,
    writing: bool,
    /// Nothing has been written that could be read.
    empty: bool,
    /// The version of the paper where it is written, of the appraisal where it is reviewed.
    version: i32,
    saved_at: String,
    errors: Vec<FieldError>,
    return_reason: String,
    skipped: bool,
    employee: String,
    superior: String,
    items: Vec<ItemView>,
    strengths: Slot,
    summary: Slot,
    total: TotalView,
    earlier: Vec<String>,
    next: Option<NextView>,
    review: Option<ReviewView>,
    can_return_self: bool,
    can_unrelease: bool,
    reads_own: bool,
}

/// `GET …/evaluation`
pub async fn show(State(app): State<App>, shell: Shell, mut seen: Seen) -> Result<Response> {
    if seen.is(Relation::Appraisee) && seen.appraisal.opened_at.is_none() {
        let now = app.clock.now();
        store::mark_opened(&app.db, &seen, now).await?;
        seen.appraisal.opened_at = Some(now);
    }
    let desk = store::desk(&app.db, &seen).await?;
    render(&app, shell, &seen, desk, None, &Faults::default())
}

/// The form again with everything that was typed and a message at each field. `body` is what the
/// typed form amounts to; without it the saved document is shown.
pub async fn again(
    app: &App,
    shell: Shell,
    seen: &Seen,
    body: Option<Evaluation>,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let desk = store::desk(&app.db, seen).await?;
    let response = render(app, shell, seen, desk, Some((body, fields)), faults)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, response).into_response())
}

fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    desk: Desk,
    typed: Option<(Option<Evaluation>, &Fields)>,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let writing = seen.can(Action::WriteEvaluation);
    let empty = desk.evaluation.is_none();
    let (saved, paper_version, updated_at) = desk
        .evaluation
        .map(|paper| (paper.body, paper.version, Some(paper.updated_at)))
        .unwrap_or_default();
    let (typed_body, typed) = typed.map_or((None, None), |(body, fields)| (body, Some(fields)));
    let body = typed_body.unwrap_or(saved);
    let shell = shell.titled(l.evaluation_title());
    let filling = Filling {
        shell: &shell,
        appraisal: &seen.appraisal,
        form: &seen.appraisal.cycle.form,
        body: &body,
        own: desk.own.as_ref().map(|paper| &paper.body),
        typed,
        faults,
    };
    let total = view::total(&body, seen, &shell);
    let review = seen.can(Action::Approve).then(|| ReviewView {
        approved: seen.appraisal.approved_at.is_some(),
        one_go: !total.low,
        adjust_reason: filling.slot("adjust_reason", l.reason(), String::new()),
        reason: filling.slot("reason", l.reason(), String::new()),
    });
    let version = match (writing, typed) {
        (true, Some(fields)) => fields.version(),
        (true, None) => paper_version,
        (false, _) => seen.appraisal.version,
    };
    let template = EvaluationPage {
        strip: Strip::of(seen, app.clock.today(&app.settings.zone), &shell),
        writing,
        empty,
        version,
        saved_at: updated_at
            .filter(|_| typed.is_none())
            .map(|at| when::clock(at, &seen.viewer.zone))
            .unwrap_or_default(),
        errors: filling.errors(),
        return_reason: seen
            .appraisal
            .return_reason
            .clone()
            .filter(|_| writing)
            .unwrap_or_default(),
        skipped: seen.appraisal.self_skipped,
        employee: seen.appraisal.appraisee.name.clone(),
        superior: seen.appraisal.superior.name.clone(),
        items: filling.items(),
        strengths: filling.slot(
            "strengths",
            l.evaluation_strengths(),
            body.strengths.clone(),
        ),
        summary: filling.slot("summary", l.evaluation_summary(), body.summary.clone()),
        total,
        earlier: view::earlier(&desk.earlier, &shell),
        next: desk
            .next
            .filter(|_| seen.is(Relation::Superior) && seen.appraisal.stage == Stage::Review)
            .map(|(id, name)| NextView {
                href: format!("/appraisals/{id}/evaluation"),
                name,
            }),
        review,
        can_return_self: seen.can(Action::ReturnSelfEvaluation) && !seen.appraisal.self_skipped,
        can_unrelease: seen.can(Action::Unrelease) && seen.appraisal.opened_at.is_none(),
        reads_own: seen.is(Relation::Appraisee),
        shell,
    };
    page(&template)
}
