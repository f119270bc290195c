//! Text to rows: delimiter, quotes, true line numbers and the header row. A reader of its own, since
//! the usual one closes a forgotten quote silently at the end of the file and miscounts lines.

use super::mapping;

const SNIFFED_ROWS: usize = 50;
const HEADER_WITHIN: usize = 20;
const MOST_COLUMNS: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    NoRows,
    /// A quote opened on this line is never closed: everything after it would be one cell.
    UnclosedQuote {
        line: u64,
    },
    TooManyColumns {
        line: u64,
        most: usize,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which the row begins, counted from 1.
    pub line: u64,
    pub cells: Vec<String>,
    pub shape: Option<Shape>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub delimiter: Delimiter,
    /// Line of the header; none if the file has no row that reads like one.
    pub header_line: Option<u64>,
    /// One name per column, empty where there is no header.
    pub header: Vec<String>,
    pub rows: Vec<Row>,
}

/// Splits the text, having found out the delimiter and the header row.
pub fn read(text: &str) -> Result<Table, Refusal> {
    let (announced, skip) = announced(text);
    let delimiter = announced.unwrap_or_else(|| sniff(text));
    let (mut rows, refusal) = split(text, delimiter, usize::MAX);
    if let Some(refusal) = refusal {
        return Err(refusal);
    }
    if skip {
        rows.remove(0);
    }
    rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    if rows.is_empty() {
        return Err(Refusal::NoRows);
    }
    let (header_line, header) = match header_at(&rows) {
        Some(at) => {
            let mut above = rows.drain(..=at);
            let row = above.next_back().ok_or(Refusal::NoRows)?;
            (Some(row.line), trimmed(row.cells))
        }
        None => (None, vec![String::new(); usual_width(&rows)]),
    };
    for row in &mut rows {
        fit(row, header.len());
    }
    Ok(Table {
        delimiter,
        header_line,
        header,
        rows,
    })
}

/// The rows of any other pasted or saved table, header and all: what a spreadsheet's clipboard holds is
/// parted by tabs.
pub fn rows(text: &str) -> Result<Vec<Row>, Refusal> {
    let (announced, skip) = announced(text);
    let tabs = text.lines().next().is_some_and(|line| line.contains('\t'));
    let delimiter = announced.unwrap_or_else(|| if tabs { Delimiter::Tab } else { sniff(text) });
    let (mut rows, refusal) = split(text, delimiter, usize::MAX);
    if let Some(refusal) = refusal {
        return Err(refusal);
    }
    if skip {
        rows.remove(0);
    }
    rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    Ok(rows)
}

/// Excel's own first line, `sep=;`.
fn announced(text: &str) -> (Option<Delimiter>, bool) {
    let first = text.lines().next().unwrap_or_default();
    let found = first.strip_prefix("sep=").and_then(|rest| {
        Delimiter::ALL
            .into_iter()
            .find(|d| rest == d.character().to_string())
    });
    (found, found.is_some())
}

/// The delimiter under which most headers are understood; then the one that gives the evenest rows.
fn sniff(text: &str) -> Delimiter {
    let merit = |delimiter: Delimiter| {
        let (rows, _) = split(text, delimiter, SNIFFED_ROWS);
        let known = rows
            .iter()
            .take(HEADER_WITHIN)
            .map(|row| mapping::recognised(&row.cells))
            .max();
        let width = usual_width(&rows);
        let even = rows.iter().filter(|row| row.cells.len() == width).count();
        let evenness = if width > 1 {
            even * 1000 / rows.len().max(1)
        } else {
            0
        };
        (known.unwrap_or(0), evenness, width)
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
fn header_at(rows: &[Row]) -> Option<usize> {
    let mut best = None;
    for (at, row) in rows.iter().take(HEADER_WITHIN).enumerate() {
        let known = mapping::recognised(&row.cells);
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

struct Splitter {
    rows: Vec<Row>,
    cells: Vec<String>,
    cell: String,
    shape: Option<Shape>,
    began: u64,
    at: At,
}

impl Splitter {
    fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell));
        self.at = At::Start;
    }

    fn end_row(&mut self, next_line: u64) -> Option<Refusal> {
        self.end_cell();
        let cells = std::mem::take(&mut self.cells);
        if cells.len() > MOST_COLUMNS {
            return Some(Refusal::TooManyColumns {
                line: self.began,
                most: MOST_COLUMNS,
            });
        }
        self.rows.push(Row {
            line: self.began,
            cells,
            shape: self.shape.take(),
        });
        self.began = next_line;
        None
    }
}

/// At most so many rows, and what stopped the reading before the end.
fn split(text: &str, delimiter: Delimiter, most: usize) -> (Vec<Row>, Option<Refusal>) {
    let delimiter = delimiter.character();
    let mut s = Splitter {
        rows: Vec::new(),
        cells: Vec::new(),
        cell: String::new(),
        shape: None,
        began: 1,
        at: At::Start,
    };
    let (mut line, mut quote_line) = (1, 1);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let ends_line = c == '\n' || (c == '\r' && characters.peek() != Some(&'\n'));
        line += u64::from(ends_line);
        match (s.at, c) {
            (At::Quoted, '"') => {
                if characters.next_if_eq(&'"').is_some() {
                    s.cell.push('"');
                } else {
                    s.at = At::Closed;
                }
            }
            (At::Quoted, other) => s.cell.push(other),
            (_, '\r') if !ends_line => {}
            (_, '\n' | '\r') => {
                let refusal = s.end_row(line);
                if refusal.is_some() || s.rows.len() >= most {
                    return (s.rows, refusal);
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
            (At::Start, ' ') if characters.peek() == Some(&'"') => {}
            (_, other) => {
                s.at = At::Plain;
                s.cell.push(other);
            }
        }
    }
    if s.at == At::Quoted {
        return (s.rows, Some(Refusal::UnclosedQuote { line: quote_line }));
    }
    let unfinished = !s.cell.is_empty() || !s.cells.is_empty() || s.at != At::Start;
    let refusal = unfinished.then(|| s.end_row(line)).flatten();
    (s.rows, refusal)
}

#[cfg(test)]
mod tests;
