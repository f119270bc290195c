//! Rows on their way from the file into the database: one COPY, fed by a thread that reads, so that
//! never more than a few blocks of them are in memory.

use std::fmt::Write;

use sqlx::PgConnection;
use time::Date;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{
    drafts::Draft,
    reading::{self, Reading},
};
use crate::tables::{Stop, source::Source};

/// Rows are handed over in blocks of about so many bytes.
const BLOCK: usize = 1 << 17;

struct Block {
    text: String,
    rows: u64,
}

/// Stages every row; `told` hears how many there are so far.
pub async fn stage<F: Future<Output = ()>>(
    connection: &mut PgConnection,
    id: Uuid,
    source: Source,
    reading: &Reading,
    today: Date,
    mut told: impl FnMut(u64) -> F,
) -> Result<(), Stop> {
    let failed = |error: sqlx::Error| Stop::Failed(error.into());
    sqlx::query!("delete from import_rows where import_id = $1", id)
        .execute(&mut *connection)
        .await
        .map_err(failed)?;
    let (give, mut take) = mpsc::channel::<Block>(4);
    let reading = reading.clone();
    let thread = tokio::task::spawn_blocking(move || read(&source, &reading, today, id, &give));
    let mut copy = connection
        .copy_in_raw(
            "copy import_rows (import_id, line, number, name, email, department, position, level, superior_by, superior,
                superior_code, hired_on, active, left_on, faults, remarks) from stdin",
        )
        .await
        .map_err(failed)?;
    let mut rows = 0;
    while let Some(block) = take.recv().await {
        copy.send(block.text.into_bytes()).await.map_err(failed)?;
        rows += block.rows;
        told(rows).await;
    }
    match thread.await {
        Ok(Ok(())) => copy.finish().await.map(drop).map_err(failed),
        Ok(Err(stop)) => {
            copy.abort("the file could not be read").await.ok();
            Err(stop)
        }
        Err(error) => Err(Stop::Failed(error.into())),
    }
}

fn read(
    source: &Source,
    reading: &Reading,
    today: Date,
    id: Uuid,
    give: &mpsc::Sender<Block>,
) -> Result<(), Stop> {
    let empty = || Block {
        text: String::with_capacity(BLOCK + 4096),
        rows: 0,
    };
    let mut block = empty();
    let mut wanted = true;
    reading::drafts(source, reading, today, |draft| {
        line(&mut block.text, id, &draft);
        block.rows += 1;
        if block.text.len() >= BLOCK {
            // whoever no longer listens has said why
            wanted = give
                .blocking_send(std::mem::replace(&mut block, empty()))
                .is_ok();
        }
        wanted
    })?;
    let _ = give.blocking_send(block);
    Ok(())
}

/// One line of COPY's text format.
fn line(out: &mut String, id: Uuid, draft: &Draft) {
    // writing to a String cannot fail
    let _ = write!(out, "{id}\t{}", draft.line);
    let superior = draft.superior.as_ref();
    let by = superior.map(|superior| (superior.by as i16).to_string());
    let hired = draft.hired_on.map(|day| day.to_string());
    let left = draft.left_on.map(|day| day.to_string());
    let active = draft.active.map(|active| active.to_string());
    for text in [
        Some(draft.number.as_str()),
        draft.name.as_deref(),
        draft.email.as_deref(),
        draft.department.as_deref(),
        draft.position.as_deref(),
        draft.level.map(crate::people::Level::key),
        by.as_deref(),
        superior.map(|superior| superior.text.as_str()),
        superior.map(|superior| superior.code.as_str()),
        hired.as_deref(),
        active.as_deref(),
        left.as_deref(),
    ] {
        field(out, text);
    }
    let faults = serde_json::to_string(&draft.faults).unwrap_or_default();
    field(out, Some(&faults));
    let remarks: Vec<String> = draft
        .remarks
        .iter()
        .filter_map(|remark| {
            serde_json::to_value(remark)
                .ok()?
                .as_str()
                .map(str::to_owned)
        })
        .collect();
    field(out, Some(&format!("{{{}}}", remarks.join(","))));
    out.push('\n');
}

fn field(out: &mut String, text: Option<&str>) {
    out.push('\t');
    let Some(text) = text else {
        out.push_str("\\N");
        return;
    };
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_cell_ends_it_early() {
        let mut out = String::new();
        field(&mut out, Some("a\\N\tb\nc\r\\."));
        field(&mut out, None);
        assert_eq!(out, "\ta\\\\N\\tb\\nc\\r\\\\.\t\\N");
    }
}
