//! Other tables than rosters: pasted from a spreadsheet, or saved as a small file of text or a workbook.

use std::io::{Seek as _, SeekFrom, Write as _};

use super::{
    characters::Characters,
    decode,
    source::spool,
    table::{self, Delimiter, Known, Row, SNIFFED_ROWS},
    unreadable::{Stop, Unreadable},
    workbook,
};

/// A workbook of which a page keeps the text.
const SMALL: workbook::Bounds = workbook::Bounds {
    unpacked: 16 << 20,
    words: 8 << 20,
};
/// Rows that may stand empty above, below and between those that count.
const SPARE_ROWS: usize = 1000;

/// The text of a small file, in whatever encoding it was saved; a workbook's first sheet as it would
/// be pasted, each row in its line. Of a workbook no more than `most` rows and one, and no more text than a file
/// of text of the same form could hold.
pub fn text_of(bytes: &[u8], most: usize, longest: usize) -> Result<String, Stop> {
    if decode::is_packed(bytes) {
        return sheet_text(bytes, most, longest);
    }
    let refused = |refusal| Stop::Unreadable(Unreadable::Bytes(refusal));
    let mut characters = Characters::new(bytes, spelling(bytes).map_err(refused)?);
    let text = characters.by_ref().collect();
    characters
        .refusal
        .map_or(Ok(text), |refusal| Err(refused(refusal)))
}

fn sheet_text(bytes: &[u8], most: usize, longest: usize) -> Result<String, Stop> {
    let mut file = spool()?;
    file.write_all(bytes)?;
    let name = workbook::open(&file, bytes, SMALL)?;
    file.seek(SeekFrom::Start(0))?;
    let (mut text, mut line, mut rows) = (String::new(), 1, 0);
    let mut refused = None;
    let last = u64::try_from(most + SPARE_ROWS).unwrap_or(u64::MAX);
    workbook::rows(&file, &name, &mut |row| {
        if row.is_blank() {
            return true;
        }
        if row.line > last {
            let most = u64::try_from(most).unwrap_or(u64::MAX);
            refused = Some(Unreadable::Table(table::Refusal::TooManyRows { most }));
            return false;
        }
        while line < row.line {
            text.push('\n');
            line += 1;
        }
        let cells: Vec<String> = row.cells.iter().map(|cell| pasted(cell)).collect();
        text.push_str(&cells.join("\t"));
        rows += 1;
        if text.len() > longest {
            refused = Some(Unreadable::Sheet(workbook::Refusal::TooLarge));
        }
        refused.is_none() && rows <= most + 1
    })?;
    refused.map_or(Ok(text), |why| Err(Stop::Unreadable(why)))
}

/// A cell as a spreadsheet's clipboard would hold it, but on one line.
fn pasted(cell: &str) -> String {
    let cell = cell.replace(['\t', '\n', '\r'], " ");
    if cell.contains('"') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
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
pub fn rows(text: &str, known: Known<'_>) -> Result<Vec<Row>, Unreadable> {
    let bytes = text.as_bytes();
    let spelling = spelling(bytes).map_err(Unreadable::Bytes)?;
    let announced = table::announced(text);
    let tabs = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .is_some_and(|line| line.contains('\t'));
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
            table::sniff(first, known)
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
