//! `countersign import FILE`: the same import from the command line, told on standard output.

use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use sqlx::PgPool;

use super::{
    acts::unreadable,
    analysis::{self, Choices, LIMIT},
    store, words,
};
use crate::{
    access::Lang, ground::clock::Clock, history, people::store as people_store, web::texts,
};

const SHOWN: usize = 20;

/// Imports what is not refused, in one transaction; with `dry_run` only tells what would happen.
pub async fn run(pool: &PgPool, path: &Path, dry_run: bool) -> anyhow::Result<()> {
    let l = texts(Lang::En);
    let size = std::fs::metadata(path)
        .with_context(|| format!("cannot read {}", path.display()))?
        .len();
    if size > LIMIT as u64 {
        bail!("{} is larger than {} MB", path.display(), LIMIT >> 20);
    }
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let read = analysis::read(&bytes)
        .map_err(|why| anyhow!("{}: {}", path.display(), unreadable(&why, l)))?;
    let clock = Clock::default();
    let choices = Choices {
        columns: store::remembered(pool, &read.table.header).await?,
        ..Choices::default()
    };

    let mut tx = pool.begin().await?;
    people_store::lock_lines(&mut tx).await?;
    let people = store::people(&mut tx).await?;
    let departments = store::departments(&mut tx).await?;
    let today = clock.today(&jiff::tz::TimeZone::UTC);
    let found = analysis::analyse(read, &choices, &people, &departments, today);
    let plan = found
        .plan
        .map_err(|why| anyhow!("{}", words::mapping(&why, l)))?;

    let counts = plan.counts();
    println!(
        "{} to create, {} to change, {} without a change, {} refused",
        counts.create, counts.change, counts.nothing, counts.refused
    );
    for group in plan.remark_groups() {
        println!("  {} × {}", group.count, words::remark(group.kind, l));
    }
    for (line, fault) in plan.faults().take(SHOWN) {
        println!("  line {line}: {}", words::fault(fault, l));
    }
    if counts.refused > SHOWN {
        println!("  … the page /people/import shows them all");
    }
    if let Some(question) = &plan.question {
        println!(
            "  {}: settle it on the page /people/import",
            l.import_dates_hint(question.count.to_string(), question.example.as_str())
        );
    }
    if dry_run {
        println!("Nothing was changed.");
        return Ok(());
    }
    if counts.create + counts.change > 0 {
        store::write(&mut tx, &plan).await?;
        let detail = serde_json::json!({
            "created": counts.create, "changed": counts.change, "unchanged": counts.nothing, "refused": counts.refused,
        });
        let appended = history::append(
            &mut tx,
            history::COMPANY,
            None,
            "people_imported",
            &detail,
            clock.now(),
        )
        .await;
        appended.map_err(|error| anyhow!("the audit trail could not be written: {error:?}"))?;
    }
    tx.commit().await?;
    println!("Imported {} people.", counts.create + counts.change);
    Ok(())
}
