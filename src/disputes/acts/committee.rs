//! The seated members: shared notes of the hearing, and one vote each.

use axum::response::Response;

use crate::{
    access::Action,
    app::App,
    appraisals::{
        Seen,
        advance::hold,
        papers::{self, PaperKind},
    },
    audit::Event,
    disputes::{
        forms, pages,
        rules::Status,
        store::{self, Case, Desk, Hearing, Seat},
    },
    web::{
        Error, Fields, Notice, Result, Shell, Texts, autosave, conflict,
        forms::{Faults, LONG},
        see,
    },
};

/// The case before the committee and the viewer's seat in it.
pub(super) fn seated<'a>(desk: &'a Desk, seen: &Seen, l: &Texts) -> Result<(&'a Case, &'a Seat)> {
    let case = desk
        .at(Status::Referred)
        .ok_or_else(|| Error::Refused(vec![l.dispute_not_referred()]))?;
    // the view of parties knows the seat; without one nobody gets here
    let seat = case.seat(seen.viewer.id).ok_or(Error::NotFound)?;
    Ok((case, seat))
}

/// `POST …/dispute/hearing`: the shared notes, as typed.
pub async fn hearing(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let desk = store::desk(&app.db, &seen).await?;
    seated(&desk, &seen, shell.l)?;
    let mut faults = Faults::default();
    let notes = fields.text("notes", 4 * LONG, &mut faults);
    if !faults.is_empty() {
        return if fields.autosave {
            Ok(autosave::refused(&faults, shell.l))
        } else {
            pages::again(&app, shell, &seen, &desk, &fields, faults)
        };
    }
    let now = app.clock.now();
    let body = Hearing { notes };
    let paper = (PaperKind::Hearing, 0);
    let mut tx = app.db.begin().await?;
    match papers::save(&mut tx, &seen, paper, fields.version(), &body, now).await {
        Ok(version) => {
            tx.commit().await?;
            if fields.autosave {
                return Ok(autosave::saved(version, now, &seen.viewer.zone));
            }
            Ok(see(&seen.address("/dispute"), Notice::Saved))
        }
        Err(Error::Conflict) if fields.autosave => Ok(autosave::conflict()),
        Err(Error::Conflict) => {
            drop(tx);
            let seen = Seen::by_id(&app.db, seen.appraisal.id, seen.viewer.clone()).await?;
            let desk = store::desk(&app.db, &seen).await?;
            let (saved, version) = desk
                .hearing
                .map(|(hearing, version, _)| (hearing.notes, version))
                .unwrap_or_default();
            let rows = vec![("notes".to_owned(), shell.l.dispute_notes(), saved)];
            let address = seen.address("/dispute/hearing");
            let writable = seen.can(Action::HearDispute);
            conflict::page(shell, &address, version, writable, rows, &fields)
        }
        Err(error) => Err(error),
    }
}

/// `POST …/dispute/vote`: for the first time, or changed before the ruling.
pub async fn vote(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let desk = store::desk(&app.db, &seen).await?;
    let (case, seat) = seated(&desk, &seen, shell.l)?;
    let form = &seen.appraisal.cycle.form;
    let (judgement, faults) = forms::vote(form, &case.items, &case.points, &fields, shell.l);
    let (Some(decision), true) = (judgement.decision, faults.is_empty()) else {
        return pages::again(&app, shell, &seen, &desk, &fields, faults);
    };
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    let cast = (
        decision,
        judgement.points.as_ref(),
        judgement.words.as_str(),
    );
    store::vote(
        &mut change,
        case,
        seen.viewer.id,
        fields.version(),
        cast,
        now,
    )
    .await?;
    let event = Event::VoteCast {
        dispute: case.id.0,
        changed: seat.voted,
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/dispute"), Notice::Voted))
}
