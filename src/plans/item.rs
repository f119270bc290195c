//! One item of the plan with its history, and what the viewer can do with it.

use askama::Template;
use axum::response::Response;

use super::{
    rules::{Deed, Status, next},
    store::SeenPlan,
};
use crate::{
    access::Action,
    app::App,
    appraisals::due_chip,
    web::{Fields, FormView, Result, Shell, Texts, forms::Faults, page, when},
};

struct EntryView {
    title: String,
    author: String,
    at: String,
    words: String,
}

#[derive(Template)]
#[template(path = "plans/item.html")]
struct ItemPage {
    form: FormView,
    shell: Shell,
    href: String,
    appraisal: String,
    whose: String,
    facts: Vec<(String, String)>,
    status: String,
    due_state: &'static str,
    due_iso: String,
    due_text: String,
    entries: Vec<EntryView>,
    version: i32,
    can_report: bool,
    can_finish: bool,
    can_accept: bool,
    can_extend: bool,
}

pub fn status(status: Status, l: &Texts) -> String {
    match status {
        Status::Draft => l.plan_draft(),
        Status::Open => l.plan_open(),
        Status::Reported => l.plan_reported(),
        Status::Accepted => l.plan_accepted(),
        Status::Dropped => l.plan_dropped(),
    }
}

fn deed(deed: Deed, l: &Texts) -> String {
    match deed {
        Deed::Progress => l.plan_deed_progress(),
        Deed::Done => l.plan_deed_done(),
        Deed::Accepted => l.plan_deed_accepted(),
        Deed::MoreWork => l.plan_deed_more_work(),
        Deed::Extended => l.plan_deed_extended(),
    }
}

/// Whether the viewer may do this with the item now: what the buttons and the handlers ask.
pub(super) fn open_to(plan: &SeenPlan, deed: Deed) -> bool {
    let allowed = match deed {
        Deed::Progress | Deed::Done => {
            plan.seen.can(Action::ReportProgress) && plan.item.owner == plan.seen.viewer.id
        }
        Deed::Accepted | Deed::MoreWork | Deed::Extended => plan.seen.can(Action::VerifyPlan),
    };
    allowed && next(plan.item.status, deed).is_some()
}

pub async fn show(app: App, shell: Shell, plan: SeenPlan) -> Result<Response> {
    render(&app, shell, &plan, &Fields::default(), &Faults::default())
}

pub(super) fn render(
    app: &App,
    shell: Shell,
    plan: &SeenPlan,
    typed: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let (l, lang) = (shell.l, shell.lang);
    let (item, seen) = (&plan.item, &plan.seen);
    let done = item.status == Status::Accepted;
    let (due_state, due_text) = if done {
        ("ok", l.plan_accepted())
    } else {
        due_chip(item.due_on, app.clock.today(&app.settings.zone), &shell)
    };
    let indicator = seen
        .appraisal
        .cycle
        .form
        .indicator(&item.item)
        .map(|one| one.name.get(lang).to_owned())
        .unwrap_or_default();
    let facts = [
        (l.record_item(), indicator),
        (l.record_said_cause(), item.cause.name(l)),
        (l.record_measure(), item.measure.clone()),
        (l.record_criteria(), item.criteria.clone()),
        (l.record_owner(), item.owner_name.clone()),
        (l.record_support(), item.support.clone()),
        (l.plans_support_by(), item.support_by.clone()),
        (l.record_due(), when::day(item.due_on, shell.lang)),
    ];
    let shell = shell.titled(item.what.clone());
    page(&ItemPage {
        form: FormView::of(typed, faults, l).labels([
            ("words", l.plan_report_words()),
            ("reason", l.reason()),
            ("due", l.plan_new_due()),
        ]),
        href: format!("/plans/{}", item.id),
        appraisal: seen.address(""),
        whose: l.plan_whose(
            seen.appraisal.appraisee.name.as_str(),
            seen.appraisal.cycle.name.as_str(),
        ),
        facts: facts
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect(),
        status: status(item.status, l),
        due_state,
        due_iso: when::input_day(item.due_on),
        due_text,
        entries: item
            .entries
            .iter()
            .map(|entry| EntryView {
                title: deed(entry.kind, l),
                author: entry.author.clone(),
                at: when::instant(entry.at, &seen.viewer.zone, shell.lang),
                words: entry.words.clone(),
            })
            .collect(),
        version: item.version,
        can_report: open_to(plan, Deed::Progress),
        can_finish: open_to(plan, Deed::Done),
        can_accept: open_to(plan, Deed::Accepted),
        can_extend: open_to(plan, Deed::Extended),
        shell,
    })
}
