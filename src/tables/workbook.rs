//! The first worksheet of a workbook (XLSX), cell by cell.

use std::{
    fs::File,
    io::{BufReader, Read, Seek, SeekFrom},
    panic::{AssertUnwindSafe, catch_unwind},
};

use super::{
    decode,
    table::{self, MOST_COLUMNS, Row},
    unreadable::{Stop, Unreadable},
};
use calamine::{DataRef, Reader as _, Xlsx};

pub use super::unreadable::WorkbookRefusal as Refusal;

/// What a workbook may come to.
#[derive(Clone, Copy)]
pub struct Bounds {
    /// Everything in it together, unpacked.
    pub unpacked: u64,
    /// Its words, which are held in memory while it is read.
    pub words: u64,
}

/// The rows and the characters of a cell that the format itself allows.
const MOST_LINES: u64 = 1 << 20;
const LONGEST_CELL: usize = 32_767;

/// The reader of workbooks panics on numbers that are made to overflow; such a file is a broken one.
fn guarded<T, E: std::fmt::Display>(read: impl FnOnce() -> Result<T, E>) -> Result<T, Stop> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(broken),
        Err(_) => Err(broken("it made the reader panic")),
    }
}

fn broken<E: std::fmt::Display>(error: E) -> Stop {
    tracing::info!(%error, "a workbook that cannot be read");
    Stop::Unreadable(Unreadable::Sheet(Refusal::Broken))
}

/// The name of the worksheet to read: the first that has a row.
pub fn open(mut file: &File, head: &[u8], bounds: Bounds) -> Result<String, Stop> {
    file.seek(SeekFrom::Start(0))?;
    if !is_bounded_workbook(file, bounds)? {
        let foreign = decode::Refusal::Foreign(decode::inside_zip(head));
        return Err(Stop::Unreadable(Unreadable::Bytes(foreign)));
    }
    file.seek(SeekFrom::Start(0))?;
    let mut book: Xlsx<_> = guarded(|| Xlsx::new(BufReader::new(file)))?;
    for name in book.sheet_names() {
        let has_cells = guarded(|| {
            let cells = book.worksheet_cells_reader(&name);
            // a sheet that is a chart, say
            Ok::<_, String>(cells.is_ok_and(|mut cells| matches!(cells.next_cell(), Ok(Some(_)))))
        })?;
        if has_cells {
            return Ok(name);
        }
    }
    Err(Stop::Unreadable(Unreadable::Table(table::Refusal::NoRows)))
}

/// Unpacks it once into nothing: what a workbook says about its own size need not be true.
fn is_bounded_workbook(file: &File, bounds: Bounds) -> Result<bool, Stop> {
    let mut packed = zip::ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    if packed.index_for_name("xl/workbook.xml").is_none() {
        return Ok(false);
    }
    let mut left = bounds.unpacked;
    for at in 0..packed.len() {
        let part = packed.by_index(at).map_err(broken)?;
        let is_table = part
            .name()
            .is_ok_and(|name| name.starts_with("xl/worksheets/"));
        let most = if is_table {
            left
        } else {
            left.min(bounds.words)
        };
        let read = std::io::copy(&mut part.take(most + 1), &mut std::io::sink()).map_err(broken)?;
        if read > most {
            return Err(too_large());
        }
        left -= read;
    }
    Ok(true)
}

fn too_large() -> Stop {
    Stop::Unreadable(Unreadable::Sheet(Refusal::TooLarge))
}

/// Gives the rows one by one, as long as more are wanted.
pub fn rows(file: &File, name: &str, each: &mut dyn FnMut(Row) -> bool) -> Result<(), Stop> {
    let mut book: Xlsx<_> = guarded(|| Xlsx::new(BufReader::new(file)))?;
    let mut reader = guarded(|| book.worksheet_cells_reader(name))?;
    let mut row = Row {
        line: 0,
        cells: Vec::new(),
        shape: None,
    };
    // rows of a sheet end where the last cell is, so short ones are filled up
    let mut width = 0;
    let mut give = |mut row: Row, width: &mut usize| {
        *width = (*width).max(row.cells.len());
        row.cells.resize(*width, String::new());
        row.line == 0 || each(row)
    };
    while let Some(cell) = guarded(|| reader.next_cell())? {
        let (at, column) = cell.get_position();
        let line = u64::from(at) + 1;
        if line > MOST_LINES {
            return Err(broken("there are no such rows"));
        }
        if line != row.line {
            let next = Row {
                line,
                cells: Vec::new(),
                shape: None,
            };
            if !give(std::mem::replace(&mut row, next), &mut width) {
                return Ok(());
            }
        }
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if text.len() > LONGEST_CELL * 4 {
            return Err(too_large());
        }
        let column = column as usize;
        if column >= MOST_COLUMNS {
            let most = MOST_COLUMNS;
            let refusal = table::Refusal::TooManyColumns { line, most };
            return Err(Stop::Unreadable(Unreadable::Table(refusal)));
        }
        if row.cells.len() <= column {
            row.cells.resize(column + 1, String::new());
        }
        row.cells[column] = text;
    }
    give(row, &mut width);
    Ok(())
}

/// As a spreadsheet shows it, but dates as 2023-05-01 and numbers without grouping.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            visible(text)
        }
        DataRef::SharedString(text) => visible(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(true) => "true".to_owned(),
        DataRef::Bool(false) => "false".to_owned(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(moment) => moment.as_f64().to_string(),
        // "#N/A" says that there is nothing
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn visible(text: &str) -> String {
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    text.replace(control, "")
}
