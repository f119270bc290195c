//! `countersign import FILE`: the same import from the command line, told on standard output.

use std::{fs::File, path::Path};

use anyhow::{Context as _, anyhow, bail};

use super::{
    findings::Fault,
    planning::Report,
    reading::LIMIT,
    store, words,
    work::{self, Progress},
};
use crate::{
    access::Lang,
    app::App,
    tables::Stop,
    web::{Error, Texts, texts},
};

const SHOWN: i64 = 20;

/// Imports what is not refused, in one transaction; with `dry_run` only tells what would happen.
pub async fn run(app: &App, path: &Path, dry_run: bool) -> anyhow::Result<()> {
    let l = texts(Lang::En);
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    if file.metadata()?.len() > LIMIT as u64 {
        bail!("{} is larger than {} MB", path.display(), LIMIT >> 20);
    }
    let today = app.clock.today(&app.settings.zone);
    let told = |error: Error| match error {
        Error::Internal(error) => error,
        other => anyhow!("{other:?}"),
    };
    let mut change = app.change(None).await?;
    let now = change.now();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name: String = name.chars().take(200).collect();
    let id = store::begin(&mut change, None, now, &name).await?;
    let missing = || anyhow!("the import is gone");
    let import = store::import(&mut change, id, None, now)
        .await?
        .ok_or_else(missing)?;
    let progress = |step| async move {
        if let Progress::Rows(rows) = step {
            println!("{rows} rows");
        }
    };
    let read = work::into_plan(&mut change, &app.db, &import, file, today, progress);
    match read.await {
        Ok(()) => {}
        Err(Stop::Unreadable(why)) => bail!("{}: {}", path.display(), words::unreadable(&why, l)),
        Err(Stop::Failed(error)) => return Err(error),
    }
    let import = store::import(&mut change, id, None, now)
        .await?
        .ok_or_else(missing)?;
    let Some(plan) = import.plan.as_deref() else {
        let mapping = import
            .reading
            .as_ref()
            .map(|reading| reading.mapping().check());
        let why = mapping.and_then(Result::err);
        bail!(
            "{}",
            why.map_or_else(String::new, |why| words::mapping(&why, l))
        );
    };
    tell(&mut change, id, plan, l).await?;
    if let Some(question) = import
        .reading
        .as_ref()
        .and_then(|one| one.question.as_ref())
    {
        println!(
            "  {}: settle it on the page /people/import",
            l.import_dates_hint(question.count.to_string(), question.example.as_str())
        );
    }
    if dry_run {
        // all of it was in this transaction
        change.rollback().await?;
        println!("Nothing was changed.");
        return Ok(());
    }
    let mut written = 0;
    if plan.counts.create + plan.counts.change > 0 {
        store::confirm(&mut change, id, &plan.fingerprint).await?;
        written = work::write(&mut change, app, id, None, Lang::En)
            .await
            .map_err(told)?
            .ok_or_else(|| anyhow!("the people changed meanwhile: run it again"))?;
    }
    store::forget(&mut change, id).await?;
    change.commit().await?;
    println!("Imported {written} people.");
    Ok(())
}

async fn tell(
    connection: &mut sqlx::PgConnection,
    id: uuid::Uuid,
    plan: &Report,
    l: &Texts,
) -> anyhow::Result<()> {
    let counts = plan.counts;
    println!(
        "{} to create, {} to change, {} without a change, {} refused",
        counts.create, counts.change, counts.nothing, counts.refused
    );
    for group in &plan.remarks {
        println!("  {} × {}", group.count, words::remark(group.kind, l));
    }
    let refused = sqlx::query!(
        r#"select line, faults as "faults: sqlx::types::Json<Vec<Fault>>" from import_outcomes
           where import_id = $1 and outcome = 'refused' order by line limit $2"#,
        id,
        SHOWN
    )
    .fetch_all(connection)
    .await?;
    for row in refused {
        for fault in row.faults.iter() {
            println!("  line {}: {}", row.line, words::fault(fault, l));
        }
    }
    if counts.refused > SHOWN {
        println!("  … the page /people/import shows them all");
    }
    Ok(())
}
