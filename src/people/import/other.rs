//! Other tables than rosters: pasted from a spreadsheet or saved as a small file of text.

use super::{
    characters::Characters,
    decode,
    source::{Stop, Unreadable},
    table::{self, Delimiter, Row, SNIFFED_ROWS},
};

/// The text of a small file, in whatever encoding it was saved.
pub fn text_of(bytes: &[u8]) -> Result<String, decode::Refusal> {
    if decode::is_packed(bytes) {
        return Err(decode::Refusal::Foreign(decode::inside_zip(bytes)));
    }
    let mut characters = Characters::new(bytes, spelling(bytes)?);
    let text = characters.by_ref().collect();
    characters.refusal.map_or(Ok(text), Err)
}

fn spelling(bytes: &[u8]) -> Result<decode::Spelling, decode::Refusal> {
    if bytes.is_empty() {
        return Err(decode::Refusal::Empty);
    }
    // reading from memory does not fail
    decode::examine(bytes).unwrap_or(Err(decode::Refusal::Empty))
}

/// The rows of a text, header and all, without blank ones. What a spreadsheet's clipboard holds is
/// parted by tabs.
pub fn rows(text: &str) -> Result<Vec<Row>, Unreadable> {
    let bytes = text.as_bytes();
    let spelling = spelling(bytes).map_err(Unreadable::Bytes)?;
    let announced = table::announced(text);
    let tabs = text.lines().next().is_some_and(|line| line.contains('\t'));
    let first = |delimiter| {
        let mut rows = Vec::new();
        // whatever is wrong further down is told below
        let _ = table::split(Characters::new(bytes, spelling), delimiter, |row| {
            rows.push(row);
            rows.len() < SNIFFED_ROWS
        });
        rows
    };
    let delimiter = announced.unwrap_or_else(|| {
        if tabs {
            Delimiter::Tab
        } else {
            table::sniff(first)
        }
    });
    let split = |delimiter| {
        let mut rows = Vec::new();
        let mut skip = announced.is_some();
        table::split(Characters::new(bytes, spelling), delimiter, |row| {
            if !std::mem::take(&mut skip) && !row.is_blank() {
                rows.push(row);
            }
            true
        })
        .map_err(|stop| match stop {
            Stop::Unreadable(why) => why,
            Stop::Failed(_) => Unreadable::Table(table::Refusal::NoRows),
        })?;
        Ok(rows)
    };
    let rows = split(delimiter)?;
    // a quote that is never closed hides the commas after it
    if announced.is_none() && rows.iter().all(|row| row.cells.len() == 1) {
        return split(Delimiter::Comma);
    }
    Ok(rows)
}
