//! Why a file is not read, by the layer that finds out: bytes, rows, workbook.

use serde::{Deserialize, Serialize};

/// The encodings that HR systems and spreadsheets write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    Utf8,
    Utf16,
    Gb18030,
    /// What Excel calls "CSV" on a Western Windows. Never a proof, so the preview asks to look at the names.
    Windows1252,
}

/// Something that is plainly not a text table, recognised by how it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Foreign {
    Xls,
    OpenDocument,
    Word,
    Zip,
    Archive,
    Pdf,
    Image,
    WebPage,
    Xml,
    Json,
    Program,
    Database,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BytesRefusal {
    Empty,
    TooLarge {
        size: usize,
        limit: usize,
    },
    Foreign(Foreign),
    /// A NUL or another control character: the file is binary, or damaged.
    Control {
        line: u64,
        code: u32,
    },
    /// Meant as this encoding, but broken on this line.
    Broken {
        encoding: Encoding,
        line: u64,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableRefusal {
    NoRows,
    /// A quote opened on this line is never closed: everything after it would be one cell.
    UnclosedQuote {
        line: u64,
    },
    TooManyColumns {
        line: u64,
        most: usize,
    },
    TooManyRows {
        most: u64,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkbookRefusal {
    /// It is protected by a password, damaged, or not a workbook after all.
    Broken,
    /// It would unpack to more than anybody's roster.
    TooLarge,
}

/// The file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    Bytes(BytesRefusal),
    Table(TableRefusal),
    Sheet(WorkbookRefusal),
}

#[derive(Debug)]
pub enum Stop {
    /// Its own fault: told to whoever uploaded it.
    Unreadable(Unreadable),
    /// Ours or the machine's.
    Failed(anyhow::Error),
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error.into())
    }
}
