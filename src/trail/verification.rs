//! `countersign verify` as a page: whoever audits starts it, it runs in the background, and what it found stays to be read.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use time::{Date, Duration, OffsetDateTime};
use tokio::sync::watch;

use crate::{
    access::Viewer,
    app::App,
    integrity::{self, Proven},
    jobs::{self, Doing, Job, Order, Progress, Step, kinds},
    web::{Fields, Result, Shell, page, when},
};

const ADDRESS: &str = "/audit/verification";
const KEY: &str = "everything";
/// So many findings are kept in words; the command prints all.
const WORDS: usize = 200;
/// So many earlier runs are listed.
const LISTED: i64 = 20;
/// How long they are kept.
const KEPT: Duration = Duration::days(400);
/// So long an answer waits for the work, so that a small company shows no progress bar.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(1500);
/// How often the bar moves.
const TELL: std::time::Duration = std::time::Duration::from_millis(500);

/// How much a run has looked at.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Looked {
    events: usize,
    chains: usize,
    records: usize,
    rows: usize,
    appraisals: usize,
    /// Records of which only the hash is left, by the day on which their text was removed.
    removed: Vec<(Date, usize)>,
}

impl From<&Proven> for Looked {
    fn from(proven: &Proven) -> Self {
        let removed = &proven.records.removed;
        Self {
            events: proven.events,
            chains: proven.chains,
            records: proven.records.records,
            rows: proven.rows,
            appraisals: proven.appraisals,
            removed: removed.iter().map(|(day, count)| (*day, *count)).collect(),
        }
    }
}

struct RunView {
    at: String,
    by: String,
    whole: bool,
    /// What was found, or how much was looked at.
    text: String,
    findings: Vec<String>,
    /// How many more there are than are listed.
    more: usize,
}

#[derive(Template)]
#[template(path = "trail/verification.html")]
struct VerificationPage {
    shell: Shell,
    /// The run that goes on, or was left after it failed.
    progress: Option<Progress>,
    runs: Vec<RunView>,
}

/// `GET /audit/verification`
pub async fn show(app: App, shell: Shell, viewer: Viewer) -> Result<Response> {
    let progress = match jobs::live(&app.db, kinds::VERIFICATION, KEY).await? {
        Some(job) => Some(Progress::load(&app, job).await?),
        None => None,
    };
    let rows = sqlx::query!(
        r#"select v.ended_at, coalesce(p.name, '') as "by!", v.looked as "looked: Json<Looked>", v.found, v.findings
           from verifications v left join people p on p.id = v.asked_by order by v.ended_at desc limit $1"#,
        LISTED
    )
    .fetch_all(&app.db)
    .await?;
    let runs = rows
        .into_iter()
        .map(|row| {
            let found = usize::try_from(row.found).unwrap_or_default();
            RunView {
                at: when::instant(row.ended_at, &viewer.zone, shell.lang),
                by: row.by,
                whole: found == 0,
                text: told(&row.looked.0, found, &shell),
                more: found.saturating_sub(row.findings.len()),
                findings: row.findings,
            }
        })
        .collect();
    let title = shell.l.verification_title();
    page(&VerificationPage {
        progress,
        runs,
        shell: shell.titled(title),
    })
}

/// What was found, or how much was looked at; and what was removed under retention.
fn told(looked: &Looked, found: usize, shell: &Shell) -> String {
    let mut text = if found > 0 {
        shell.l.verification_bad(found)
    } else {
        shell.l.verification_good(
            looked.events.to_string(),
            looked.chains.to_string(),
            looked.records.to_string(),
            looked.rows.to_string(),
            looked.appraisals.to_string(),
        )
    };
    for (day, count) in &looked.removed {
        text.push(' ');
        text.push_str(&shell.l.audit_removed(when::day(*day, shell.lang), *count));
    }
    text
}

/// `POST /audit/verification`
pub async fn start(app: App, viewer: Viewer, _: Fields) -> Result<Response> {
    let mut tx = app.db.begin().await?;
    let order = Order {
        kind: kinds::VERIFICATION,
        key: KEY,
        state: serde_json::Value::Object(serde_json::Map::new()),
        actor: Some(viewer.id),
        back: ADDRESS,
        total: 0,
    };
    let job = jobs::enqueue(&mut tx, &order, app.clock.now()).await?;
    tx.commit().await?;
    let hurried = app.clone();
    let going = tokio::spawn(async move {
        jobs::hurry(&hurried, job, kinds::VERIFICATION, work, PATIENCE).await
    });
    // whatever takes longer goes on by itself, and its page shows how far it is
    let to = match tokio::time::timeout(PATIENCE, going).await {
        Ok(Ok(Ok(true))) => ADDRESS.to_owned(),
        _ => format!("/jobs/{job}"),
    };
    Ok(Redirect::to(&to).into_response())
}

/// The kind of work `verification`: one step, begun again from the beginning where a server died.
pub fn work(app: App, job: Job) -> Doing {
    Box::pin(async move {
        let began = app.clock.now();
        let mut tx = app
            .db
            .begin_with("begin isolation level repeatable read read only")
            .await?;
        // a look at everything may rightly take longer than a page
        sqlx::raw_sql(
            "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0",
        )
        .execute(&mut *tx)
        .await?;
        let chains = sqlx::query_scalar!(r#"select count(*) as "count!" from chains"#)
            .fetch_one(&mut *tx)
            .await?;
        let (tell, told) = watch::channel(0);
        let proven = {
            let mut progress = |proven: &Proven| {
                tell.send_replace(proven.chains);
            };
            let looking = integrity::verify(&mut tx, None, &mut progress);
            let telling = tell_of(&app, &job, told, chains);
            tokio::select! {
                proven = looking => proven?,
                never = telling => match never {},
            }
        };
        let words = integrity::finding::described(
            &mut tx,
            proven.findings.get(..WORDS).unwrap_or(&proven.findings),
        )
        .await?;
        tx.rollback().await?;
        let mut tx = app.db.begin().await?;
        sqlx::query!(
            "insert into verifications (asked_by, began_at, ended_at, looked, found, findings) values ($1, $2, $3, $4, $5, $6)",
            job.actor.map(|actor| actor.0),
            began,
            app.clock.now(),
            Json(Looked::from(&proven)) as _,
            i32::try_from(proven.findings.len()).unwrap_or(i32::MAX),
            &words
        )
        .execute(&mut *tx)
        .await?;
        jobs::mark(&mut tx, &job, chains, chains, None).await?;
        tx.commit().await?;
        Ok(Step::Done)
    })
}

/// Moves the bar for as long as it is asked to.
async fn tell_of(
    app: &App,
    job: &Job,
    told: watch::Receiver<usize>,
    chains: i64,
) -> std::convert::Infallible {
    loop {
        tokio::time::sleep(TELL).await;
        let done = i64::try_from(*told.borrow())
            .unwrap_or(i64::MAX)
            .min(chains);
        let marked = async {
            let mut tx = app.db.begin().await?;
            jobs::mark(&mut tx, job, done, chains, None).await?;
            tx.commit().await?;
            Ok::<_, crate::web::Error>(())
        };
        // a bar that stands still for a moment is no reason to stop
        if let Err(error) = marked.await {
            tracing::debug!(?error, "progress of a verification");
        }
    }
}

/// What nobody asks for any more.
pub async fn sweep(db: &sqlx::PgPool, now: OffsetDateTime) -> Result<()> {
    sqlx::query!("delete from verifications where ended_at < $1", now - KEPT)
        .execute(db)
        .await?;
    Ok(())
}
