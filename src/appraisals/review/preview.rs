//! Before many results are released: how many go, who stays behind, and why.

use askama::Template;
use axum::{extract::State, response::Response};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    bulk::{HeldView, ReleasedPage, words},
    rules::{Held, held},
    store::{self, Among},
};
use crate::{
    access::{Stage, Viewer},
    app::App,
    appraisals::list::{self, Pick, department_picks},
    web::{Asked, Error, Fields, Result, Shell, page, turn_page},
};

const PAGE: usize = 50;

struct Group {
    reason: String,
    count: i64,
}

#[derive(Template)]
#[template(path = "appraisals/release.html")]
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
    groups: Vec<Group>,
    held: Vec<HeldView>,
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
    let (mut ready, mut approvable) = (0, 0);
    let mut groups: Vec<(Held, i64)> = Vec::new();
    for one in counts {
        let reason = match held(one.stage, one.approved, one.paused) {
            None => {
                ready += one.count;
                continue;
            }
            Some(Held::NotApproved) if one.low => Held::Low,
            Some(Held::NotApproved) => {
                approvable += one.count;
                if approve {
                    continue;
                }
                Held::NotApproved
            }
            Some(other) => other,
        };
        match groups.iter_mut().find(|(held, _)| *held == reason) {
            Some((_, count)) => *count += one.count,
            None => groups.push((reason, one.count)),
        }
    }
    let size = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let kept = store::kept(&app.db, &viewer, among, approve, &asked.cursor(), size).await?;
    let (kept, before, after) =
        turn_page(kept, PAGE, &asked, |one| (one.sort_key.clone(), one.id.0));
    let going = ready + if approve { approvable } else { 0 };
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
            .map(|(reason, count)| Group {
                reason: words(reason, l),
                count,
            })
            .collect(),
        shown: l.list_shown(i64::try_from(kept.len()).unwrap_or(i64::MAX)),
        held: kept
            .into_iter()
            .map(|one| HeldView {
                href: format!("/appraisals/{}", one.id),
                name: one.name,
                cycle: String::new(),
                reason: words(
                    match one.stage {
                        Stage::Review if one.low => Held::Low,
                        Stage::Review => Held::NotApproved,
                        _ => Held::Before,
                    },
                    l,
                ),
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
    let department = fields.get("department").parse().ok();
    let among = Among { cycle, department };
    let approves = fields.has("approve");
    let mut tx = app.db.begin().await?;
    let now = app.clock.now();
    let released = store::release_all(&mut tx, &viewer, among, approves, looked_at, now).await?;
    tx.commit().await?;
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
