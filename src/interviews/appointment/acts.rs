//! Proposing, answering, consenting to an early start, starting; and the calendar file.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

use super::{calendar, forms, rules};
use crate::{
    app::App,
    appraisals::{
        Seen,
        advance::{StepEffects, advance},
        lifecycle::Step,
        papers::{self, PaperKind},
    },
    audit::{Appointment, Event},
    interviews::{Gathered, gather, live, preparation, store, words},
    web::{
        Error, Fields, Notice, Result, Shell,
        forms::{Fault, Faults},
        see, when,
    },
};
use serde_json::json;

/// `POST …/appointment`: the superior or the facilitator proposes, or moves what was proposed.
pub async fn propose(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let now = app.clock.now();
    let again = |shell, faults: &Faults| {
        let (app, seen, fields, faults) = (&app, &seen, &fields, faults.clone());
        async move {
            preparation::again(
                app,
                shell,
                seen,
                preparation::Part::Appointment,
                fields,
                &faults,
            )
            .await
        }
    };
    let proposal = match forms::read(&fields, &seen.viewer.zone, now, shell.l) {
        Ok(proposal) => proposal,
        Err(faults) => return again(shell, &faults).await,
    };
    let before = gather(&app.db, &seen).await?.interview;
    let moved = before.as_ref().is_some_and(|old| {
        let place = (proposal.place_kind, proposal.place.as_str());
        rules::reschedules(old, proposal.starts_at, proposal.minutes, place)
    });
    let mut faults = Faults::default();
    if moved && proposal.reason.is_empty() {
        faults.add("reason", Fault::Other(shell.l.appointment_reason_missing()));
        return again(shell, &faults).await;
    }
    let mut change = app.change_at(Some(seen.viewer.id), now).await?;
    let clashes = store::clashes(&mut change, &seen, proposal.starts_at, proposal.minutes).await?;
    if !clashes.is_empty() {
        let zone = &seen.viewer.zone;
        let names: Vec<String> = clashes
            .iter()
            .map(|clash| {
                let ends = clash.starts_at + time::Duration::minutes(clash.minutes.into());
                shell.l.appointment_clash_one(
                    clash.name.as_str(),
                    when::instant(clash.starts_at, zone, shell.lang),
                    when::clock(ends, zone),
                )
            })
            .collect();
        let text = shell
            .l
            .appointment_clash(names.join(&shell.l.words_comma()));
        faults.add("starts", Fault::Other(text));
        return again(shell, &faults).await;
    }
    let version = store::propose(&mut change, &seen, fields.version(), &proposal, moved).await?;
    let held = before.as_ref().is_some_and(|old| old.ended_at.is_some());
    if held {
        // a second interview, after a ruling sent the evaluation back: both prepare anew
        papers::reopen(&mut change, &seen, PaperKind::EmployeePreparation).await?;
        papers::reopen(&mut change, &seen, PaperKind::SuperiorPreparation).await?;
    }
    let appointment = &Appointment {
        version,
        starts: proposal.starts_at.unix_timestamp(),
        minutes: proposal.minutes,
        place_kind: json!(proposal.place_kind),
        purpose: json!(proposal.purpose),
        method: json!(proposal.method),
        reason: &proposal.reason,
        r#for: seen.stands_in_for().map(|one| one.0),
    };
    let event = if moved {
        Event::InterviewMoved { appointment }
    } else {
        Event::InterviewProposed { appointment }
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(
        &seen.address("/preparation"),
        Notice::AppointmentProposed,
    ))
}

/// `POST …/appointment/answer`: the employee confirms exactly what they read, or wishes something else.
pub async fn answer(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let mut faults = Faults::default();
    let confirms = fields.choice(
        "answer",
        |text| match text {
            "confirm" => Some(true),
            "wish" => Some(false),
            _ => None,
        },
        &mut faults,
    );
    let wish = match confirms {
        Some(false) => fields.required("wish", 1000, &mut faults),
        Some(true) => String::new(),
        None => {
            faults.add("wish", Fault::NotAChoice);
            String::new()
        }
    };
    if !faults.is_empty() {
        let part = preparation::Part::Answer;
        return preparation::again(&app, shell, &seen, part, &fields, &faults).await;
    }
    let now = app.clock.now();
    let confirmed_at = (confirms == Some(true)).then_some(now);
    let version = fields.version();
    let mut change = app.change_at(Some(seen.viewer.id), now).await?;
    let (event, notice) = if confirmed_at.is_some() {
        (
            Event::InterviewConfirmed { version },
            Notice::AppointmentConfirmed,
        )
    } else {
        (
            Event::InterviewWish {
                version,
                wish: &wish,
            },
            Notice::WishSent,
        )
    };
    store::answer(&mut change, &seen, version, confirmed_at, &wish).await?;
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/preparation"), notice))
}

/// `POST …/early-consent`: the employee agrees to talk before the notice period is over.
pub async fn consent(app: App, seen: Seen) -> Result<Response> {
    if seen.appraisal.early_consent_at.is_some() {
        return Ok(see(&seen.address("/preparation"), Notice::AlreadyDone));
    }
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    store::consent(&mut change, &seen, now).await?;
    let event = Event::EarlyConsent {
        notice_days: seen.appraisal.cycle.notice_days,
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/preparation"), Notice::ConsentGiven))
}

/// Whether the notice period is over today.
pub(in crate::interviews) fn notice_over(app: &App, seen: &Seen) -> bool {
    notice_ends(app, seen).is_some_and(|ends| app.clock.today(&app.settings.zone) >= ends)
}

/// The first day without need of consent, in the company's zone.
pub(in crate::interviews) fn notice_ends(app: &App, seen: &Seen) -> Option<time::Date> {
    let released = seen.appraisal.released_at?;
    let day = crate::ground::clock::date_in(released, &app.settings.zone);
    Some(rules::notice_ends(day, seen.appraisal.cycle.notice_days))
}

/// `POST …/interview/start`: opens the room.
pub async fn start(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let gathered = gather(&app.db, &seen).await?;
    let (over, consented) = (
        notice_over(&app, &seen),
        seen.appraisal.early_consent_at.is_some(),
    );
    let allowed = seen.step(
        Step::InterviewStarted,
        &rules::proven(&gathered, over, consented),
        shell.l,
    )?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    let (effects, event) = (
        StepEffects::default(),
        Event::InterviewStarted { early: !over },
    );
    store::start(&mut change, &seen, now).await?;
    advance(&mut change, &seen, allowed, effects, event).await?;
    live::notify(&mut change, seen.appraisal.id).await?;
    change.commit().await?;
    Ok(see(&seen.address("/interview"), Notice::InterviewStarted))
}

/// `GET …/appointment.ics`
pub async fn calendar_file(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let Gathered { interview, .. } = gather(&app.db, &seen).await?;
    let interview = interview.ok_or(Error::NotFound)?;
    let starts_at = interview.starts_at.ok_or(Error::NotFound)?;
    let (a, l) = (&seen.appraisal, shell.l);
    let kind = interview
        .place_kind
        .map(|kind| words::place(kind, l))
        .unwrap_or_default();
    let location = [kind, interview.place.clone()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(&l.words_comma());
    let text = calendar::file(&calendar::Event {
        uid: format!("{}@countersign", a.id),
        sequence: interview.version,
        stamp: app.clock.now(),
        starts_at,
        minutes: interview.minutes,
        confirmed: interview.confirmed_at.is_some(),
        summary: &l.calendar_summary(a.appraisee.name.as_str(), a.superior.name.as_str()),
        location: &location,
        description: &format!(
            "{}\n{}{}",
            a.cycle.name,
            app.settings.base_url.trim_end_matches('/'),
            seen.address("/preparation")
        ),
    });
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"interview.ics\"",
        ),
    ];
    Ok((headers, text).into_response())
}
