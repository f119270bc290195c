//! `/retention`: what is kept how long, what the next run removes, what earlier ones removed.

use askama::Template;
use axum::response::Response;

use super::{
    rules::{self, Thing},
    store::{self, Run, RunKind},
    words,
};
use crate::{
    access::{Duty, Viewer},
    app::App,
    web::{Asked, Result, Shell, page, turn_page, when},
};

const SIZE: usize = 20;

struct ThingRow {
    label: String,
    due: i64,
    held: i64,
}

struct RunRow {
    at: String,
    what: String,
    by: String,
    removed: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "retention/show.html")]
struct RetentionPage {
    shell: Shell,
    may_manage: bool,
    /// HR has set the periods at least once.
    set: bool,
    /// When the run begins to work by them, while that is still to come.
    waits: String,
    set_by: String,
    reason: String,
    record: String,
    working: String,
    input: String,
    things: Vec<ThingRow>,
    appraisals: String,
    nothing_due: bool,
    leavers: i64,
    undated: i64,
    holds: i64,
    runs: Vec<RunRow>,
    shown: String,
    before: String,
    after: String,
}

/// `GET /retention`
pub async fn show(app: App, shell: Shell, viewer: Viewer, asked: Asked) -> Result<Response> {
    let l = shell.l;
    let (today, now) = (app.clock.today(&app.settings.zone), app.clock.now());
    let standing = store::standing(&app.db).await?;
    let preview = store::preview(&app.db, now, today).await?;
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let runs = store::past_runs(&app.db, &asked.cursor(), limit).await?;
    let (runs, before, after) =
        turn_page(runs, SIZE, &asked, |run| (store::micros(run.at), run.id));
    let at = |at| when::instant(at, &viewer.zone, shell.lang);
    let terms = standing.terms;
    page(&RetentionPage {
        may_manage: Duty::ManageRetention.scope(&viewer).is_some(),
        set: standing.set_at.is_some(),
        waits: rules::works_from(standing.set_at)
            .filter(|from| *from > now)
            .map(|from| l.retention_waits(at(from)))
            .unwrap_or_default(),
        set_by: standing
            .set_at
            .zip(standing.set_by)
            .map(|(when, who)| l.retention_set_by(who, at(when)))
            .unwrap_or_default(),
        reason: standing.reason,
        record: l.retention_months(terms.record),
        working: l.retention_months(terms.working),
        input: l.retention_months(terms.input),
        things: Thing::ALL
            .into_iter()
            .filter(|thing| preview.due.of(*thing) + preview.held.of(*thing) > 0)
            .map(|thing| ThingRow {
                label: words::thing(thing, l),
                due: preview.due.of(thing),
                held: preview.held.of(thing),
            })
            .collect(),
        nothing_due: preview.due.is_empty() && preview.held.is_empty(),
        appraisals: l.retention_from_appraisals(preview.appraisals, preview.appraisals_held),
        leavers: preview.leavers,
        undated: preview.undated,
        holds: preview.holds,
        shown: l.retention_runs_shown(i64::try_from(runs.len()).unwrap_or_default()),
        runs: runs
            .into_iter()
            .map(|run| row(run, &viewer, &shell))
            .collect(),
        before,
        after,
        shell: shell.titled(l.retention_title()),
    })
}

fn row(run: Run, viewer: &Viewer, shell: &Shell) -> RunRow {
    let l = shell.l;
    let manages = Duty::ManageRetention.scope(viewer).is_some();
    RunRow {
        at: when::instant(run.at, &viewer.zone, shell.lang),
        what: match run.kind {
            RunKind::Purge => l.retention_run_purge(i64::from(run.appraisals)),
            RunKind::Anonymise => l.retention_run_anonymise(i64::from(run.people)),
        },
        by: run.by.unwrap_or_else(|| l.trail_system()),
        removed: match run.kind {
            RunKind::Purge => words::counts(&run.counts, l),
            RunKind::Anonymise => l.retention_run_texts(i64::from(run.appraisals)),
        },
        // a reason may name somebody
        reason: if manages { run.reason } else { String::new() },
    }
}
