//! Cells on their way out, into a file that a spreadsheet opens.

use std::{
    borrow::Cow,
    fs::File,
    io::{self, BufWriter, Seek as _, Write as _},
};

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use rust_decimal::Decimal;
use time::Date;
use tokio::io::AsyncReadExt as _;

use super::source::spool;
use crate::{
    ground::decimals,
    web::{Result, when},
};

/// What a spreadsheet would take for a formula. The full-width signs count in East Asian versions.
pub const FORMULA_STARTS: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell that no spreadsheet runs.
pub fn safe_cell(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(FORMULA_STARTS) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

/// One cell. What people wrote is text; a figure stays one, also below zero.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    Figure(Decimal),
    Day(Date),
    Empty,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Empty, Into::into)
    }
}

impl From<Decimal> for Cell {
    fn from(figure: Decimal) -> Self {
        Self::Figure(figure)
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl Cell {
    fn written(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => safe_cell(text),
            Self::Figure(figure) => decimals::plain(*figure).into(),
            Self::Day(day) => when::input_day(*day).into(),
            Self::Empty => "".into(),
        }
    }
}

/// A file in the making. The rows go to a nameless file one by one: neither they nor the file are ever held whole, and
/// somebody who reads slowly holds no connection of the database.
pub struct Csv {
    rows: csv::Writer<BufWriter<File>>,
}

impl Csv {
    pub fn begin<const N: usize>(head: [String; N]) -> Result<Self> {
        let mut out = BufWriter::new(spool().map_err(anyhow::Error::from)?);
        // the mark by which spreadsheets know UTF-8
        out.write_all("\u{feff}".as_bytes())
            .map_err(anyhow::Error::from)?;
        let mut file = Self {
            rows: csv::Writer::from_writer(out),
        };
        file.row(&head.map(Cell::Text))?;
        Ok(file)
    }

    pub fn row(&mut self, cells: &[Cell]) -> Result<()> {
        let cells = cells.iter().map(Cell::written);
        self.rows
            .write_record(cells.map(|cell| cell.into_owned().into_bytes()))
            .map_err(anyhow::Error::from)?;
        Ok(())
    }

    /// The answer that carries it, to be kept under this name.
    pub fn answer(self, name: &str) -> Result<Response> {
        let file = self.finished().map_err(anyhow::Error::from)?;
        Ok(download(file, name))
    }

    fn finished(self) -> io::Result<File> {
        let out = self
            .rows
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)?;
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(file)
    }
}

/// A CSV file of this machine as an answer, read in blocks of 64 KiB.
pub fn download(file: File, name: &str) -> Response {
    let blocks = stream::try_unfold(tokio::fs::File::from_std(file), |mut file| async move {
        let mut block = vec![0; 1 << 16];
        let read = file.read(&mut block).await?;
        block.truncate(read);
        Ok::<_, io::Error>((read > 0).then_some((block, file)))
    });
    let mut response = Body::from_stream(blocks).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_spreadsheet_would_run() {
        for text in [
            "=1+1", "+1", "-1", "@sum(a1)", "\t=1", "\r=1", "\n=1", "＝1", "＠x",
        ] {
            assert!(
                Cell::from(text.to_owned()).written().starts_with('\''),
                "{text:?}"
            );
        }
        for text in ["Li Wei", "李伟", "", "a=b", "'x"] {
            assert_eq!(Cell::from(text.to_owned()).written(), text);
        }
        assert_eq!(Cell::from(Decimal::new(-35, 1)).written(), "-3.5");
        assert_eq!(Cell::from(None::<Decimal>).written(), "");
    }
}
