//! The page of the preparation: the appointment, who is ready, and the reader's own form.

use askama::Template;
use axum::response::Response;

use super::{
    arranging::{self, AppointmentView, ScheduleView},
    typed::{Part, Typed},
    views::{self, EmployeeView, SuperiorView},
};
use crate::{
    access::{Action, Relation},
    app::App,
    appraisals::{Header, Seen},
    calendar,
    interviews::{appointment, gather, gathered::Saved},
    requests::delegations,
    web::{FieldError, Fields, Result, Shell, forms::Faults, page, when},
};

/// Who starts so long before the appointment is asked whether that is meant.
const EARLY: time::Duration = time::Duration::hours(2);

struct ReadyView {
    who: String,
    ready: bool,
}

#[derive(Template)]
#[template(path = "interviews/preparation.html")]
struct PreparationPage {
    shell: Shell,
    header: Header,
    errors: Vec<FieldError>,
    faults: Faults,
    appointment: Option<AppointmentView>,
    schedule: Option<ScheduleView>,
    can_answer: bool,
    wish: String,
    ready: Vec<ReadyView>,
    notice_over: bool,
    notice_ends: String,
    consented: bool,
    can_consent: bool,
    can_start: bool,
    /// The appointment, where it is still hours away.
    start_early: String,
    /// Whether the reader may open how the points came about.
    sees_result: bool,
    unmet: Vec<String>,
    employee: Option<EmployeeView>,
    superior: Option<SuperiorView>,
    /// What the employee wrote, for the superior, once it is submitted.
    answers: Vec<(String, String)>,
}

impl PreparationPage {
    fn fault(&self, field: &str) -> String {
        self.faults.at(field, self.shell.l)
    }
}

pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    render(&app, shell, &seen, None).await
}

/// The page again with everything that was typed and a message at each field.
pub async fn again(
    app: &App,
    shell: Shell,
    seen: &Seen,
    part: Part,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let typed = Typed {
        part,
        fields,
        faults,
    };
    render(app, shell, seen, Some(&typed)).await
}

async fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    typed: Option<&Typed<'_>>,
) -> Result<Response> {
    let gathered = gather(&app.db, seen).await?;
    let calendar = calendar::load(&app.db).await?;
    let delegates = if seen.is(Relation::Superior) && seen.can(Action::PrepareAsSuperior) {
        delegations::standing(&app.db, seen.viewer.id, app.clock.now()).await?
    } else {
        Vec::new()
    };
    let l = shell.l;
    let none = Saved::default();
    let own = gathered.employee_preparation.as_ref();
    let employee = seen
        .can(Action::PrepareAsEmployee)
        .then(|| views::employee(seen, own.unwrap_or(&none), typed, &shell));
    let superior = seen
        .can(Action::PrepareAsSuperior)
        .then(|| views::superior(seen, &gathered, typed, &delegates, &shell));
    let answers = match (&superior, own) {
        (Some(_), Some(saved)) => views::answers(seen, saved, &shell),
        _ => Vec::new(),
    };
    let notice_over = appointment::notice_over(app, seen);
    let consented = seen.appraisal.early_consent_at.is_some();
    let parties = &seen.appraisal;
    let shell = shell.titled(l.prepare_title());
    page(&PreparationPage {
        header: Header::of(seen, app, &shell),
        errors: typed
            .map(|typed| FieldError::list(typed.faults, l))
            .unwrap_or_default(),
        faults: typed.map(|typed| typed.faults.clone()).unwrap_or_default(),
        appointment: gathered
            .interview
            .as_ref()
            .and_then(|one| arranging::appointment(app, seen, one, &calendar, &shell)),
        schedule: seen
            .can(Action::Schedule)
            .then(|| arranging::schedule(seen, &gathered, typed, l)),
        can_answer: seen.can(Action::AnswerAppointment),
        wish: typed
            .filter(|typed| typed.part == Part::Answer)
            .map(|typed| typed.fields.get("wish").to_owned())
            .unwrap_or_default(),
        ready: vec![
            ReadyView {
                who: parties.appraisee.name.clone(),
                ready: gathered.employee_ready_at.is_some(),
            },
            ReadyView {
                who: parties.superior.name.clone(),
                ready: gathered.superior_ready_at.is_some(),
            },
        ],
        notice_over,
        notice_ends: appointment::notice_ends(app, seen)
            .map(|day| when::day(day, shell.lang))
            .unwrap_or_default(),
        consented,
        can_consent: seen.can(Action::ConsentEarly) && !notice_over && !consented,
        can_start: seen.can(Action::StartInterview),
        start_early: gathered
            .interview
            .as_ref()
            .and_then(|one| one.starts_at)
            .filter(|at| *at > app.clock.now() + EARLY)
            .map(|at| when::instant(at, &seen.viewer.zone, shell.lang))
            .unwrap_or_default(),
        sees_result: seen.result().is_some(),
        unmet: arranging::unmet(app, seen, &gathered, l),
        employee,
        superior,
        answers,
        shell,
    })
}
