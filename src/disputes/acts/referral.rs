//! The case goes to the committee: who sits, and HR's change of a seat.

use axum::response::Response;

use crate::{
    app::App,
    appraisals::{Seen, advance::hold},
    audit::Event,
    calendar,
    disputes::{
        forms, pages,
        rules::{self, Status, TooFew},
        store,
        views::Again,
    },
    web::{Error, Fields, Notice, Result, Shell, forms::Fault, see},
};

/// `POST …/dispute/referral`: either side or HR hands the case to the committee.
pub async fn refer(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    let desk = store::desk_with_members(&mut *change, &seen).await?;
    let case = desk
        .at(Status::Opened)
        .ok_or_else(|| Error::Refused(vec![shell.l.dispute_with_committee()]))?;
    let seating = rules::seating(&desk.members, &desk.concerned)
        .map_err(|TooFew(free)| Error::Refused(vec![shell.l.dispute_too_few(free)]))?;
    let due_on = rules::rule_by(&calendar::load(&mut *change).await?, today);
    store::refer(&mut change, &seen, case, &seating.seated, due_on, now).await?;
    let event = Event::DisputeReferred {
        dispute: case.id.0,
        seats: &seating.seated,
        substitute: seating.substitute,
        due_on: due_on.to_string(),
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/dispute"), Notice::DisputeReferred))
}

/// `POST …/dispute/seats`: HR gives the seat of a member who has not voted to another, with a reason.
pub async fn reseat(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let desk = store::desk_with_members(&app.db, &seen).await?;
    let case = desk
        .at(Status::Referred)
        .ok_or_else(|| Error::Refused(vec![l.dispute_not_referred()]))?;
    let (from, to, reason, mut faults) = forms::recusal(&fields);
    let vacant = from
        .and_then(|from| case.seat(from))
        .filter(|seat| !seat.voted || seat.vacant);
    let free = desk.substitutes().find(|member| Some(member.id) == to);
    if vacant.is_none() {
        faults.add("from", Fault::Other(l.dispute_seat_voted()));
    }
    if free.is_none() {
        faults.add("to", Fault::Other(l.dispute_seat_conflict()));
    }
    let (Some(vacant), Some(free), true) = (vacant, free, faults.is_empty()) else {
        let again = Again {
            fields: Some(&fields),
            faults,
        };
        return pages::seats_page(&app, shell, &seen, &desk, &again);
    };
    let mut change = app.change(Some(seen.viewer.id)).await?;
    hold(&mut change, &seen).await?;
    store::reseat(&mut change, &seen, case, vacant.person, free.id).await?;
    let event = Event::SeatChanged {
        dispute: case.id.0,
        from: vacant.person.0,
        to: free.id.0,
        reason: &reason,
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/dispute"), Notice::SeatChanged))
}
