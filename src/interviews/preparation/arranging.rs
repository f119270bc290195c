//! What the page shows of the appointment and of the start.

use super::typed::{Part, Typed};
use crate::{
    app::App,
    appraisals::{
        Seen,
        lifecycle::{self, Step},
        words as names,
    },
    ground::{clock::local, days::Calendar},
    interviews::{
        appointment::{self, rules as appointed},
        gathered::{Gathered, Interview},
        kinds::{Method, PlaceKind, Purpose},
        words,
    },
    web::{Pick, Shell, Texts, when},
};

pub struct AppointmentView {
    pub starts: String,
    pub starts_iso: String,
    pub minutes: i32,
    pub place: String,
    pub purpose: String,
    pub method: String,
    pub by: String,
    pub confirmed: String,
    pub wish: String,
    pub reason: String,
    pub warnings: Vec<String>,
    pub version: i32,
}

pub fn appointment(
    app: &App,
    seen: &Seen,
    one: &Interview,
    calendar: &Calendar,
    shell: &Shell,
) -> Option<AppointmentView> {
    let starts_at = one.starts_at.filter(|_| one.ended_at.is_none())?;
    let (l, zone) = (shell.l, &seen.viewer.zone);
    let start = local(starts_at, &app.settings.zone);
    let ends =
        appointment::notice_ends(app, seen).filter(|_| seen.appraisal.early_consent_at.is_none());
    let warnings = appointed::warnings(
        one.minutes,
        one.place_kind,
        time::PrimitiveDateTime::new(start.date(), start.time()),
        ends,
        seen.appraisal.cycle.interview_due,
        calendar,
    );
    Some(AppointmentView {
        starts: when::instant(starts_at, zone, shell.lang),
        starts_iso: when::input_instant(starts_at, zone),
        minutes: one.minutes,
        place: place(one.place_kind, &one.place, l),
        purpose: words::purpose(one.purpose, l),
        method: words::method(one.method, l),
        by: one
            .proposed_by
            .as_ref()
            .map(|(_, name)| name.clone())
            .unwrap_or_default(),
        confirmed: one
            .confirmed_at
            .map(|at| when::instant(at, zone, shell.lang))
            .unwrap_or_default(),
        wish: one.wish.clone(),
        reason: one.reschedule_reason.clone(),
        warnings: warnings
            .into_iter()
            .map(|warning| warning_text(warning, ends, shell))
            .collect(),
        version: one.version,
    })
}

fn warning_text(warning: appointed::Warning, ends: Option<time::Date>, shell: &Shell) -> String {
    let l = shell.l;
    match warning {
        appointed::Warning::Short => l.appointment_short(appointed::SHORT_UNDER),
        appointed::Warning::FormalPlace => l.appointment_formal(),
        appointed::Warning::BeforeNotice => l.appointment_before_notice(
            ends.map(|day| when::day(day, shell.lang))
                .unwrap_or_default(),
        ),
        appointed::Warning::AfterDue => l.appointment_after_due(),
        appointed::Warning::Far => l.appointment_far(),
        appointed::Warning::OffHours => l.appointment_off_hours(),
    }
}

/// "Lounge, 3F"
pub fn place(kind: Option<PlaceKind>, place: &str, l: &Texts) -> String {
    let kind = kind.map(|kind| words::place(kind, l)).unwrap_or_default();
    if place.is_empty() {
        kind
    } else {
        format!("{kind}{}{place}", l.words_comma())
    }
}

/// The proposal's form: what was typed, else what stands, else what is usual.
pub struct ScheduleView {
    pub version: i32,
    pub moving: bool,
    pub starts: String,
    pub zone: String,
    pub minutes: String,
    pub places: Vec<Pick>,
    pub place: String,
    pub purposes: Vec<Pick>,
    pub methods: Vec<Pick>,
    pub reason: String,
}

pub fn schedule(seen: &Seen, g: &Gathered, typed: Option<&Typed<'_>>, l: &Texts) -> ScheduleView {
    let typed = typed.filter(|typed| typed.part == Part::Appointment);
    let text =
        |name: &str, kept: String| typed.map_or(kept, |typed| typed.fields.get(name).to_owned());
    let old = g.interview.as_ref();
    let weak = g.items.iter().any(|item| item.weak);
    let kept = |get: fn(&Interview) -> String| old.map(get).unwrap_or_default();
    let place_kind = text(
        "place_kind",
        kept(|one| {
            one.place_kind
                .map(|kind| kind.key().to_owned())
                .unwrap_or_default()
        }),
    );
    let purpose = text(
        "purpose",
        old.map_or(Purpose::ImproveResults, |one| one.purpose)
            .key()
            .to_owned(),
    );
    let method = text(
        "method",
        old.map_or(appointed::default_method(weak), |one| one.method)
            .key()
            .to_owned(),
    );
    let zone = &seen.viewer.zone;
    ScheduleView {
        version: old.map_or(0, |one| one.version),
        moving: old.is_some_and(|one| one.starts_at.is_some() && one.ended_at.is_none()),
        starts: text(
            "starts",
            old.filter(|one| one.ended_at.is_none())
                .and_then(|one| one.starts_at)
                .map(|at| when::input_instant(at, zone))
                .unwrap_or_default(),
        ),
        zone: zone.iana_name().unwrap_or("UTC").to_owned(),
        minutes: text(
            "minutes",
            old.map_or(appointed::USUAL_MINUTES, |one| one.minutes)
                .to_string(),
        ),
        places: PlaceKind::ALL
            .iter()
            .map(|kind| {
                Pick::new(kind.key(), words::place(*kind, l), place_kind == kind.key()).hint(
                    if kind.is_formal() {
                        l.place_formal_hint()
                    } else {
                        String::new()
                    },
                )
            })
            .collect(),
        place: text("place", kept(|one| one.place.clone())),
        purposes: Purpose::ALL
            .iter()
            .map(|one| Pick::new(one.key(), words::purpose(*one, l), purpose == one.key()))
            .collect(),
        methods: Method::ALL
            .iter()
            .map(|one| {
                Pick::new(one.key(), words::method(*one, l), method == one.key())
                    .hint(words::method_hint(*one, l))
            })
            .collect(),
        reason: text("reason", String::new()),
    }
}

/// Whether everything is there for the start, and who can help where it is not.
pub fn unmet(app: &App, seen: &Seen, g: &Gathered, l: &Texts) -> Vec<String> {
    let over = appointment::notice_over(app, seen);
    let consented = seen.appraisal.early_consent_at.is_some();
    lifecycle::unmet(
        Step::InterviewStarted,
        &appointed::proven(g, over, consented),
    )
    .into_iter()
    .map(|guard| names::guard(guard, l))
    .collect()
}
