//! Before many results are released: how many go, who stays behind, and why.

use askama::Template;
use axum::{extract::State, response::Response};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    bulk::{ReleasedPage, words},
    rules::{Held, stays},
    store::{self, Among, Previewed},
};
use crate::{
    access::Viewer,
    app::App,
    appraisals::list::{self, department_picks},
    web::{Asked, Error, Fields, Pick, Result, Shell, page, turn_page},
};

const PAGE: usize = 50;

struct Tab {
    href: String,
    current: bool,
    label: String,
    count: i64,
}

struct LineView {
    href: String,
    name: String,
    department: String,
    /// Total and grade.
    result: String,
    /// Why it stays.
    reason: String,
}

#[derive(Template)]
#[template(path = "review/release.html")]
struct PreviewPage {
    shell: Shell,
    nothing: bool,
    cycles: Vec<Pick>,
    departments: Vec<Pick>,
    cycle: String,
    department: String,
    looked_at: String,
    approve: bool,
    /// Waiting for approval without a low grade.
    approvable: i64,
    going: i64,
    ask: String,
    groups: Vec<String>,
    tabs: Vec<Tab>,
    /// The tab of those who get their result.
    goes: bool,
    lines: Vec<LineView>,
    shown: String,
    before: String,
    after: String,
}

fn micros(at: OffsetDateTime) -> String {
    (at.unix_timestamp_nanos() / 1000).to_string()
}

fn instant(text: &str) -> Option<OffsetDateTime> {
    let nanos = text.parse::<i128>().ok()?.checked_mul(1000)?;
    OffsetDateTime::from_unix_timestamp_nanos(nanos).ok()
}

fn told(one: &Previewed, shell: &Shell) -> String {
    let band = one
        .grade
        .and_then(|grade| one.scheme.band(usize::try_from(grade).ok()?));
    one.total
        .zip(band)
        .map(|(total, band)| {
            let total = one.scheme.printable(total).to_string();
            format!("{total} · {}", band.name.get(shell.lang))
        })
        .unwrap_or_default()
}

/// `GET /appraisals/release?cycle=…&department=…&approve=1`
pub async fn preview(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    asked: Asked,
) -> Result<Response> {
    let l = shell.l;
    let (cycles, departments) = list::choices(&app.db, &viewer).await?;
    let cycle = asked
        .parsed::<Uuid>("cycle")
        .or_else(|| cycles.first().map(|one| one.id));
    let department = asked.parsed::<Uuid>("department");
    let approve = asked.ticked("approve");
    let looked_at = micros(app.clock.now());
    let among = Among {
        cycle: cycle.unwrap_or_default(),
        department,
    };
    let counts = store::counts(&app.db, &viewer, among).await?;
    let (mut going, mut approvable) = (0, 0);
    let mut groups: Vec<(Held, i64)> = Vec::new();
    for one in counts {
        let stands = (one.approved, one.low, one.paused);
        if stays(one.stage, stands, false) == Some(Held::NotApproved) {
            approvable += one.count;
        }
        let Some(reason) = stays(one.stage, stands, approve) else {
            going += one.count;
            continue;
        };
        match groups.iter_mut().find(|(held, _)| *held == reason) {
            Some((_, count)) => *count += one.count,
            None => groups.push((reason, one.count)),
        }
    }
    let size = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let behind = groups
        .iter()
        .filter(|(held, _)| !matches!(held, Held::After | Held::Withdrawn))
        .map(|(_, count)| count)
        .sum();
    let goes = match asked.text("show").as_str() {
        "held" => false,
        "going" => true,
        _ => going > 0,
    };
    let which = (goes, approve);
    let lines = store::previewed(&app.db, &viewer, among, which, &asked.cursor(), size).await?;
    let (lines, before, after) =
        turn_page(lines, PAGE, &asked, |one| (one.sort_key.clone(), one.id.0));
    let tab = |key: &str, current: bool, label: String, count: i64| Tab {
        href: asked.with(&[("show", key)]),
        current,
        label,
        count,
    };
    let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    page(&PreviewPage {
        nothing: cycles.is_empty(),
        cycles: department_picks(
            cycles.into_iter().map(|one| (one.id, one.name)).collect(),
            &text(cycle),
        ),
        departments: department_picks(
            departments
                .into_iter()
                .map(|one| (one.id, one.name))
                .collect(),
            &text(department),
        ),
        cycle: text(cycle),
        department: text(department),
        looked_at,
        approve,
        approvable,
        going,
        ask: l.release_ask(going),
        groups: groups
            .into_iter()
            .map(|(reason, count)| l.release_group(count, words(reason, l)))
            .collect(),
        tabs: vec![
            tab("going", goes, l.release_goes(), going),
            tab("held", !goes, l.release_held(), behind),
        ],
        goes,
        shown: l.list_shown(i64::try_from(lines.len()).unwrap_or(i64::MAX)),
        lines: lines
            .into_iter()
            .map(|one| LineView {
                href: format!("/appraisals/{}", one.id),
                result: told(&one, &shell),
                reason: stays(one.stage, (one.approved, one.low, one.paused), approve)
                    .map(|held| words(held, l))
                    .unwrap_or_default(),
                name: one.name,
                department: one.department,
            })
            .collect(),
        before,
        after,
        shell: shell.titled(l.release_title()),
    })
}

/// `POST /appraisals/release/all`: what the preview said would go, and nothing that came later.
pub async fn release_all(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    fields: Fields,
) -> Result<Response> {
    let cycle: Uuid = fields.get("cycle").parse().map_err(|_| Error::NotFound)?;
    let looked_at = instant(fields.get("looked_at")).ok_or(Error::Malformed)?;
    // an unreadable department is not the whole company
    let department = fields.pressed("department", |text| match text {
        "" => fields.has("department").then_some(None),
        id => id.parse().ok().map(Some),
    })?;
    let among = Among { cycle, department };
    let approves = fields.has("approve");
    let mut change = app.change(Some(viewer.id)).await?;
    let released = store::release_all(&mut change, &viewer, among, approves, looked_at).await?;
    change.commit().await?;
    let l = shell.l;
    let department = department.map(|id| id.to_string()).unwrap_or_default();
    let back = Asked::of("/appraisals/release", "")
        .with(&[("cycle", &cycle.to_string()), ("department", &department)]);
    page(&ReleasedPage {
        released: l.bulk_released(released),
        held: Vec::new(),
        unknown: String::new(),
        back,
        shell: shell.titled(l.bulk_title()),
    })
}
