//! Tables that people paste from a spreadsheet or save as a file: which column is which, and whom a
//! row names.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use crate::{
    tables::{
        clipboard, decode, table,
        unreadable::{Stop, Unreadable},
    },
    web::{File, Texts},
};

/// The largest file with rows.
pub const LARGEST: usize = 2 << 20;

/// A column and the words by which a header names it, in lower case without blanks and marks.
pub type Column = (&'static str, &'static [&'static str]);

pub const PERSON: Column = (
    "person",
    &[
        "person",
        "employee",
        "employeenumber",
        "employeeno",
        "employeeid",
        "number",
        "no",
        "id",
        "staffno",
        "email",
        "employeeemail",
        "name",
        "employeename",
        "人员",
        "员工",
        "员工编号",
        "工号",
        "员工工号",
        "邮箱",
        "电子邮箱",
        "姓名",
        "员工姓名",
    ],
);

/// One row: its line in the text and a cell for each column that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub line: u64,
    pub cells: Vec<String>,
}

fn plain(cell: &str) -> String {
    cell.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// In which cell of a header each column is named.
fn places(header: &[String], columns: &[Column]) -> Vec<Option<usize>> {
    let header: Vec<String> = header.iter().map(|cell| plain(cell)).collect();
    let at = |words: &[&str]| {
        header
            .iter()
            .position(|cell| words.contains(&cell.as_str()))
    };
    columns.iter().map(|(_, words)| at(words)).collect()
}

/// Above the header there is room for a title.
const TITLE_ROWS: usize = 4;

/// Rows with their cells in the order of `columns`. A header is known by at least two of its words;
/// a title of one cell may stand above it. Without a header the columns stand in the given order. A row that names nobody is the same person's as
/// the one above it, as merged cells of a spreadsheet are pasted.
pub fn read(text: &str, columns: &[Column]) -> Result<Vec<Row>, Unreadable> {
    // no name holds one, and the database takes none
    let mut rows = clipboard::rows(&text.replace('\0', "\u{fffd}"), &|cells| {
        places(cells, columns).iter().flatten().count()
    })?;
    let titles = rows
        .iter()
        .take(TITLE_ROWS)
        .take_while(|row| row.cells.iter().filter(|cell| !cell.is_empty()).count() == 1)
        .count();
    let places = rows
        .get(titles)
        .map(|first| places(&first.cells, columns))
        .unwrap_or_default();
    let known = places.iter().flatten().count();
    let places = if known >= 2 {
        rows.drain(..=titles);
        places
    } else {
        (0..columns.len()).map(Some).collect()
    };
    let mut above = String::new();
    Ok(rows
        .into_iter()
        .map(|row| {
            let mut cells: Vec<String> = places
                .iter()
                .map(|place| {
                    place
                        .and_then(|at| row.cells.get(at))
                        .map(|cell| cell.trim().to_owned())
                        .unwrap_or_default()
                })
                .collect();
            if let Some(person) = cells.first_mut() {
                if person.is_empty() {
                    person.clone_from(&above);
                } else {
                    above.clone_from(person);
                }
            }
            Row {
                line: row.line,
                cells,
            }
        })
        .collect())
}

/// Why a pasted text has no rows, in words.
pub fn refusal(refusal: &Unreadable, l: &Texts) -> String {
    match refusal {
        Unreadable::Table(table::Refusal::UnclosedQuote { line }) => l.rows_quote(line.to_string()),
        Unreadable::Table(table::Refusal::TooManyColumns { line, .. }) => {
            l.rows_columns(line.to_string())
        }
        Unreadable::Table(table::Refusal::TooManyRows { most }) => {
            l.rows_too_many(most.to_string())
        }
        Unreadable::Table(table::Refusal::NoRows) | Unreadable::Bytes(decode::Refusal::Empty) => {
            l.rows_none()
        }
        Unreadable::Bytes(decode::Refusal::Foreign(_)) => l.rows_foreign(),
        Unreadable::Sheet(_) => l.rows_workbook(),
        Unreadable::Bytes(_) => l.rows_unreadable(),
    }
}

/// The text of an uploaded table, or why it has none, in words.
pub async fn text_of(
    file: &File,
    most: usize,
    l: &Texts,
) -> crate::web::Result<Result<String, String>> {
    let bytes = file.content.clone();
    // a workbook is unpacked on the way
    let read = tokio::task::spawn_blocking(move || clipboard::text_of(&bytes, most, LARGEST));
    match read.await.map_err(anyhow::Error::from)? {
        Ok(text) => Ok(Ok(text)),
        Err(Stop::Unreadable(why)) => Ok(Err(refusal(&why, l))),
        Err(Stop::Failed(error)) => Err(error.into()),
    }
}

/// Somebody whom a row can name.
pub trait Named {
    fn person(&self) -> Uuid;
    /// Number, e-mail address, name.
    fn names(&self) -> (&str, Option<&str>, &str);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfound {
    Missing,
    Unknown,
    /// Several people have this name.
    Ambiguous,
}

/// People by whatever names them: a number before an e-mail address before a name.
pub struct People<'a, T> {
    numbers: HashMap<&'a str, Vec<&'a T>>,
    emails: HashMap<&'a str, Vec<&'a T>>,
    called: HashMap<&'a str, Vec<&'a T>>,
}

impl<'a, T: Named> People<'a, T> {
    #[must_use]
    pub fn of(known: &'a [T]) -> Self {
        let mut found = Self {
            numbers: HashMap::new(),
            emails: HashMap::new(),
            called: HashMap::new(),
        };
        for one in known {
            let (number, email, name) = one.names();
            found.numbers.entry(number).or_default().push(one);
            if let Some(email) = email {
                found.emails.entry(email).or_default().push(one);
            }
            found.called.entry(name).or_default().push(one);
        }
        found
    }

    /// Everything that is known of one person.
    pub fn find(&self, text: &str) -> Result<&[&'a T], Unfound> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Unfound::Missing);
        }
        let found = self
            .numbers
            .get(text)
            .or_else(|| self.emails.get(text.to_lowercase().as_str()))
            .or_else(|| self.called.get(text))
            .ok_or(Unfound::Unknown)?;
        let people: BTreeSet<Uuid> = found.iter().map(|one| one.person()).collect();
        if people.len() > 1 {
            return Err(Unfound::Ambiguous);
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [
        PERSON,
        ("goal", &["goal", "目标"]),
        ("weight", &["weight", "权重"]),
    ];

    fn cells(text: &str) -> Vec<Vec<String>> {
        read(text, &COLUMNS)
            .unwrap()
            .into_iter()
            .map(|row| row.cells)
            .collect()
    }

    #[test]
    fn with_and_without_a_header_by_tab_or_comma() {
        let expected = vec![vec!["7", "Sell, and more", "60"], vec!["7", "Learn", "40"]];
        for text in [
            "7\tSell, and more\t60\n\tLearn\t40\n",
            "Weight\tEmployee No.\tGoal\n60\t7\tSell, and more\n40\t\tLearn",
            "工号,目标,权重\r\n7,\"Sell, and more\",60\r\n,Learn,40\r\n",
        ] {
            assert_eq!(cells(text), expected, "{text}");
        }
    }

    #[test]
    fn short_rows_have_empty_cells_and_lines_keep_their_numbers() {
        let rows = read("7\tSell\n\n8\tLearn\t40\n", &COLUMNS).unwrap();
        assert_eq!(rows[0].cells, ["7", "Sell", ""]);
        assert_eq!(rows[1].line, 3);
        assert!(read("7,\"Sell", &COLUMNS).is_err());
    }

    #[test]
    fn a_title_may_stand_above_the_header_and_nowhere_else() {
        let text = "Goals of 2026\t\t\n\n工号\t目标\t权重\n7\tSell\t60\n";
        assert_eq!(cells(text), [["7", "Sell", "60"]]);
        assert_eq!(read(text, &COLUMNS).unwrap()[0].line, 4);
        // without a header every row counts
        assert_eq!(cells("7\t\t\n8\tSell\t60\n").len(), 2);
    }
}
