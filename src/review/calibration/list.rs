//! All sessions, and opening a new one.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::{
    rules::MOST,
    store::{self, Chosen, Status},
};
use crate::{
    access::Viewer,
    app::App,
    appraisals::list::department_picks,
    audit::Event,
    people::Level,
    web::{
        Asked, Fields, FormView, Pick, Result, Shell, Texts,
        forms::{Fault, Faults, SHORT},
        page, when,
    },
};

struct LineView {
    href: String,
    name: String,
    cycle: String,
    chip: &'static str,
    status: String,
    opened: String,
    members: i64,
    changed: i64,
}

#[derive(Template)]
#[template(path = "review/calibrations.html")]
struct ListPage {
    form: FormView,
    shell: Shell,
    lines: Vec<LineView>,
    nothing: bool,
    /// The cycle that was asked for has nothing to calibrate.
    idle: String,
    cycles: Vec<Pick>,
    departments: Vec<Pick>,
    levels: Vec<Pick>,
}

pub(super) fn status(status: Status, l: &Texts) -> (&'static str, String) {
    match status {
        Status::Open => ("soon", l.calibration_open()),
        Status::Applied => ("ok", l.calibration_applied()),
        Status::Abandoned => ("plain", l.calibration_abandoned()),
    }
}

/// `GET /calibrations`
pub async fn list(app: App, shell: Shell, viewer: Viewer, asked: Asked) -> Result<Response> {
    let cycle = asked.parsed("cycle");
    let fields = Fields::from_pairs(vec![("cycle".into(), asked.text("cycle"))]);
    let faults = Faults::default();
    render(&app, shell, &viewer, cycle, &fields, &faults).await
}

async fn render(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    cycle: Option<Uuid>,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let lines = store::lines(&app.db, viewer, cycle).await?;
    let (cycles, departments) = store::choices(&app.db).await?;
    let asked = fields.get("cycle");
    let named = |all: &[store::Named]| all.iter().any(|one| one.id.to_string() == asked);
    let idle = match cycle {
        Some(id) if !named(&cycles) => store::name(&app.db, id).await?,
        _ => None,
    };
    let nothing = cycles.is_empty();
    // the only one there is may stand there by itself; never another than the one that was asked for
    let open = !named(&cycles) && (!asked.is_empty() || cycles.len() > 1);
    let unchosen = open.then(|| Pick::new("", l.calibration_cycle_choose(), true));
    let pairs = |all: Vec<store::Named>| all.into_iter().map(|one| (one.id, one.name)).collect();
    page(&ListPage {
        form: FormView::of(fields, faults, l).labels([
            ("name", l.cycle_name()),
            ("cycle", l.list_cycle()),
            ("superior", l.relation_superior()),
        ]),
        lines: lines
            .into_iter()
            .map(|line| {
                let (chip, status) = status(line.status, l);
                LineView {
                    href: format!("/calibrations/{}", line.id),
                    name: line.name,
                    cycle: line.cycle,
                    chip,
                    status,
                    opened: l.calibration_opened(
                        line.opened_by,
                        when::instant(line.opened_at, &viewer.zone, shell.lang),
                    ),
                    members: line.members,
                    changed: line.changed,
                }
            })
            .collect(),
        nothing,
        idle: idle
            .filter(|_| !nothing)
            .map(|name| l.calibration_idle(name))
            .unwrap_or_default(),
        cycles: unchosen
            .into_iter()
            .chain(department_picks(pairs(cycles), asked))
            .collect(),
        departments: department_picks(pairs(departments), fields.get("department")),
        levels: Level::ALL
            .into_iter()
            .map(|level| {
                Pick::new(
                    level.key(),
                    match level {
                        Level::Staff => l.level_staff(),
                        Level::Manager => l.level_manager(),
                        Level::Senior => l.level_senior(),
                    },
                    fields.get("level") == level.key(),
                )
            })
            .collect(),
        shell: shell.titled(l.calibrations_title()),
    })
}

/// `POST /calibrations`
pub async fn create(app: App, shell: Shell, viewer: Viewer, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let mut faults = Faults::default();
    let name = fields.required("name", SHORT, &mut faults);
    let id_of = |text: &str| text.parse::<Uuid>().ok();
    let cycle = fields.choice("cycle", id_of, &mut faults);
    if fields.get("cycle").is_empty() {
        faults.add("cycle", Fault::Required);
    }
    let chosen = Chosen {
        cycle: cycle.unwrap_or_default(),
        department: fields.choice("department", id_of, &mut faults),
        level: fields
            .choice("level", Level::from_key, &mut faults)
            .map(|level| level.key().to_owned()),
        superior: Some(fields.text("superior", SHORT, &mut faults)).filter(|text| !text.is_empty()),
    };
    if faults.is_empty() {
        let known = store::choices(&app.db).await?.0;
        if !known.iter().any(|one| one.id == chosen.cycle) {
            faults.add("cycle", Fault::Other(l.calibration_nobody()));
        }
    }
    if faults.is_empty() {
        let id = Uuid::new_v4();
        let mut change = app.change(Some(viewer.id)).await?;
        let now = change.now();
        match store::open(&mut change, &viewer, (id, &name), &chosen, now).await? {
            0 => faults.add("cycle", Fault::Other(l.calibration_nobody())),
            members if members > MOST => {
                let most = i64::try_from(MOST).unwrap_or_default();
                faults.add("cycle", Fault::Other(l.calibration_too_many(most)));
            }
            members => {
                let event = Event::CalibrationOpened {
                    calibration: id,
                    cycle: chosen.cycle,
                    name: &name,
                    members,
                };
                change.record_company(event).await?;
                change.commit().await?;
                return Ok(Redirect::to(&format!("/calibrations/{id}")).into_response());
            }
        }
    }
    render(&app, shell, &viewer, None, &fields, &faults).await
}
