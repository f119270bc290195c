//! All sessions, and opening a new one.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    rules::MOST,
    store::{self, Chosen, Status},
};
use crate::{
    access::Viewer,
    app::App,
    appraisals::list::{Pick, department_picks},
    history,
    people::Level,
    web::{
        Asked, FieldError, Fields, Result, Shell, Texts,
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
    shell: Shell,
    lines: Vec<LineView>,
    nothing: bool,
    /// The cycle that was asked for has nothing to calibrate.
    idle: String,
    errors: Vec<FieldError>,
    title: String,
    name_error: String,
    cycles: Vec<Pick>,
    cycle_error: String,
    departments: Vec<Pick>,
    levels: Vec<Pick>,
    superior: String,
    superior_error: String,
}

pub(super) fn status(status: Status, l: &Texts) -> (&'static str, String) {
    match status {
        Status::Open => ("soon", l.calibration_open()),
        Status::Applied => ("ok", l.calibration_applied()),
        Status::Abandoned => ("plain", l.calibration_abandoned()),
    }
}

/// `GET /calibrations`
pub async fn list(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    asked: Asked,
) -> Result<Response> {
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
    let unchosen = open.then(|| Pick {
        value: String::new(),
        label: l.calibration_cycle_choose(),
        chosen: true,
    });
    let pairs = |all: Vec<store::Named>| all.into_iter().map(|one| (one.id, one.name)).collect();
    page(&ListPage {
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
        errors: FieldError::list(faults, l),
        title: fields.get("name").to_owned(),
        name_error: faults.at("name", l),
        cycles: unchosen
            .into_iter()
            .chain(department_picks(pairs(cycles), asked))
            .collect(),
        cycle_error: faults.at("cycle", l),
        departments: department_picks(pairs(departments), fields.get("department")),
        levels: Level::ALL
            .into_iter()
            .map(|level| Pick {
                value: level.key().to_owned(),
                label: match level {
                    Level::Staff => l.level_staff(),
                    Level::Manager => l.level_manager(),
                    Level::Senior => l.level_senior(),
                },
                chosen: fields.get("level") == level.key(),
            })
            .collect(),
        superior: fields.get("superior").to_owned(),
        superior_error: faults.at("superior", l),
        shell: shell.titled(l.calibrations_title()),
    })
}

/// `POST /calibrations`
pub async fn create(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    fields: Fields,
) -> Result<Response> {
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
        let now = app.clock.now();
        let mut tx = app.db.begin().await?;
        match store::open(&mut tx, &viewer, (id, &name), &chosen, now).await? {
            0 => faults.add("cycle", Fault::Other(l.calibration_nobody())),
            members if members > MOST => {
                let most = i64::try_from(MOST).unwrap_or_default();
                faults.add("cycle", Fault::Other(l.calibration_too_many(most)));
            }
            members => {
                let detail = json!({ "calibration": id, "cycle": chosen.cycle, "name": name, "members": members });
                let (stream, actor) = (history::COMPANY, Some(viewer.id));
                history::append(&mut tx, stream, actor, "calibration_opened", &detail, now).await?;
                tx.commit().await?;
                return Ok(Redirect::to(&format!("/calibrations/{id}")).into_response());
            }
        }
    }
    let page = render(&app, shell, &viewer, None, &fields, &faults).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
