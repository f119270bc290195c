//! The page of a dispute, and the page on which HR gives a seat to another member.

use askama::Template;
use axum::response::Response;

use super::{
    rules::{self, Status},
    store::{self, Desk},
    views::{self, Again, CaseView, OpeningView},
};
use crate::{
    access::{Action, Stage},
    app::App,
    appraisals::{Seen, header::Header, words},
    web::{Error, Fields, FormView, Pick, Result, Shell, forms::Faults, page, when},
};

#[derive(Template)]
#[template(path = "disputes/show.html")]
struct DisputePage {
    shell: Shell,
    header: Header,
    form: FormView,
    case: Option<CaseView>,
    opening: Option<OpeningView>,
    /// The version in HR's form for a late case.
    waiver: Option<i32>,
    /// By when a case may be opened, or why none can be.
    window: String,
}

pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let desk = store::desk(&app.db, &seen).await?;
    render(&app, shell, &seen, &desk, &Again::default())
}

/// The page again with everything that was typed and a message at each field.
pub fn again(
    app: &App,
    shell: Shell,
    seen: &Seen,
    desk: &Desk,
    fields: &Fields,
    faults: Faults,
) -> Result<Response> {
    let again = Again {
        fields: Some(fields),
        faults,
    };
    render(app, shell, seen, desk, &again)
}

fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    desk: &Desk,
    again: &Again<'_>,
) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let l = shell.l;
    let a = &seen.appraisal;
    let open = rules::window_open(a.stage, a.dispute_until, today);
    let can_open = seen.can(Action::OpenDispute) && open && !desk.ruled;
    let window = match a.dispute_until {
        _ if desk.ruled => words::guard(crate::appraisals::lifecycle::Guard::NoRulingYet, l),
        _ if a.stage == Stage::Dispute => String::new(),
        _ if a.stage == Stage::SignOff => l.dispute_window_later(a.cycle.dispute_days),
        Some(until) if open => l.dispute_window(when::day(until, shell.lang), a.cycle.dispute_days),
        Some(until) => l.dispute_window_closed(when::day(until, shell.lang)),
        None => l.dispute_window_later(a.cycle.dispute_days),
    };
    let waivable = seen.can(Action::WaiveDisputeWindow)
        && rules::waivable(a.stage, a.dispute_until, today, desk.ruled);
    let waiver = waivable.then_some(a.version);
    let shell = shell.titled(l.dispute_title());
    page(&DisputePage {
        waiver,
        header: Header::of(seen, app, &shell),
        form: FormView::of(again.fields.unwrap_or(&Fields::default()), &again.faults, l)
            .labels([
                ("kind", l.dispute_kind()),
                ("items", l.dispute_items()),
                ("interview", l.dispute_held()),
                ("grounds", l.dispute_grounds()),
                ("files", l.dispute_files()),
                ("until", l.dispute_waiver_until()),
                ("waiver_reason", l.reason()),
                ("answer", l.dispute_answer()),
                ("vote", l.dispute_decision()),
                ("vote_words", l.dispute_vote_words()),
                ("ruling_words", l.dispute_written_grounds()),
            ])
            .labels(a.cycle.form.indicators.iter().flat_map(|one| {
                let name = one.name.get(shell.lang);
                ["vote", "offer"].map(|form| (format!("{form}.{}", one.key), name.to_owned()))
            })),
        case: desk
            .case
            .as_ref()
            .map(|case| views::case(desk, case, seen, today, &shell, again)),
        opening: can_open.then(|| views::opening(desk, seen, &shell, again)),
        window,
        shell,
    })
}

#[derive(Template)]
#[template(path = "disputes/seats.html")]
struct SeatsPage {
    form: FormView,
    shell: Shell,
    header: Header,
    from: Vec<Pick>,
    to: Vec<Pick>,
}

pub async fn seats(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let desk = store::desk_with_members(&app.db, &seen).await?;
    seats_page(&app, shell, &seen, &desk, &Again::default())
}

pub fn seats_page(
    app: &App,
    shell: Shell,
    seen: &Seen,
    desk: &Desk,
    again: &Again<'_>,
) -> Result<Response> {
    let l = shell.l;
    let case = desk
        .at(Status::Referred)
        .ok_or_else(|| Error::Refused(vec![l.dispute_not_referred()]))?;
    let person = |field: &str, id: String, name: &str| {
        Pick::of(id, name.to_owned(), &again.text(field, String::new()))
    };
    let from = case
        .seats
        .iter()
        .filter(|seat| !seat.voted || seat.vacant)
        .map(|seat| person("from", seat.person.to_string(), &seat.name))
        .collect();
    let to = desk
        .substitutes()
        .map(|member| person("to", member.id.to_string(), &member.name))
        .collect();
    let shell = shell.titled(l.dispute_seats_title());
    page(&SeatsPage {
        form: FormView::of(again.fields.unwrap_or(&Fields::default()), &again.faults, l).labels([
            ("from", l.dispute_seats_from()),
            ("to", l.dispute_seats_to()),
            ("reason", l.reason()),
        ]),
        header: Header::of(seen, app, &shell),
        from,
        to,
        shell,
    })
}
