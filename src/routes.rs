//! Every address: method, path, who may use it, handler. The line itself enforces the "who".

use axum::{Router, http::StatusCode, middleware};

use crate::{
    access::{Action, Duty},
    app::App,
    appraisals::{
        self, actuals, advice, behalf, colleagues, delegations, evaluation, explanation, goals,
        list, notes, parties, reopening, review, self_evaluation, voices,
    },
    calibrations, company_goals,
    cycles::calendar,
    dashboard, disputes,
    interviews::{appointment, preparation, room},
    jobs, launches,
    library::{self, schemes},
    notices, own_data,
    people::{self, departments, import},
    plans,
    records::{self, signing},
    sessions::{self, invitations},
    succession, tasks, tokens, trail,
    web::{assets, watch},
};

mod layers;
mod table;

use Who::{Anyone, SignedIn};
pub use table::{Entry, Table, Who};

const fn may(actions: &'static [Action]) -> Who {
    Who::May(actions)
}

// one line a route, however long: the table is read downwards
#[rustfmt::skip]
fn table(app: &App) -> Table {
    Table::new(app.clone())
        .get("/static/{file}", Anyone, assets::serve)
        // signing in
        .get("/sign-in", Anyone, sessions::sign_in_page)
        .upload("/sign-in", Anyone, sessions::carried::LARGEST, sessions::sign_in)
        .post("/sign-out", SignedIn, sessions::sign_out)
        .post("/sign-out/everywhere", SignedIn, sessions::sign_out_everywhere)
        .post("/language", Anyone, sessions::language)
        .get("/account", SignedIn, sessions::account)
        .post("/account", SignedIn, sessions::account_save)
        .get("/account/data.json", SignedIn, own_data::download)
        .get("/delegations", SignedIn, delegations::show)
        .post("/delegations", SignedIn, delegations::name)
        .post("/delegations/{id}/revocation", SignedIn, delegations::revoke)
        .get("/invitations/{token}", Anyone, invitations::show)
        .post("/invitations/{token}", Anyone, invitations::accept)
        .get("/", SignedIn, tasks::show)
        .get("/jobs/{id}", SignedIn, jobs::show)
        .get("/jobs/{id}/events", SignedIn, jobs::events)
        .post("/jobs/{id}/again", SignedIn, jobs::again)
        // cycles
        .get("/cycles", Who::Duty(Duty::ManageCycles), launches::list)
        .post("/cycles", Who::Duty(Duty::ManageCycles), launches::create)
        .get("/cycles/new", Who::Duty(Duty::ManageCycles), launches::new)
        .get("/cycles/handover", Who::Duty(Duty::ManageCycles), launches::handover)
        .post("/cycles/handover", Who::Duty(Duty::ManageCycles), launches::hand_over)
        .get("/cycles/{id}", Who::Duty(Duty::ManageCycles), launches::show)
        .post("/cycles/{id}", Who::Duty(Duty::ManageCycles), launches::revise)
        .get("/cycles/{id}/edit", Who::Duty(Duty::ManageCycles), launches::edit)
        .get("/cycles/{id}/preview", Who::Duty(Duty::ManageCycles), launches::preview)
        .get("/cycles/{id}/preview.csv", Who::Duty(Duty::ManageCycles), launches::preview_csv)
        .post("/cycles/{id}/exceptions", Who::Duty(Duty::ManageCycles), launches::except)
        .post("/cycles/{id}/launch", Who::Duty(Duty::ManageCycles), launches::launch)
        .get("/cycles/{id}/people", Who::Duty(Duty::ManageCycles), launches::joining)
        .post("/cycles/{id}/people", Who::Duty(Duty::ManageCycles), launches::add)
        .get("/cycles/{id}/extension", Who::Duty(Duty::ManageCycles), launches::extension)
        .post("/cycles/{id}/extension", Who::Duty(Duty::ManageCycles), launches::extend)
        .post("/cycles/{id}/pause", Who::Duty(Duty::ManageCycles), launches::pause)
        .post("/cycles/{id}/resumption", Who::Duty(Duty::ManageCycles), launches::resume)
        .post("/cycles/{id}/closing", Who::Duty(Duty::ManageCycles), launches::close)
        .post("/cycles/{id}/cancellation", Who::Duty(Duty::ManageCycles), launches::cancel)
        .get("/cycles/{id}/forms", Who::Duty(Duty::ManageCycles), launches::choose_forms)
        .post("/cycles/{id}/forms", Who::Duty(Duty::ManageCycles), launches::chosen_forms)
        // forms and grade schemes
        .get("/forms", Who::Duty(Duty::ManageForms), library::list)
        .post("/forms", Who::Duty(Duty::ManageForms), library::create)
        .get("/forms/{id}", Who::Duty(Duty::ManageForms), library::show)
        .get("/forms/{id}/edit", Who::Duty(Duty::ManageForms), library::edit)
        .post("/forms/{id}/edit", Who::Duty(Duty::ManageForms), library::save)
        .get("/forms/{id}/calculator", Who::Duty(Duty::ManageForms), library::calculator)
        .post("/forms/{id}/calculator", Who::Duty(Duty::ManageForms), library::try_out)
        .post("/forms/{id}/publication", Who::Duty(Duty::ManageForms), library::publish)
        .post("/forms/{id}/discard", Who::Duty(Duty::ManageForms), library::discard)
        .post("/forms/{id}/copy", Who::Duty(Duty::ManageForms), library::copy)
        .post("/forms/{id}/archive", Who::Duty(Duty::ManageForms), library::archive)
        .post("/forms/{id}/removal", Who::Duty(Duty::ManageForms), library::remove)
        .get("/schemes", Who::Duty(Duty::ManageForms), schemes::list)
        .post("/schemes", Who::Duty(Duty::ManageForms), schemes::create)
        .get("/schemes/new", Who::Duty(Duty::ManageForms), schemes::new)
        .get("/schemes/{id}", Who::Duty(Duty::ManageForms), schemes::show)
        .post("/schemes/{id}", Who::Duty(Duty::ManageForms), schemes::revise)
        .get("/schemes/{id}/edit", Who::Duty(Duty::ManageForms), schemes::edit)
        .post("/schemes/{id}/archive", Who::Duty(Duty::ManageForms), schemes::archive)
        .post("/schemes/{id}/removal", Who::Duty(Duty::ManageForms), schemes::remove)
        // goals of the company, goals and figures of many people
        .get("/goals", SignedIn, company_goals::list)
        .post("/goals", SignedIn, company_goals::create)
        .get("/goals/new", SignedIn, company_goals::new)
        .get("/goals/entry", SignedIn, goals::entry)
        .upload("/goals/entry", SignedIn, 2 * actuals::api::LARGEST, goals::enter)
        .get("/goals/{id}", SignedIn, company_goals::show)
        .post("/goals/{id}", SignedIn, company_goals::revise)
        .post("/goals/{id}/archive", SignedIn, company_goals::archive)
        .post("/goals/{id}/removal", SignedIn, company_goals::remove)
        .get("/actuals", SignedIn, actuals::entry)
        .upload("/actuals", SignedIn, 2 * actuals::api::LARGEST, actuals::enter)
        .get("/api-tokens", Who::Duty(Duty::ManageTokens), tokens::list)
        .post("/api-tokens", Who::Duty(Duty::ManageTokens), tokens::create)
        .post("/api-tokens/{id}/revocation", Who::Duty(Duty::ManageTokens), tokens::revoke)
        .machine("/api/actuals", actuals::api::LARGEST, actuals::api::record)
        .get("/cycles/{id}/voices", Who::Duty(Duty::ManageCycles), voices::show_cycle)
        .post("/cycles/{id}/voices/colleagues", Who::Duty(Duty::ManageCycles), voices::ask_colleagues)
        .post("/cycles/{id}/voices/superiors", Who::Duty(Duty::ManageCycles), voices::share_out)
        // people
        .get("/people", Who::Duty(Duty::ReadPeople), people::list)
        .post("/people", Who::Duty(Duty::ManagePeople), people::add)
        .get("/people/new", Who::Duty(Duty::ManagePeople), people::new)
        .get("/people/reporting-lines", Who::Duty(Duty::ManagePeople), people::lines)
        .post("/people/reporting-lines", Who::Duty(Duty::ManagePeople), people::assign)
        .get("/people/import", Who::Duty(Duty::ManagePeople), import::upload_form)
        .upload("/people/import", Who::Duty(Duty::ManagePeople), import::LIMIT + 65_536, import::upload)
        .get("/people/import/{id}", Who::Duty(Duty::ManagePeople), import::show)
        .post("/people/import/{id}/choices", Who::Duty(Duty::ManagePeople), import::choose)
        .post("/people/import/{id}/confirmation", Who::Duty(Duty::ManagePeople), import::confirm)
        .post("/people/import/{id}/discard", Who::Duty(Duty::ManagePeople), import::discard)
        .get("/people/import/{id}/refused.csv", Who::Duty(Duty::ManagePeople), import::errors)
        .get("/people/{id}/reporting-line", Who::Duty(Duty::ManagePeople), people::line_form)
        .post("/people/{id}/reporting-line", Who::Duty(Duty::ManagePeople), people::plan_line)
        .post("/people/{id}/reporting-line/removal", Who::Duty(Duty::ManagePeople), people::unplan_line)
        .get("/people/{id}/absence", Who::Duty(Duty::ManagePeople), people::absence_form)
        .post("/people/{id}/absence", Who::Duty(Duty::ManagePeople), people::add_absence)
        .post("/people/{id}/absence/{absence}/end", Who::Duty(Duty::ManagePeople), people::end_absence)
        .get("/people/{id}/departure", Who::Duty(Duty::ManagePeople), people::departure_form)
        .post("/people/{id}/departure", Who::Duty(Duty::ManagePeople), people::depart)
        .post("/people/{id}/return", Who::Duty(Duty::ManagePeople), people::come_back)
        .get("/departments", Who::Duty(Duty::ManagePeople), departments::list)
        .post("/departments", Who::Duty(Duty::ManagePeople), departments::add)
        .get("/departments/{id}", Who::Duty(Duty::ManagePeople), departments::show)
        .post("/departments/{id}", Who::Duty(Duty::ManagePeople), departments::rename)
        .post("/departments/{id}/place", Who::Duty(Duty::ManagePeople), departments::place)
        .post("/departments/{id}/merger", Who::Duty(Duty::ManagePeople), departments::merge)
        .post("/departments/{id}/closing", Who::Duty(Duty::ManagePeople), departments::close)
        .get("/calendar", Who::Duty(Duty::ManagePeople), calendar::show)
        .post("/calendar", Who::Duty(Duty::ManagePeople), calendar::add)
        .post("/calendar/removal", Who::Duty(Duty::ManagePeople), calendar::remove)
        .get("/notices", Who::Duty(Duty::ManagePeople), succession::list)
        .post("/notices/{id}/noted", Who::Duty(Duty::ManagePeople), succession::noted)
        .get("/people/{id}", Who::Duty(Duty::ReadPeople), people::show)
        .post("/people/{id}", Who::Duty(Duty::ManagePeople), people::change)
        .post("/people/{id}/roles", Who::Duty(Duty::ManageRoles), people::roles)
        .post("/people/{id}/invitation", Who::Duty(Duty::Invite), people::invite)
        .get("/dashboard", Who::Duty(Duty::ReadDashboard), dashboard::show)
        .get("/dashboard/export.csv", Who::Duty(Duty::ReadDashboard), dashboard::export)
        // telling people
        .get("/reminders", Who::Duty(Duty::Remind), notices::ask)
        .post("/reminders", Who::Duty(Duty::Remind), notices::remind)
        .get("/mail", Who::Duty(Duty::ReadMail), notices::show)
        .post("/mail/again", Who::Duty(Duty::ReadMail), notices::again)
        .post("/mail/test", Who::Duty(Duty::ReadMail), notices::test)
        // one appraisal
        .get("/appraisals", SignedIn, list::show)
        .get("/appraisals/{id}", may(&[Action::View]), appraisals::show)
        .get("/appraisals/{id}/goals", may(&[Action::ReadGoals]), goals::show)
        .post("/appraisals/{id}/goals", may(&[Action::EditGoals]), goals::save)
        .post("/appraisals/{id}/goals/confirmation", may(&[Action::ConfirmGoals]), goals::confirm)
        .get("/appraisals/{id}/goals/change", may(&[Action::ChangeGoals]), goals::change)
        .post("/appraisals/{id}/goals/change", may(&[Action::ChangeGoals]), goals::propose)
        .post("/appraisals/{id}/goals/change/confirmation", may(&[Action::ChangeGoals]), goals::confirm_change)
        .post("/appraisals/{id}/goals/change/answer", may(&[Action::ChangeGoals]), goals::answer_change)
        .get("/appraisals/{id}/goals/copy", may(&[Action::CopyGoals]), goals::copy_to)
        .post("/appraisals/{id}/goals/copy", may(&[Action::CopyGoals]), goals::copy)
        .get("/appraisals/{id}/actuals", may(&[Action::ReadActuals]), actuals::show)
        .post("/appraisals/{id}/actuals", may(&[Action::RecordActuals]), actuals::record)
        .post("/appraisals/{id}/actuals/removal", may(&[Action::RecordActuals]), actuals::remove)
        .get("/appraisals/{id}/notes", may(&[Action::ReadNotes]), notes::show)
        .upload("/appraisals/{id}/notes", may(&[Action::WriteNotes]), notes::LARGEST, notes::add)
        .get("/appraisals/{id}/notes/files/{file}", may(&[Action::ReadNotes]), notes::download)
        .post("/appraisals/{id}/notes/{note}", may(&[Action::WriteNotes]), notes::change)
        .post("/appraisals/{id}/notes/{note}/removal", may(&[Action::WriteNotes]), notes::remove)
        .get("/appraisals/{id}/self-evaluation", may(&[Action::WriteSelfEvaluation, Action::ReadSelfEvaluation, Action::SkipSelfEvaluation]), self_evaluation::show)
        .post("/appraisals/{id}/self-evaluation", may(&[Action::WriteSelfEvaluation]), self_evaluation::save)
        .post("/appraisals/{id}/self-evaluation/submission", may(&[Action::WriteSelfEvaluation]), self_evaluation::submit)
        .post("/appraisals/{id}/self-evaluation/return", may(&[Action::ReturnSelfEvaluation]), self_evaluation::give_back)
        .post("/appraisals/{id}/self-evaluation/skip", may(&[Action::SkipSelfEvaluation]), self_evaluation::skip)
        .get("/appraisals/{id}/evaluation", may(&[Action::WriteEvaluation, Action::ReadEvaluation, Action::ReadResult]), evaluation::show)
        .post("/appraisals/{id}/evaluation", may(&[Action::WriteEvaluation]), evaluation::save)
        .post("/appraisals/{id}/evaluation/submission", may(&[Action::WriteEvaluation]), evaluation::submit)
        .get("/appraisals/{id}/result", may(&[Action::ReadResult, Action::ReadEvaluation]), explanation::show_result)
        .get("/appraisals/{id}/part", may(&[Action::WritePart, Action::ReadPart]), evaluation::show_part)
        .post("/appraisals/{id}/part", may(&[Action::WritePart]), evaluation::save_part)
        .post("/appraisals/{id}/part/submission", may(&[Action::WritePart]), evaluation::submit_part)
        .post("/appraisals/{id}/part/reopening", may(&[Action::WritePart]), evaluation::reopen_part)
        .get("/appraisals/{id}/superiors", may(&[Action::SetSuperiors]), voices::show)
        .post("/appraisals/{id}/superiors", may(&[Action::SetSuperiors]), voices::set)
        .get("/appraisals/{id}/colleagues", may(&[Action::NominateColleague, Action::AskColleague, Action::ReadInput]), colleagues::show)
        .post("/appraisals/{id}/colleagues", may(&[Action::NominateColleague]), colleagues::nominate)
        .post("/appraisals/{id}/colleagues/decision", may(&[Action::AskColleague]), colleagues::decide)
        .post("/appraisals/{id}/colleagues/closing", may(&[Action::AskColleague]), colleagues::close)
        .get("/appraisals/{id}/input", may(&[Action::GiveInput]), colleagues::show_own)
        .post("/appraisals/{id}/input", may(&[Action::GiveInput]), colleagues::save)
        .post("/appraisals/{id}/input/answer", may(&[Action::GiveInput]), colleagues::answer)
        .post("/appraisals/{id}/input/submission", may(&[Action::GiveInput]), colleagues::send)
        .post("/appraisals/{id}/evaluation/approve", may(&[Action::Approve]), review::approve)
        .post("/appraisals/{id}/evaluation/return", may(&[Action::ReturnEvaluation]), review::give_back)
        .post("/appraisals/{id}/evaluation/adjustment", may(&[Action::Approve]), review::adjust)
        .post("/appraisals/{id}/release", may(&[Action::Release]), review::release)
        .post("/appraisals/{id}/unrelease", may(&[Action::Unrelease]), review::unrelease)
        .post("/appraisals/release", Who::Duty(Duty::ManageCycles), review::release_many)
        .get("/appraisals/release", Who::Duty(Duty::ManageCycles), review::preview)
        .post("/appraisals/release/all", Who::Duty(Duty::ManageCycles), review::release_all)
        // calibration
        .get("/calibrations", Who::Duty(Duty::ManageCycles), calibrations::list)
        .post("/calibrations", Who::Duty(Duty::ManageCycles), calibrations::create)
        .get("/calibrations/{id}", Who::Duty(Duty::ManageCycles), calibrations::show)
        .get("/calibrations/{id}/events", Who::Duty(Duty::ManageCycles), calibrations::events)
        .post("/calibrations/{id}/proposals", Who::Duty(Duty::ManageCycles), calibrations::propose)
        .post("/calibrations/{id}/application", Who::Duty(Duty::ManageCycles), calibrations::apply)
        .post("/calibrations/{id}/abandonment", Who::Duty(Duty::ManageCycles), calibrations::abandon)
        .get("/appraisals/{id}/reopening", may(&[Action::ReadReopenings]), reopening::show)
        .post("/appraisals/{id}/reopening", may(&[Action::RequestReopening]), reopening::request)
        .post("/appraisals/{id}/reopening/decision", may(&[Action::DecideReopening]), reopening::decide)
        .get("/appraisals/{id}/parties", may(&[Action::ChangeParties]), parties::show)
        .post("/appraisals/{id}/parties", may(&[Action::ChangeParties]), parties::change)
        .post("/appraisals/{id}/advice", may(&[Action::AskAdvice]), advice::ask_one)
        .get("/advices/{advice}", SignedIn, advice::show)
        .post("/advices/{advice}", SignedIn, advice::save)
        .get("/appraisals/{id}/self-evaluation/on-behalf", may(&[Action::CompleteOnBehalf]), behalf::show)
        .post("/appraisals/{id}/self-evaluation/on-behalf", may(&[Action::CompleteOnBehalf]), behalf::complete)
        .post("/appraisals/{id}/withdrawal", may(&[Action::Withdraw]), parties::withdraw)
        // getting ready for the interview
        .get("/appraisals/{id}/preparation", may(&[Action::PrepareAsEmployee, Action::PrepareAsSuperior, Action::Schedule]), preparation::show)
        .post("/appraisals/{id}/preparation/employee", may(&[Action::PrepareAsEmployee]), preparation::save_employee)
        .post("/appraisals/{id}/preparation/employee/submission", may(&[Action::PrepareAsEmployee]), preparation::submit_employee)
        .post("/appraisals/{id}/preparation/superior", may(&[Action::PrepareAsSuperior]), preparation::save_superior)
        .post("/appraisals/{id}/preparation/superior/submission", may(&[Action::PrepareAsSuperior]), preparation::submit_superior)
        .post("/appraisals/{id}/appointment", may(&[Action::Schedule]), appointment::propose)
        .post("/appraisals/{id}/appointment/answer", may(&[Action::AnswerAppointment]), appointment::answer)
        .get("/appraisals/{id}/appointment.ics", may(&[Action::AnswerAppointment, Action::Schedule, Action::ReadInterview]), appointment::calendar_file)
        .post("/appraisals/{id}/early-consent", may(&[Action::ConsentEarly]), appointment::consent)
        .post("/appraisals/{id}/interview/start", may(&[Action::StartInterview]), appointment::start)
        // the room
        .get("/appraisals/{id}/interview", may(&[Action::ReadInterview]), room::show)
        .get("/appraisals/{id}/interview/events", may(&[Action::TakePartInInterview]), room::events)
        .post("/appraisals/{id}/interview/step", may(&[Action::ConductInterview]), room::go_to)
        .post("/appraisals/{id}/interview/clock", may(&[Action::ConductInterview]), room::clock)
        .post("/appraisals/{id}/interview/done", may(&[Action::ConductInterview]), room::mark)
        .post("/appraisals/{id}/interview/sheet", may(&[Action::ConductInterview]), room::save_sheet)
        .post("/appraisals/{id}/interview/asked", may(&[Action::TakePartInInterview]), room::ask)
        .post("/appraisals/{id}/interview/note", may(&[Action::TakePartInInterview]), room::save_note)
        .post("/appraisals/{id}/interview/private-note", may(&[Action::TakePartInInterview]), room::save_private)
        .post("/appraisals/{id}/interview/parked", may(&[Action::TakePartInInterview]), room::park)
        .post("/appraisals/{id}/interview/agreement", may(&[Action::AnswerInInterview]), room::agree)
        .post("/appraisals/{id}/interview/plan", may(&[Action::TakePartInInterview]), room::change_plan)
        .post("/appraisals/{id}/interview/plan/removal", may(&[Action::TakePartInInterview]), room::remove_plan)
        .post("/appraisals/{id}/interview/goals", may(&[Action::TakePartInInterview]), room::add_goal)
        .post("/appraisals/{id}/interview/goals/removal", may(&[Action::TakePartInInterview]), room::remove_goal)
        .post("/appraisals/{id}/interview/goals/confirmation", may(&[Action::AnswerInInterview]), room::confirm_goal)
        .post("/appraisals/{id}/interview/confirmation", may(&[Action::AnswerInInterview]), room::confirm)
        // the record and its signatures
        .post("/appraisals/{id}/interview/close", may(&[Action::CloseInterview]), records::close)
        .get("/appraisals/{id}/record", may(&[Action::ReadRecord]), records::show)
        .get("/appraisals/{id}/record.pdf", may(&[Action::ReadRecord]), records::pdf)
        .get("/appraisals/{id}/record.json", may(&[Action::ReadRecord]), records::json)
        .get("/appraisals/{id}/evidence.json", may(&[Action::ReadRecord]), records::evidence)
        .get("/appraisals/{id}/sign", may(&[Action::Sign, Action::RecordRefusal, Action::WitnessRefusal, Action::CommentRefusal]), signing::show)
        .post("/appraisals/{id}/sign", may(&[Action::Sign]), signing::sign)
        .post("/appraisals/{id}/sign/refusal", may(&[Action::RecordRefusal]), signing::refusal)
        .post("/appraisals/{id}/sign/witness", may(&[Action::WitnessRefusal]), signing::witness)
        .post("/appraisals/{id}/sign/comment", may(&[Action::CommentRefusal]), signing::comment)
        // disputes
        .get("/appraisals/{id}/dispute", may(&[Action::OpenDispute, Action::ReadDispute]), disputes::show)
        .upload("/appraisals/{id}/dispute", may(&[Action::OpenDispute]), disputes::LARGEST_OPENING, disputes::open)
        .get("/appraisals/{id}/dispute/files/{file}", may(&[Action::ReadDispute]), disputes::download)
        .post("/appraisals/{id}/dispute/answer", may(&[Action::AnswerDispute]), disputes::answer)
        .post("/appraisals/{id}/dispute/referral", may(&[Action::ReferDispute]), disputes::refer)
        .get("/appraisals/{id}/dispute/seats", may(&[Action::SeatDispute]), disputes::seats)
        .post("/appraisals/{id}/dispute/seats", may(&[Action::SeatDispute]), disputes::reseat)
        .get("/appraisals/{id}/dispute/hearing", may(&[Action::HearDispute]), disputes::show)
        .post("/appraisals/{id}/dispute/hearing", may(&[Action::HearDispute]), disputes::hearing)
        .post("/appraisals/{id}/dispute/vote", may(&[Action::HearDispute]), disputes::vote)
        .post("/appraisals/{id}/dispute/settlement", may(&[Action::SettleDispute]), disputes::accept)
        .post("/appraisals/{id}/dispute/ruling", may(&[Action::RuleDispute]), disputes::rule)
        .post("/appraisals/{id}/dispute/waiver", may(&[Action::WaiveDisputeWindow]), disputes::waive)
        .get("/disputes", Who::Duty(Duty::ReadDisputes), disputes::list)
        // the plan, the trail
        .get("/plans", SignedIn, plans::list)
        .get("/plans/{item}", SignedIn, plans::show)
        .post("/plans/{item}/report", SignedIn, plans::report)
        .post("/plans/{item}/verification", SignedIn, plans::verify)
        .get("/parked", SignedIn, plans::parked::list)
        .get("/appraisals/{id}/parked", may(&[Action::ReadParked]), plans::parked::show)
        .post("/appraisals/{id}/parked/{point}", may(&[Action::ReportParked]), plans::parked::report)
        .get("/appraisals/{id}/trail", may(&[Action::ReadTrail]), trail::show)
        .get("/audit", Who::Duty(Duty::ReadAudit), trail::audit)
}

/// The program's whole web side, with `/healthz`, `/readyz` and `/metrics`.
pub fn router(app: &App) -> Router {
    let (router, machines, _) = table(app)
        .otherwise(async || StatusCode::NOT_FOUND)
        .finish();
    layers::wrap(router, app)
        // these answer machines: no session, no page in place of a bare error
        .merge(layers::bare(machines, app))
        .merge(watch::routes(app.db.clone(), app.settings.metrics_open))
        .layer(middleware::from_fn(watch::count))
}

/// The lines of the table, for the tests that walk them.
#[must_use]
pub fn entries(app: &App) -> Vec<Entry> {
    table(app).finish().2
}
