//! Every address: method, path, who may use it, handler. The line itself enforces the "who".

use axum::{Router, http::StatusCode, middleware};

use crate::{
    access::{Action, Duty},
    app::App,
    appraisals::{self, evaluation, goals, list, parties, review, self_evaluation},
    disputes, launches,
    records::{self, signing},
    sessions::{self, invitations},
    tasks,
    web::{assets, watch},
};

mod layers;
mod table;

use Who::{Anyone, SignedIn};
pub use table::{Entry, Table, Who};

const fn may(actions: &'static [Action]) -> Who {
    Who::May(actions)
}

fn table(app: &App) -> Table {
    Table::new(app.clone())
        .get("/static/{file}", Anyone, assets::serve)
        // signing in
        .get("/sign-in", Anyone, sessions::sign_in_page)
        .post("/sign-in", Anyone, sessions::sign_in)
        .post("/sign-out", SignedIn, sessions::sign_out)
        .post(
            "/sign-out/everywhere",
            SignedIn,
            sessions::sign_out_everywhere,
        )
        .post("/language", Anyone, sessions::language)
        .get("/account", SignedIn, sessions::account)
        .post("/account", SignedIn, sessions::account_save)
        .get("/invitations/{token}", Anyone, invitations::show)
        .post("/invitations/{token}", Anyone, invitations::accept)
        .get("/", SignedIn, tasks::show)
        // cycles
        .get("/cycles", Who::Duty(Duty::ManageCycles), launches::list)
        .post("/cycles", Who::Duty(Duty::ManageCycles), launches::create)
        .get("/cycles/new", Who::Duty(Duty::ManageCycles), launches::new)
        .get(
            "/cycles/{id}",
            Who::Duty(Duty::ManageCycles),
            launches::show,
        )
        .post(
            "/cycles/{id}",
            Who::Duty(Duty::ManageCycles),
            launches::revise,
        )
        .get(
            "/cycles/{id}/edit",
            Who::Duty(Duty::ManageCycles),
            launches::edit,
        )
        .get(
            "/cycles/{id}/preview",
            Who::Duty(Duty::ManageCycles),
            launches::preview,
        )
        .post(
            "/cycles/{id}/exceptions",
            Who::Duty(Duty::ManageCycles),
            launches::except,
        )
        .post(
            "/cycles/{id}/launch",
            Who::Duty(Duty::ManageCycles),
            launches::launch,
        )
        .post(
            "/cycles/{id}/cancellation",
            Who::Duty(Duty::ManageCycles),
            launches::cancel,
        )
        // one appraisal
        .get("/appraisals", SignedIn, list::show)
        .get("/appraisals/{id}", may(&[Action::View]), appraisals::show)
        .get(
            "/appraisals/{id}/goals",
            may(&[Action::ReadGoals]),
            goals::show,
        )
        .post(
            "/appraisals/{id}/goals",
            may(&[Action::EditGoals]),
            goals::save,
        )
        .post(
            "/appraisals/{id}/goals/confirmation",
            may(&[Action::ConfirmGoals]),
            goals::confirm,
        )
        .get(
            "/appraisals/{id}/self-evaluation",
            may(&[
                Action::WriteSelfEvaluation,
                Action::ReadSelfEvaluation,
                Action::SkipSelfEvaluation,
            ]),
            self_evaluation::show,
        )
        .post(
            "/appraisals/{id}/self-evaluation",
            may(&[Action::WriteSelfEvaluation]),
            self_evaluation::save,
        )
        .post(
            "/appraisals/{id}/self-evaluation/submission",
            may(&[Action::WriteSelfEvaluation]),
            self_evaluation::submit,
        )
        .post(
            "/appraisals/{id}/self-evaluation/return",
            may(&[Action::ReturnSelfEvaluation]),
            self_evaluation::give_back,
        )
        .post(
            "/appraisals/{id}/self-evaluation/skip",
            may(&[Action::SkipSelfEvaluation]),
            self_evaluation::skip,
        )
        .get(
            "/appraisals/{id}/evaluation",
            may(&[
                Action::WriteEvaluation,
                Action::ReadEvaluation,
                Action::ReadResult,
            ]),
            evaluation::show,
        )
        .post(
            "/appraisals/{id}/evaluation",
            may(&[Action::WriteEvaluation]),
            evaluation::save,
        )
        .post(
            "/appraisals/{id}/evaluation/submission",
            may(&[Action::WriteEvaluation]),
            evaluation::submit,
        )
        .post(
            "/appraisals/{id}/evaluation/approve",
            may(&[Action::Approve]),
            review::approve,
        )
        .post(
            "/appraisals/{id}/evaluation/return",
            may(&[Action::ReturnEvaluation]),
            review::give_back,
        )
        .post(
            "/appraisals/{id}/evaluation/adjustment",
            may(&[Action::Approve]),
            review::adjust,
        )
        .post(
            "/appraisals/{id}/release",
            may(&[Action::Release]),
            review::release,
        )
        .post(
            "/appraisals/{id}/unrelease",
            may(&[Action::Unrelease]),
            review::unrelease,
        )
        .post(
            "/appraisals/release",
            Who::Duty(Duty::ManageCycles),
            review::release_many,
        )
        .get(
            "/appraisals/{id}/parties",
            may(&[Action::ChangeParties]),
            parties::show,
        )
        .post(
            "/appraisals/{id}/parties",
            may(&[Action::ChangeParties]),
            parties::change,
        )
        .post(
            "/appraisals/{id}/withdrawal",
            may(&[Action::Withdraw]),
            parties::withdraw,
        )
        // disputes
        .get(
            "/appraisals/{id}/dispute",
            may(&[Action::OpenDispute, Action::ReadDispute]),
            disputes::show,
        )
        .upload(
            "/appraisals/{id}/dispute",
            may(&[Action::OpenDispute]),
            disputes::LARGEST_OPENING,
            disputes::open,
        )
        .get(
            "/appraisals/{id}/dispute/files/{file}",
            may(&[Action::ReadDispute]),
            disputes::download,
        )
        .post(
            "/appraisals/{id}/dispute/answer",
            may(&[Action::AnswerDispute]),
            disputes::answer,
        )
        .post(
            "/appraisals/{id}/dispute/referral",
            may(&[Action::ReferDispute]),
            disputes::refer,
        )
        .get(
            "/appraisals/{id}/dispute/seats",
            may(&[Action::SeatDispute]),
            disputes::seats,
        )
        .post(
            "/appraisals/{id}/dispute/seats",
            may(&[Action::SeatDispute]),
            disputes::reseat,
        )
        .get(
            "/appraisals/{id}/dispute/hearing",
            may(&[Action::HearDispute]),
            disputes::show,
        )
        .post(
            "/appraisals/{id}/dispute/hearing",
            may(&[Action::HearDispute]),
            disputes::hearing,
        )
        .post(
            "/appraisals/{id}/dispute/vote",
            may(&[Action::HearDispute]),
            disputes::vote,
        )
        // the record and its signatures
        .post(
            "/appraisals/{id}/interview/close",
            may(&[Action::CloseInterview]),
            records::close,
        )
        .get(
            "/appraisals/{id}/record",
            may(&[Action::ReadRecord]),
            records::show,
        )
        .get(
            "/appraisals/{id}/record.pdf",
            may(&[Action::ReadRecord]),
            records::pdf,
        )
        .get(
            "/appraisals/{id}/record.json",
            may(&[Action::ReadRecord]),
            records::json,
        )
        .get(
            "/appraisals/{id}/sign",
            may(&[
                Action::Sign,
                Action::RecordRefusal,
                Action::WitnessRefusal,
                Action::CommentRefusal,
            ]),
            signing::show,
        )
        .post("/appraisals/{id}/sign", may(&[Action::Sign]), signing::sign)
        .post(
            "/appraisals/{id}/sign/refusal",
            may(&[Action::RecordRefusal]),
            signing::refusal,
        )
        .post(
            "/appraisals/{id}/sign/witness",
            may(&[Action::WitnessRefusal]),
            signing::witness,
        )
        .post(
            "/appraisals/{id}/sign/comment",
            may(&[Action::CommentRefusal]),
            signing::comment,
        )
}

/// The program's whole web side, with `/healthz`, `/readyz` and `/metrics`.
pub fn router(app: &App) -> Router {
    let (router, _) = table(app)
        .otherwise(async || StatusCode::NOT_FOUND)
        .finish();
    layers::wrap(router, app)
        // these answer machines: no session, no page in place of a bare error
        .merge(watch::routes(app.db.clone(), app.settings.metrics_open))
        .layer(middleware::from_fn(watch::count))
}

/// The lines of the table, for the tests that walk them.
#[must_use]
pub fn entries(app: &App) -> Vec<Entry> {
    table(app).finish().1
}
