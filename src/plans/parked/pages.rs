//! The parked points of one appraisal, with the form for each outcome that the reader may report.

use askama::Template;
use axum::response::Response;

use crate::{
    access::{Action, Relation},
    app::App,
    appraisals::{Header, Seen},
    plans::parked::{
        points as parked,
        points::{Point, PointView},
    },
    web::{Fields, FormView, Result, Shell, forms::Faults, page},
};

struct Report {
    field: String,
    version: i32,
    /// HR reports in the owner's place.
    instead: bool,
}

#[derive(Template)]
#[template(path = "plans/parked.html")]
struct ParkedPage {
    shell: Shell,
    header: Header,
    form: FormView,
    points: Vec<(PointView, Option<Report>)>,
}

/// The owner, and HR for an owner who cannot.
pub(super) fn may_report(seen: &Seen, point: &Point) -> bool {
    seen.can(Action::ReportParked)
        && point.reported_at.is_none()
        && (point.owner == seen.viewer.id || seen.is(Relation::Hr))
}

pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let points = parked::points(&app.db, &seen).await?;
    render(
        &app,
        shell,
        &seen,
        &points,
        &Fields::default(),
        &Faults::default(),
    )
}

pub(super) fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    points: &[Point],
    typed: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let l = shell.l;
    let shell = shell.titled(l.parked_title());
    let points = points
        .iter()
        .map(|point| {
            let field = format!("outcome.{}", point.id);
            let report = may_report(seen, point).then(|| Report {
                version: point.version,
                instead: point.owner != seen.viewer.id,
                field,
            });
            (parked::view(point, seen, today, &shell), report)
        })
        .collect();
    page(&ParkedPage {
        header: Header::of(seen, app, &shell),
        form: FormView::of(typed, faults, l),
        points,
        shell,
    })
}
