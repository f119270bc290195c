//! The page of a dispute, and the page on which HR gives a seat to another member.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    rules::{self, Status},
    store::{self, Desk},
    views::{self, Again, CaseView, OpeningView},
};
use crate::{
    access::{Action, Stage},
    app::App,
    appraisals::{Seen, header::Strip, words},
    web::{Error, FieldError, Fields, Result, Shell, forms::Faults, page, when},
};

#[derive(Template)]
#[template(path = "disputes/show.html")]
struct DisputePage {
    shell: Shell,
    strip: Strip,
    errors: Vec<FieldError>,
    case: Option<CaseView>,
    opening: Option<OpeningView>,
    waiver: Option<WaiverView>,
    /// By when a case may be opened, or why none can be.
    window: String,
}

/// HR's form for a late case.
struct WaiverView {
    version: i32,
    until: String,
    until_error: String,
    reason: String,
    reason_error: String,
}

pub async fn show(State(app): State<App>, shell: Shell, seen: Seen) -> Result<Response> {
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
    let response = render(app, shell, seen, desk, &again)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, response).into_response())
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
    let waiver = waivable.then(|| WaiverView {
        version: a.version,
        until: again.text("until", String::new()),
        until_error: again.faults.at("until", l),
        reason: again.text("waiver_reason", String::new()),
        reason_error: again.faults.at("waiver_reason", l),
    });
    let shell = shell.titled(l.dispute_title());
    page(&DisputePage {
        waiver,
        strip: Strip::of(seen, app, &shell),
        errors: FieldError::list(&again.faults, l),
        case: desk
            .case
            .as_ref()
            .map(|case| views::case(desk, case, seen, today, &shell, again)),
        opening: can_open.then(|| views::opening(desk, seen, &shell, again)),
        window,
        shell,
    })
}

struct Person {
    value: String,
    label: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "disputes/seats.html")]
struct SeatsPage {
    shell: Shell,
    strip: Strip,
    errors: Vec<FieldError>,
    from: Vec<Person>,
    from_error: String,
    to: Vec<Person>,
    to_error: String,
    reason: String,
    reason_error: String,
}

pub async fn seats(State(app): State<App>, shell: Shell, seen: Seen) -> Result<Response> {
    let desk = store::desk_with_members(&app.db, &seen).await?;
    seats_page(&app, shell, &seen, &desk, &Again::default())
}

pub fn seats_again(
    app: &App,
    shell: Shell,
    seen: &Seen,
    desk: &Desk,
    again: &Again<'_>,
) -> Result<Response> {
    let response = seats_page(app, shell, seen, desk, again)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, response).into_response())
}

fn seats_page(
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
    let person = |field: &str, id: String, name: &str| Person {
        chosen: again.text(field, String::new()) == id,
        label: name.to_owned(),
        value: id,
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
        strip: Strip::of(seen, app, &shell),
        errors: FieldError::list(&again.faults, l),
        from,
        from_error: again.faults.at("from", l),
        to,
        to_error: again.faults.at("to", l),
        reason: again.text("reason", String::new()),
        reason_error: again.faults.at("reason", l),
        shell,
    })
}
