//! Tables that come in and go out: files and pasted rows in any encoding, or workbooks, as rows
//! (`source`, `clipboard`); which column is which (`pasted`); cells and dates as values; CSV that no
//! spreadsheet runs.

pub mod cells;
mod characters;
pub mod clipboard;
pub mod csv;
pub mod dates;
pub mod decode;
pub mod pasted;
pub mod source;
pub mod table;
mod unreadable;
pub mod workbook;

pub use unreadable::{Stop, Unreadable};
