//! The work on an import, in the background: reading a file into a plan, and writing a plan. Each is
//! one step of a job, done again from its beginning if the server dies in the middle.

use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::{
    applying, planning,
    reading::{self, Choices},
    report, staging,
    store::{self, Import, Status},
};
use crate::{
    access::Lang,
    app::App,
    audit::{Change, Event},
    ground::ids::PersonId,
    jobs::{self, Doing, Job, Order, Step},
    people::{self, OwnCase},
    tables::Stop,
    web::{Error, Result, texts},
};

/// So long an answer waits for the work, so that a short file shows no progress bar.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(1500);

#[derive(Serialize, Deserialize)]
struct Told {
    lang: String,
}

/// Queues the work that an import waits for, in the caller's transaction.
pub async fn enqueue(
    tx: &mut PgConnection,
    app: &App,
    id: Uuid,
    actor: PersonId,
    lang: Lang,
    rows: i64,
) -> Result<Uuid> {
    let told = Told {
        lang: lang.tag().to_owned(),
    };
    let order = Order {
        kind: jobs::kinds::PEOPLE_IMPORT,
        key: &id.to_string(),
        state: jobs::told(&told)?,
        actor: Some(actor),
        back: &format!("/people/import/{id}"),
        total: rows,
    };
    jobs::enqueue(tx, &order, app.clock.now()).await
}

/// Starts at once, and waits for the end if it is near.
pub async fn hurry(app: &App, job: Uuid) {
    let app = app.clone();
    let going = tokio::spawn(async move {
        jobs::hurry(&app, job, jobs::kinds::PEOPLE_IMPORT, work, PATIENCE).await
    });
    // whoever takes longer goes on by itself, and the page shows how far it is
    if let Ok(Ok(Err(error))) = tokio::time::timeout(PATIENCE, going).await {
        tracing::warn!(?error, "an import could not be begun at once");
    }
}

/// The kind of work `people_import`.
pub fn work(app: App, job: Job) -> Doing {
    Box::pin(async move {
        let id: Uuid = job
            .key
            .parse()
            .map_err(|_| anyhow::anyhow!("an import without an id"))?;
        let mut connection = app.db.acquire().await?;
        let import = store::import(&mut connection, id, None, app.clock.now()).await?;
        drop(connection);
        match import {
            // thrown away meanwhile, or nothing is left to do
            None => {}
            Some(import) if import.status == Status::Reading => read(&app, &job, import).await?,
            Some(import) if import.status == Status::Applying => apply(&app, &job, id).await?,
            Some(_) => {}
        }
        Ok(Step::Done)
    })
}

async fn read(app: &App, job: &Job, import: Import) -> Result<()> {
    let mut tx = app.db.begin().await?;
    let total = std::sync::atomic::AtomicI64::new(0);
    let told = |rows: u64, total: i64| async move {
        let rows = i64::try_from(rows).unwrap_or(i64::MAX);
        let told = async {
            let mut tx = app.db.begin().await?;
            jobs::mark(&mut tx, job, rows, total.max(rows), None).await?;
            tx.commit().await?;
            Ok::<_, Error>(())
        };
        // a bar that stands still for a moment is no reason to stop
        if let Err(error) = told.await {
            tracing::debug!(?error, "progress of an import");
        }
    };
    let file = store::file(&app.db, import.id, false).await?;
    let today = app.clock.today(&app.settings.zone);
    let work = into_plan(&mut tx, &app.db, &import, file, today, |step| match step {
        Progress::Rows(rows) => {
            total.store(
                i64::try_from(rows).unwrap_or(0),
                std::sync::atomic::Ordering::Relaxed,
            );
            told(0, total.load(std::sync::atomic::Ordering::Relaxed))
        }
        Progress::Read(rows) => told(rows, total.load(std::sync::atomic::Ordering::Relaxed)),
    });
    match work.await {
        Ok(()) => {
            // thrown away meanwhile: then its rows go too
            if !store::lock(&mut tx, import.id).await? {
                return Ok(tx.rollback().await?);
            }
            let total = total.load(std::sync::atomic::Ordering::Relaxed);
            jobs::mark(&mut tx, job, total, total, None).await?;
            tx.commit().await?;
            Ok(())
        }
        Err(Stop::Unreadable(why)) => {
            tx.rollback().await?;
            Ok(store::unreadable(&app.db, import.id, &why).await?)
        }
        Err(Stop::Failed(error)) => Err(error.into()),
    }
}

/// How far the reading got.
pub(super) enum Progress {
    /// So many rows there are.
    Rows(u64),
    /// So many are read.
    Read(u64),
}

/// Reads the file, stages its rows and plans, all in one transaction.
pub(super) async fn into_plan<F: Future<Output = ()>>(
    connection: &mut PgConnection,
    db: &PgPool,
    import: &Import,
    file: std::fs::File,
    today: time::Date,
    mut told: impl FnMut(Progress) -> F,
) -> Result<(), Stop> {
    let failed = |error: sqlx::Error| Stop::Failed(error.into());
    planning::prepare(connection).await.map_err(failed)?;
    let choices: &Choices = &import.choices;
    let source = reading::open(file).await?;
    let remembered = store::remembered(db, &source.layout.header)
        .await
        .map_err(failed)?;
    let mapping = choices.mapping(&source.layout.header, remembered.as_deref());
    let order = choices.order();
    let surveyed = tokio::task::spawn_blocking(move || {
        reading::survey(&source, &mapping, order).map(|reading| (source, reading))
    });
    let (source, found) = surveyed
        .await
        .map_err(|error| Stop::Failed(error.into()))??;
    told(Progress::Rows(found.rows)).await;
    if found.mapping().check().is_err() {
        let nothing = store::ready(connection, import.id, &found, None, false);
        return nothing.await.map_err(failed);
    }
    staging::stage(connection, import.id, source, &found, today, |rows| {
        told(Progress::Read(rows))
    })
    .await?;
    let plan = planning::plan(connection, import.id, choices)
        .await
        .map_err(failed)?;
    store::ready(connection, import.id, &found, Some(&plan), false)
        .await
        .map_err(failed)
}

/// Everything that is not refused, in one transaction, and only what the preview showed.
async fn apply(app: &App, job: &Job, id: Uuid) -> Result<()> {
    let told: Told = job.state()?;
    let lang = Lang::from_tag(&told.lang).unwrap_or_default();
    let mut change = app.change(job.actor).await?;
    let own = OwnCase::of(&mut change).await?;
    planning::prepare(&mut change).await?;
    let done = write(&mut change, app, id, job.actor, lang).await?;
    let rows = done.unwrap_or(0);
    jobs::mark(&mut change, job, rows, rows, None).await?;
    own.commit(change, texts(lang)).await?;
    Ok(())
}

/// How many were written; none if the company changed since the plan was looked at, which is then made anew.
pub(super) async fn write(
    change: &mut Change,
    app: &App,
    id: Uuid,
    by: Option<PersonId>,
    lang: Lang,
) -> Result<Option<i64>> {
    let now = change.now();
    store::lock(change, id).await?;
    people::lock_lines(change).await?;
    let import = store::import(change, id, None, now)
        .await?
        .ok_or(Error::NotFound)?;
    let (Some(reading), Some(seen)) = (&import.reading, &import.plan) else {
        return Ok(None);
    };
    if import.status != Status::Applying {
        return Ok(None);
    }
    if planning::company(change).await? != seen.company {
        let plan = planning::plan(change, id, &import.choices).await?;
        if plan.fingerprint != seen.fingerprint {
            store::ready(change, id, reading, Some(&plan), true).await?;
            return Ok(None);
        }
    }
    let today = app.clock.today(&app.settings.zone);
    applying::write(change, id, by, today, now).await?;
    let counts = seen.counts;
    if counts.refused > 0 && by.is_some() {
        let refused = report::refused(change, &app.db, id, texts(lang)).await?;
        store::keep_file(change, id, true, refused).await?;
    }
    let event = Event::PeopleImported {
        import: id,
        created: counts.create,
        changed: counts.change,
        unchanged: counts.nothing,
        refused: counts.refused,
        new_departments: seen.new_departments.len(),
    };
    change.record_company(event).await?;
    store::remember(change, reading, now).await?;
    let result = (counts.create, counts.change, counts.refused);
    applying::done(change, id, now, result).await?;
    Ok(Some(counts.create + counts.change))
}
