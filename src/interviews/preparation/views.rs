//! What the page shows, made from what is saved and what was just typed.

use super::{
    forms,
    pages::{Part, Typed},
};
use crate::{
    app::App,
    appraisals::{Seen, lifecycle, lifecycle::Step, words as names},
    cycles::form::Form,
    ground::{clock::date_in, decimals},
    interviews::{
        appointment::{self, rules as appointed},
        gathered::{Gathered, Interview, Saved},
        kinds::{Method, PlaceKind, Purpose},
        sheets::{EmployeePreparation, SuperiorPreparation},
        words,
    },
    web::{Shell, Texts, when},
};

/// One of a closed set, for selects and radio cards.
pub struct Pick {
    pub value: &'static str,
    pub label: String,
    pub hint: String,
    pub chosen: bool,
}

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
    shell: &Shell,
) -> Option<AppointmentView> {
    let starts_at = one.starts_at.filter(|_| one.ended_at.is_none())?;
    let (l, zone) = (shell.l, &seen.viewer.zone);
    let day = date_in(starts_at, &app.settings.zone);
    let ends =
        appointment::notice_ends(app, seen).filter(|_| seen.appraisal.early_consent_at.is_none());
    let warnings = appointed::warnings(
        one.minutes,
        one.place_kind,
        Some(day),
        ends,
        seen.appraisal.cycle.interview_due,
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
            .map(|kind| Pick {
                value: kind.key(),
                label: words::place(*kind, l),
                hint: if kind.is_formal() {
                    l.place_formal_hint()
                } else {
                    String::new()
                },
                chosen: place_kind == kind.key(),
            })
            .collect(),
        place: text("place", kept(|one| one.place.clone())),
        purposes: Purpose::ALL
            .iter()
            .map(|one| Pick {
                value: one.key(),
                label: words::purpose(*one, l),
                hint: String::new(),
                chosen: purpose == one.key(),
            })
            .collect(),
        methods: Method::ALL
            .iter()
            .map(|one| Pick {
                value: one.key(),
                label: words::method(*one, l),
                hint: words::method_hint(*one, l),
                chosen: method == one.key(),
            })
            .collect(),
        reason: text("reason", String::new()),
    }
}

/// Whether everything is there for the start, and who can help where it is not.
pub fn unmet(app: &App, seen: &Seen, g: &Gathered, l: &Texts) -> Vec<String> {
    let over = appointment::notice_over(app, seen);
    let consented = seen.appraisal.early_consent_at.is_some();
    lifecycle::line(Step::InterviewStarted)
        .guards
        .iter()
        .filter(|guard| !appointed::holds(**guard, g, over, consented))
        .map(|guard| names::guard(*guard, l))
        .collect()
}

pub struct QuestionView {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub answer: String,
    pub error: String,
    pub required: bool,
}

/// The wording of a question that is always asked.
pub fn asked_label(form: &Form, key: &str, l: &Texts, zh: bool) -> String {
    forms::worded(form, key).map_or_else(
        || match key {
            "view" => l.prepare_view(),
            "difficulties" => l.prepare_difficulties(),
            "wishes" => l.prepare_wishes(),
            _ => l.prepare_questions(),
        },
        |question| question.prompt.get(zh).to_owned(),
    )
}

pub struct EmployeeView {
    pub version: i32,
    pub saved_at: String,
    pub submitted: String,
    pub questions: Vec<QuestionView>,
    pub kinds: Vec<Pick>,
    pub place: String,
    pub place_label: String,
}

pub fn employee(
    seen: &Seen,
    saved: &Saved<EmployeePreparation>,
    typed: Option<&Typed<'_>>,
    shell: &Shell,
) -> EmployeeView {
    let (l, zh) = (shell.l, shell.lang.is_zh());
    let form = &seen.appraisal.cycle.form;
    let typed = typed.filter(|typed| typed.part == Part::Employee);
    let text = |name: &str, kept: &str| {
        typed
            .map_or(kept, |typed| typed.fields.get(name))
            .to_owned()
    };
    let error = |name: &str| {
        typed
            .map(|typed| typed.faults.at(name, l))
            .unwrap_or_default()
    };
    let body = &saved.body;
    let asked = forms::ASKED.iter().map(|key| {
        let own = forms::worded(form, key);
        QuestionView {
            name: (*key).to_owned(),
            label: asked_label(form, key, l, zh),
            hint: own
                .map(|question| question.hint.get(zh).to_owned())
                .unwrap_or_default(),
            answer: text(key, forms::asked(body, key)),
            error: error(key),
            required: own.is_some_and(|question| question.required),
        }
    });
    let further = forms::further(form).map(|question| {
        let name = format!("answer.{}", question.key);
        QuestionView {
            label: question.prompt.get(zh).to_owned(),
            hint: question.hint.get(zh).to_owned(),
            answer: text(
                &name,
                body.answers.get(&question.key).map_or("", String::as_str),
            ),
            error: error(&name),
            required: question.required,
            name,
        }
    });
    let kind = text("wanted_kind", body.place_kind.map_or("", PlaceKind::key));
    let none = Pick {
        value: "",
        label: l.prepare_place_any(),
        hint: String::new(),
        chosen: kind.is_empty(),
    };
    // the places that nobody wishes for are not offered
    let kinds = PlaceKind::ALL
        .iter()
        .filter(|one| !one.is_formal())
        .map(|one| Pick {
            value: one.key(),
            label: words::place(*one, l),
            hint: String::new(),
            chosen: kind == one.key(),
        });
    EmployeeView {
        version: typed.map_or(saved.version, |typed| typed.fields.version()),
        saved_at: saved
            .updated_at
            .filter(|_| typed.is_none())
            .map(|at| when::clock(at, &seen.viewer.zone))
            .unwrap_or_default(),
        submitted: saved
            .submitted_at
            .map(|at| when::instant(at, &seen.viewer.zone, shell.lang))
            .unwrap_or_default(),
        questions: asked.chain(further).collect(),
        kinds: std::iter::once(none).chain(kinds).collect(),
        place: text("wanted_place", &body.place),
        place_label: forms::worded(form, "place").map_or_else(
            || l.prepare_place(),
            |question| question.prompt.get(zh).to_owned(),
        ),
    }
}

/// What the employee prepared, question by question, where something was answered.
pub fn answers(
    seen: &Seen,
    saved: &Saved<EmployeePreparation>,
    shell: &Shell,
) -> Vec<(String, String)> {
    let l = shell.l;
    let body = &saved.body;
    employee(seen, saved, None, shell)
        .questions
        .into_iter()
        .map(|question| (question.label, question.answer))
        .chain([(l.prepare_place(), place(body.place_kind, &body.place, l))])
        .filter(|(_, answer)| !answer.is_empty())
        .collect()
}

pub struct CheckView {
    pub name: String,
    pub label: String,
    pub ticked: bool,
    pub error: String,
}

pub struct DifferenceView {
    pub name: String,
    pub label: String,
    pub own: String,
    pub points: String,
    pub text: String,
    pub error: String,
}

pub struct SuperiorView {
    pub version: i32,
    pub saved_at: String,
    pub submitted: String,
    pub checks: Vec<CheckView>,
    pub differences: Vec<DifferenceView>,
}

pub fn superior(
    seen: &Seen,
    g: &Gathered,
    typed: Option<&Typed<'_>>,
    shell: &Shell,
) -> SuperiorView {
    let (l, zh) = (shell.l, shell.lang.is_zh());
    let form = &seen.appraisal.cycle.form;
    let typed = typed.filter(|typed| typed.part == Part::Superior);
    let error = |name: &str| {
        typed
            .map(|typed| typed.faults.at(name, l))
            .unwrap_or_default()
    };
    let none = Saved::<SuperiorPreparation>::default();
    let saved = g.superior_preparation.as_ref().unwrap_or(&none);
    let body = &saved.body;
    let check = |name: String, label: String, kept: bool| CheckView {
        ticked: typed.map_or(kept, |typed| typed.fields.has(&name)),
        error: error(&name),
        name,
        label,
    };
    let title = |key: &str| {
        form.indicator(key)
            .map_or_else(|| key.to_owned(), |one| one.name.get(zh).to_owned())
    };
    let mut checks = vec![
        check(
            "duties_read".into(),
            l.prepare_duties_read(),
            body.duties_read,
        ),
        check(
            "results_read".into(),
            l.prepare_results_read(),
            body.results_read,
        ),
    ];
    checks.extend(g.items.iter().filter(|item| item.weak).map(|item| {
        check(
            format!("example.{}", item.key),
            l.prepare_example(title(&item.key)),
            body.examples.contains(&item.key),
        )
    }));
    let differences = g
        .items
        .iter()
        .filter(|item| item.self_is_higher())
        .map(|item| {
            let name = format!("explanation.{}", item.key);
            let kept = body.explanations.get(&item.key).map_or("", String::as_str);
            DifferenceView {
                label: title(&item.key),
                own: item.own.map(decimals::show).unwrap_or_default(),
                points: item.points.map(decimals::show).unwrap_or_default(),
                text: typed
                    .map_or(kept, |typed| typed.fields.get(&name))
                    .to_owned(),
                error: error(&name),
                name,
            }
        })
        .collect();
    SuperiorView {
        version: typed.map_or(saved.version, |typed| typed.fields.version()),
        saved_at: saved
            .updated_at
            .filter(|_| typed.is_none())
            .map(|at| when::clock(at, &seen.viewer.zone))
            .unwrap_or_default(),
        submitted: saved
            .submitted_at
            .map(|at| when::instant(at, &seen.viewer.zone, shell.lang))
            .unwrap_or_default(),
        checks,
        differences,
    }
}
