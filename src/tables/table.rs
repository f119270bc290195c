//! Characters to rows: delimiter, quotes, true line numbers and the header row. A reader of its own,
//! since the usual one closes a forgotten quote silently at the end of the file and miscounts lines.

use std::io::Read;

use serde::{Deserialize, Serialize};

use super::{
    characters::Characters,
    unreadable::{Stop, Unreadable},
};

pub use super::unreadable::TableRefusal as Refusal;

/// How many cells of a row are known as headers of different columns.
pub type Known<'a> = &'a dyn Fn(&[String]) -> usize;

/// By so many rows the layout of a file is judged.
pub const SNIFFED_ROWS: usize = 50;
/// A cell as long as this has lost its closing quote.
const LONGEST_CELL: usize = 1 << 18;
const HEADER_WITHIN: usize = 20;
pub const MOST_COLUMNS: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    Comma,
    Semicolon,
    Tab,
}

impl Delimiter {
    pub const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    pub const fn character(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
            Self::Tab => '\t',
        }
    }
}

/// What is wrong with the shape of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// More or fewer cells than the header has.
    Ragged { found: usize, expected: usize },
    /// Text between a closing quote and the next delimiter.
    StrayQuote,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which the row begins, counted from 1.
    pub line: u64,
    pub cells: Vec<String>,
    pub shape: Option<Shape>,
}

/// Where the header is, judged by the first rows that have content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Line of the header; none if the file has no row that reads like one.
    pub header_line: Option<u64>,
    /// One name per column, empty where there is no header.
    pub header: Vec<String>,
}

impl Layout {
    pub fn of(mut first: Vec<Row>, known: Known<'_>) -> Result<Self, Refusal> {
        if first.is_empty() {
            return Err(Refusal::NoRows);
        }
        Ok(match header_at(&first, known) {
            Some(at) => {
                let row = first.swap_remove(at);
                Self {
                    header_line: Some(row.line),
                    header: trimmed(row.cells),
                }
            }
            None => Self {
                header_line: None,
                header: vec![String::new(); usual_width(&first)],
            },
        })
    }

    /// The row as one of the table; none if it stands above the header, or is the header.
    pub fn place(&self, mut row: Row) -> Option<Row> {
        if self.header_line.is_some_and(|header| row.line <= header) {
            return None;
        }
        fit(&mut row, self.header.len());
        Some(row)
    }
}

impl Row {
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Excel's own first line, `sep=;`.
pub fn announced(text: &str) -> Option<Delimiter> {
    let first = text.lines().next().unwrap_or_default();
    first.strip_prefix("sep=").and_then(|rest| {
        Delimiter::ALL
            .into_iter()
            .find(|d| rest == d.character().to_string())
    })
}

/// The delimiter under which most headers are understood; then the one that gives the evenest rows.
pub fn sniff(rows_of: impl Fn(Delimiter) -> Vec<Row>, known: Known<'_>) -> Delimiter {
    let merit = |delimiter: Delimiter| {
        let rows = rows_of(delimiter);
        let most = rows
            .iter()
            .take(HEADER_WITHIN)
            .map(|row| known(&row.cells))
            .max();
        let width = usual_width(&rows);
        let even = rows.iter().filter(|row| row.cells.len() == width).count();
        let evenness = if width > 1 {
            even * 1000 / rows.len().max(1)
        } else {
            0
        };
        (most.unwrap_or(0), evenness, width)
    };
    let mut best = (Delimiter::Comma, merit(Delimiter::Comma));
    for delimiter in [Delimiter::Semicolon, Delimiter::Tab] {
        let found = merit(delimiter);
        if found > best.1 {
            best = (delimiter, found);
        }
    }
    best.0
}

fn usual_width(rows: &[Row]) -> usize {
    let mut widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).collect();
    widths.sort_unstable();
    widths
        .chunk_by(|a, b| a == b)
        .max_by_key(|same| same.len())
        .and_then(|same| same.first().copied())
        .unwrap_or(0)
}

/// Exports like to put a title and a date above the header: the row with most known names is it.
/// A single known word is enough only where nothing stands above it.
fn header_at(rows: &[Row], known: Known<'_>) -> Option<usize> {
    let mut best = None;
    for (at, row) in rows.iter().take(HEADER_WITHIN).enumerate() {
        let known = known(&row.cells);
        let enough = if at == 0 { 1 } else { 2 };
        if known >= enough && best.is_none_or(|(_, most)| known > most) {
            best = Some((at, known));
        }
    }
    best.map(|(at, _)| at).or_else(|| titles(rows).then_some(0))
}

/// Words that we do not know still read like a header where they stand without a figure over columns
/// of figures or addresses.
fn titles(rows: &[Row]) -> bool {
    let coded = |cell: &str| cell.contains(|c: char| c == '@' || c.is_ascii_digit());
    let Some((first, rest)) = rows.split_first() else {
        return false;
    };
    let over_codes = |at: usize| {
        let below = rest
            .iter()
            .take(SNIFFED_ROWS)
            .filter_map(|row| row.cells.get(at));
        let mut below = below.filter(|cell| !cell.trim().is_empty()).peekable();
        below.peek().is_some() && below.all(|cell| coded(cell))
    };
    first
        .cells
        .iter()
        .all(|cell| !coded(cell) && !cell.trim().is_empty())
        && (0..first.cells.len()).any(over_codes)
}

fn trimmed(mut cells: Vec<String>) -> Vec<String> {
    while cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells
        .into_iter()
        .map(|cell| cell.trim().to_owned())
        .collect()
}

/// Empty cells beyond the header are harmless; anything else that does not fit is reported.
fn fit(row: &mut Row, width: usize) {
    let found = row.cells.len();
    let extra_is_empty = row
        .cells
        .iter()
        .skip(width)
        .all(|cell| cell.trim().is_empty());
    if (found < width || !extra_is_empty) && row.shape.is_none() {
        row.shape = Some(Shape::Ragged {
            found,
            expected: width,
        });
    }
    if extra_is_empty {
        row.cells.truncate(width);
    }
}

/// Where the reader stands inside a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Plain,
    Quoted,
    Closed,
}

struct Splitter<F> {
    each: F,
    cells: Vec<String>,
    cell: String,
    shape: Option<Shape>,
    began: u64,
    at: At,
}

impl<F: FnMut(Row) -> bool> Splitter<F> {
    fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell));
        self.at = At::Start;
    }

    /// Whether another row is wanted.
    fn end_row(&mut self, next_line: u64) -> Result<bool, Refusal> {
        self.end_cell();
        let cells = std::mem::take(&mut self.cells);
        if cells.len() > MOST_COLUMNS {
            return Err(Refusal::TooManyColumns {
                line: self.began,
                most: MOST_COLUMNS,
            });
        }
        let line = std::mem::replace(&mut self.began, next_line);
        Ok((self.each)(Row {
            line,
            cells,
            shape: self.shape.take(),
        }))
    }
}

/// Gives the rows one by one, as long as more are wanted.
pub fn split<R: Read>(
    mut characters: Characters<R>,
    delimiter: Delimiter,
    each: impl FnMut(Row) -> bool,
) -> Result<(), Stop> {
    let delimiter = delimiter.character();
    let refused = |refusal| Stop::Unreadable(Unreadable::Table(refusal));
    let mut s = Splitter {
        each,
        cells: Vec::new(),
        cell: String::new(),
        shape: None,
        began: 1,
        at: At::Start,
    };
    let (mut line, mut quote_line) = (1, 1);
    while let Some(c) = characters.next() {
        let ends_line = c == '\n' || (c == '\r' && characters.peek() != Some('\n'));
        line += u64::from(ends_line);
        match (s.at, c) {
            (At::Quoted, '"') => {
                if characters.next_if_eq('"') {
                    s.cell.push('"');
                } else {
                    s.at = At::Closed;
                }
            }
            (At::Quoted, other) => {
                s.cell.push(other);
                if s.cell.len() > LONGEST_CELL {
                    return Err(refused(Refusal::UnclosedQuote { line: quote_line }));
                }
            }
            (_, '\r') if !ends_line => {}
            (_, '\n' | '\r') => {
                if !s.end_row(line).map_err(refused)? {
                    return Ok(());
                }
            }
            (_, c) if c == delimiter => s.end_cell(),
            (At::Start, '"') => {
                s.at = At::Quoted;
                quote_line = line;
            }
            (At::Closed, ' ') => {}
            (At::Closed, other) => {
                s.shape = Some(Shape::StrayQuote);
                s.cell.push(other);
            }
            // a blank before an opening quote is not part of the cell
            (At::Start, ' ') if characters.peek() == Some('"') => {}
            (_, other) => {
                s.at = At::Plain;
                s.cell.push(other);
            }
        }
    }
    if let Some(error) = characters.failure.take() {
        return Err(error.into());
    }
    if let Some(refusal) = characters.refusal.take() {
        return Err(Stop::Unreadable(Unreadable::Bytes(refusal)));
    }
    if s.at == At::Quoted {
        return Err(refused(Refusal::UnclosedQuote { line: quote_line }));
    }
    if !s.cell.is_empty() || !s.cells.is_empty() || s.at != At::Start {
        s.end_row(line).map_err(refused)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
