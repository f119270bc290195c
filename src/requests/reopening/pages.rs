//! The page on which one side asks, HR answers, and both read what became of it.

use askama::Template;
use axum::response::Response;

use super::{Reopening, store};
use crate::{
    access::{Action, Stage},
    app::App,
    appraisals::{
        Header, Seen,
        lifecycle::{self, Step},
        words,
    },
    web::{Fields, FormView, Result, Shell, forms::Faults, page, when},
};

pub struct ReopeningView {
    pub stage: String,
    pub by: String,
    pub at: String,
    pub reason: String,
    /// "approved", "declined" or empty while it waits.
    pub state: &'static str,
    pub decided: String,
    pub answer: String,
}

#[must_use]
pub fn view(one: &Reopening, seen: &Seen, shell: &Shell) -> ReopeningView {
    let l = shell.l;
    let at = |at| when::instant(at, &seen.viewer.zone, shell.lang);
    let who = one.decided_by.clone().unwrap_or_default();
    let on = one.decided_at.map(at).unwrap_or_default();
    ReopeningView {
        stage: words::stage(one.stage, l),
        by: one.by.clone(),
        at: at(one.requested_at),
        reason: one.reason.clone(),
        state: match one.approved {
            Some(true) => "approved",
            Some(false) => "declined",
            None => "",
        },
        decided: match one.approved {
            Some(true) => l.reopening_approved(who, on),
            Some(false) => l.reopening_declined(who, on),
            None => l.reopening_waits(),
        },
        answer: one.answer.clone(),
    }
}

/// The stages to which the appraisal could go back from where it stands.
pub(super) fn targets(now: Stage) -> Vec<Stage> {
    [Step::SelfReopened, Step::EvaluationReopened]
        .into_iter()
        .map(lifecycle::line)
        .filter(|line| line.from.contains(&now))
        .map(|line| line.to)
        .collect()
}

struct Target {
    value: &'static str,
    label: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "requests/reopening.html")]
struct ReopeningPage {
    form: FormView,
    shell: Shell,
    header: Header,
    version: i32,
    all: Vec<ReopeningView>,
    /// To be decided by the reader.
    decides: Option<uuid::Uuid>,
    asks: bool,
    targets: Vec<Target>,
    /// There are signatures that would be void.
    signed: bool,
}

/// `GET …/reopening`
pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    render(&app, shell, &seen, &Fields::default(), &Faults::default()).await
}

pub(super) async fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let all = store::of(&app.db, seen).await?;
    let l = shell.l;
    let shell = shell.titled(l.reopening_title());
    let waits = all.iter().find(|one| one.approved.is_none());
    page(&ReopeningPage {
        form: FormView::of(fields, faults, l)
            .labels([("answer", l.reopening_answer()), ("reason", l.reason())]),
        header: Header::of(seen, app, &shell),
        version: seen.appraisal.version,
        all: all.iter().map(|one| view(one, seen, &shell)).collect(),
        decides: waits
            .filter(|one| {
                seen.can(Action::DecideReopening)
                    && one.requested_by != seen.viewer.id
                    && targets(seen.appraisal.stage).contains(&one.stage)
            })
            .map(|one| one.id),
        asks: seen.can(Action::RequestReopening) && waits.is_none(),
        targets: targets(seen.appraisal.stage)
            .into_iter()
            .map(|stage| Target {
                value: stage.key(),
                label: words::stage(stage, l),
                chosen: fields.get("stage") == stage.key(),
            })
            .collect(),
        signed: matches!(seen.appraisal.stage, Stage::SignOff | Stage::Concluded),
        shell,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_submitted_cannot_be_opened_again() {
        for stage in Stage::ALL {
            let to = targets(stage);
            let submitted = match stage {
                Stage::Goals | Stage::SelfEvaluation | Stage::Dispute | Stage::Withdrawn => 0,
                Stage::Evaluation => 1,
                _ => 2,
            };
            assert_eq!(to.len(), submitted, "{stage:?}");
            assert!(to.iter().all(|to| *to < stage));
        }
    }
}
