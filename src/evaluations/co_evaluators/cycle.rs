//! For a whole cycle: whether colleagues are asked and what they are promised; a further superior for
//! everybody of a department.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};

use super::{
    rules::bounds,
    store::{self, CycleSettings},
};
use crate::{
    access::Viewer,
    app::App,
    appraisals::list::department_picks,
    audit::Event,
    evaluations::colleagues::Mode,
    ground::{
        decimals::Bounds,
        ids::{CycleId, PersonId},
    },
    web::{
        Asked, At, Fields, FormView, Notice, Pick, Result, Shell,
        forms::{Fault, Faults, SHORT},
        page, see, when,
    },
};

#[derive(Template)]
#[template(path = "evaluations/co_evaluators.html")]
struct VoicesPage {
    form: FormView,
    shell: Shell,
    href: String,
    cycle: String,
    done: String,
    version: i32,
    fixed: bool,
    departments: Vec<Pick>,
}

/// `GET /cycles/{id}/voices`
pub async fn show(
    app: App,
    shell: Shell,
    At(cycle): At<CycleId>,
    asked: Asked,
) -> Result<Response> {
    let settings = store::cycle(&app.db, cycle).await?;
    let done = asked
        .parsed::<i64>("set")
        .zip(asked.parsed::<i64>("left"))
        .map(|(set, left)| shell.l.voices_done(set, left))
        .unwrap_or_default();
    render(
        &app,
        shell,
        cycle,
        &settings,
        done,
        &Fields::default(),
        &Faults::default(),
    )
    .await
}

#[allow(clippy::too_many_arguments)] // what one page shows
async fn render(
    app: &App,
    shell: Shell,
    cycle: CycleId,
    settings: &CycleSettings,
    done: String,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let departments = store::departments(&app.db, cycle).await?;
    page(&VoicesPage {
        form: FormView::of(fields, faults, l)
            .labels([
                ("most", l.voices_most()),
                ("due_on", l.voices_due()),
                ("person", l.superiors_person()),
                ("share", l.superiors_share()),
            ])
            .keep("mode", settings.mode.map_or("", Mode::key))
            .keep("most", settings.most.unwrap_or(5).to_string())
            .keep(
                "due_on",
                settings.due_on.map(when::input_day).unwrap_or_default(),
            ),
        href: format!("/cycles/{cycle}"),
        cycle: settings.name.clone(),
        done,
        version: settings.version,
        fixed: settings.fixed,
        departments: department_picks(
            departments
                .into_iter()
                .map(|one| (one.id, one.name))
                .collect(),
            fields.get("department"),
        ),
        shell: shell.titled(l.voices_title()),
    })
}

async fn again(
    app: &App,
    shell: Shell,
    cycle: CycleId,
    settings: &CycleSettings,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    render(app, shell, cycle, settings, String::new(), fields, faults).await
}

/// `POST /cycles/{id}/voices/colleagues`
pub async fn ask_colleagues(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(cycle): At<CycleId>,
    fields: Fields,
) -> Result<Response> {
    let settings = store::cycle(&app.db, cycle).await?;
    let mut faults = Faults::default();
    let mode = fields.choice("mode", Mode::from_key, &mut faults);
    let most = fields.decimal("most", Bounds::new(1.into(), 20.into(), 0), &mut faults);
    let due_on = fields.day("due_on", &mut faults);
    for name in ["mode", "most", "due_on"] {
        if fields.get(name).trim().is_empty() {
            faults.add(name, Fault::Required);
        }
    }
    if settings.fixed && mode != settings.mode {
        faults.add("mode", Fault::Other(shell.l.voices_fixed()));
    }
    let today = app.clock.today(&app.settings.zone);
    if settings.fixed
        && settings.mode == Some(Mode::Anonymous)
        && settings.due_on.is_some_and(|due| due < today)
    {
        // what was written has been shown; one more answer now would be recognised
        faults.add("due_on", Fault::Other(shell.l.voices_over()));
    }
    let terms = mode
        .zip(most.and_then(|most| i16::try_from(most).ok()))
        .zip(due_on)
        .filter(|_| faults.is_empty());
    let Some(((mode, most), due_on)) = terms else {
        return again(&app, shell, cycle, &settings, &fields, &faults).await;
    };
    let mut change = app.change(Some(viewer.id)).await?;
    let terms = (mode, most, due_on);
    store::ask_colleagues(&mut change, cycle, fields.version(), terms).await?;
    let event = Event::CycleAsksColleagues {
        cycle: cycle.0,
        mode: mode.key(),
        most,
        due_on: due_on.to_string(),
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(&format!("/cycles/{cycle}/voices"), Notice::Saved))
}

/// `POST /cycles/{id}/voices/superiors`
pub async fn share_out(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(cycle): At<CycleId>,
    fields: Fields,
) -> Result<Response> {
    let settings = store::cycle(&app.db, cycle).await?;
    let mut faults = Faults::default();
    let department = fields.choice(
        "department",
        |text| text.parse::<uuid::Uuid>().ok(),
        &mut faults,
    );
    if fields.get("department").is_empty() {
        faults.add("department", Fault::Required);
    }
    let who = fields.required("person", SHORT, &mut faults);
    let share = fields.decimal("share", bounds(), &mut faults);
    if fields.get("share").trim().is_empty() {
        faults.add("share", Fault::Required);
    }
    let mut person = None;
    if faults.of("person").is_none() {
        match store::find(&app.db, &who).await?.as_slice() {
            [] => faults.add("person", Fault::Other(shell.l.parties_unknown(who))),
            [one] => person = Some(PersonId(*one)),
            _ => faults.add("person", Fault::Other(shell.l.colleagues_several())),
        }
    }
    let given = department
        .zip(person)
        .zip(share)
        .filter(|_| faults.is_empty());
    let Some(((department, person), share)) = given else {
        return again(&app, shell, cycle, &settings, &fields, &faults).await;
    };
    let mut change = app.change(Some(viewer.id)).await?;
    let given = (person, share);
    let (set, left) = store::share_out(&mut change, &viewer, cycle, department, given).await?;
    change.commit().await?;
    let address = format!("/cycles/{cycle}/voices?set={set}&left={left}");
    Ok(Redirect::to(&address).into_response())
}
