//! Releasing many results at once: those that were ticked, or all of a cycle or a department.

use std::collections::HashSet;

use askama::Template;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    rules::{Held, stays},
    store::{self, Releasable},
};
use crate::{
    access::{Duty, Viewer},
    app::App,
    appraisals::{
        lifecycle::Step,
        list::{self, picks},
    },
    audit::Change,
    bulk::{self, Act, Judged, Row, Run, Selection},
    ground::ids::AppraisalId,
    jobs::{Doing, Job},
    web::{Asked, Error, Fields, Pick, Result, Shell, Texts, page},
};

pub const RELEASE: &Act = &Act {
    name: "release",
    duty: Duty::ManageCycles,
    title: Texts::release_title,
    tells: |run, shell| {
        let Told { approve, .. } = run.told()?;
        Ok(if approve {
            shell.l.release_tells_approve()
        } else {
            shell.l.release_tells()
        })
    },
    go: |count, l| l.release_do_many(count),
    why: |reason, l| {
        Some(match reason {
            "before" => l.bulk_before(),
            "not_approved" => l.bulk_not_approved(),
            "low" => l.bulk_low(),
            "after" => l.bulk_after(),
            "withdrawn" => l.bulk_withdrawn(),
            "paused" => l.problem_paused_why(),
            _ => return None,
        })
    },
    stops: true,
    judge: |change, run, ids| Box::pin(judge(change, run, ids)),
    perform: |change, run, rows, _| Box::pin(perform(change, run, rows)),
    work,
};

fn work(app: App, job: Job) -> Doing {
    bulk::step(app, job, RELEASE)
}

/// What is released.
#[derive(Serialize, Deserialize)]
struct Told {
    cycle: Option<Uuid>,
    department: Option<Uuid>,
    /// What waits for approval without a low grade is approved along the way.
    approve: bool,
    ticked: Option<Vec<Uuid>>,
}

impl Told {
    fn stays(&self, one: &Releasable) -> Option<Held> {
        stays(one.stage, (one.approved, one.low, one.paused), self.approve)
    }
}

async fn judge(change: &mut Change, run: &Run, ids: Option<&[Uuid]>) -> Result<Vec<Judged>> {
    let told: Told = run.told()?;
    let ids = ids.or(told.ticked.as_deref());
    let found = store::releasable(change, run.actor, told.cycle, told.department, ids).await?;
    Ok(found
        .iter()
        .map(|one| Judged {
            person: one.appraisee,
            appraisal: Some(one.id.0),
            reason: told.stays(one).map(|held| held.key().to_owned()),
            mark: one.version.to_string(),
        })
        .collect())
}

async fn perform(change: &mut Change, run: &Run, rows: &[Row]) -> Result<HashSet<i32>> {
    let ids = Row::subjects(rows);
    let mut found = store::releasable(change, run.actor, None, None, Some(&ids)).await?;
    let open: Vec<&Releasable> = found.iter().filter(|one| !one.approved).collect();
    let approved = store::take(change, Step::Approved, open).await?;
    for one in &mut found {
        if approved.contains(&one.id) {
            one.version += 1;
            one.approved = true;
        }
    }
    let released = store::take(change, Step::Released, &found).await?;
    Ok(Row::about(rows, |id| released.contains(&AppraisalId(id))))
}

#[derive(Template)]
#[template(path = "review/release.html")]
struct ChoosePage {
    shell: Shell,
    cycles: Vec<Pick>,
    departments: Vec<Pick>,
}

/// `GET /appraisals/release?cycle=…`
pub async fn choose(app: App, shell: Shell, viewer: Viewer, asked: Asked) -> Result<Response> {
    let (cycles, departments) = list::choices(&app.db, &viewer).await?;
    let l = shell.l;
    page(&ChoosePage {
        cycles: picks(cycles, &asked.text("cycle")),
        departments: picks(departments, &asked.text("department")),
        shell: shell.titled(l.release_title()),
    })
}

/// `POST /appraisals/release` with `id` for each, or with a cycle and perhaps a department.
pub async fn release_many(app: App, viewer: Viewer, fields: Fields) -> Result<Response> {
    let chosen = fields.has("cycle");
    let mut ids: Vec<Uuid> = fields.all("id").filter_map(|id| id.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut told = Told {
        cycle: None,
        department: None,
        approve: fields.has("approve"),
        ticked: None,
    };
    let named = if chosen { 0 } else { ids.len() };
    if chosen {
        told.cycle = Some(fields.get("cycle").parse().map_err(|_| Error::NotFound)?);
        // an unreadable department is not the whole company
        told.department = fields.pressed("department", |text| match text {
            "" => fields.has("department").then_some(None),
            id => id.parse().ok().map(Some),
        })?;
    } else {
        told.ticked = Some(ids);
    }
    let selection = Selection {
        cycle: told.cycle,
        told: &told,
        back: Some(fields.get("next"))
            .filter(|next| next.starts_with("/appraisals"))
            .unwrap_or("/appraisals"),
        named,
    };
    bulk::preview(&app, RELEASE, &viewer, &selection).await
}
