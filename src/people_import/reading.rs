//! What a file is, before anybody's row is looked at: layout, examples, columns, dates; and what the
//! user settled about it.

use std::{collections::BTreeMap, fs::File};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::Date;

use super::{
    drafts::{DateColumn, DateQuestion, Draft, Reader},
    field::Field,
    mapping::{Mapping, recognised},
};
use crate::tables::{
    Stop, Unreadable,
    dates::Order,
    decode::Encoding,
    source::{Kind, Source},
    table::{self, Delimiter},
};

/// The largest file that is taken, in bytes.
pub const LIMIT: usize = 64 << 20;
/// And the most rows in it.
pub const MOST_ROWS: u64 = 300_000;
/// Examples are looked for in so many rows.
const EXAMPLES_WITHIN: u64 = 200;
const EXAMPLE: usize = 60;

/// What the user settled in the preview; kept with the file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// One word per column, empty for one that is not read; none until the user looked at it.
    pub columns: Option<Vec<String>>,
    pub date_order: Option<String>,
    /// By line: the number chosen where a superior's name fits several people.
    pub superiors: BTreeMap<u64, String>,
    pub department: Option<String>,
}

impl Choices {
    pub fn columns_of(mapping: &Mapping) -> Vec<String> {
        let key =
            |field: &Option<Field>| field.map_or(String::new(), |field| field.key().to_owned());
        mapping.0.iter().map(key).collect()
    }

    /// As settled, else as such a header was mapped last, else as the header suggests.
    pub fn mapping(&self, header: &[String], remembered: Option<&[String]>) -> Mapping {
        [self.columns.as_deref(), remembered]
            .into_iter()
            .flatten()
            .find(|columns| columns.len() == header.len())
            .map_or_else(
                || Mapping::suggest(header),
                |columns| Mapping(columns.iter().map(|key| Field::from_key(key)).collect()),
            )
    }

    pub fn order(&self) -> Option<Order> {
        self.date_order.as_deref().and_then(Order::from_key)
    }
}

/// What the preview says about the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reading {
    pub encoding: Option<Encoding>,
    pub delimiter: Option<Delimiter>,
    pub sheet: Option<String>,
    pub header_line: Option<u64>,
    pub header: Vec<String>,
    pub examples: Vec<String>,
    pub columns: Vec<String>,
    pub rows: u64,
    pub question: Option<DateQuestion>,
    #[serde(default)]
    orders: (Option<String>, Option<String>),
}

impl Reading {
    pub fn mapping(&self) -> Mapping {
        Mapping(
            self.columns
                .iter()
                .map(|key| Field::from_key(key))
                .collect(),
        )
    }
}

/// Walks the file once.
pub fn survey(source: &Source, mapping: &Mapping, chosen: Option<Order>) -> Result<Reading, Stop> {
    let width = source.layout.header.len();
    let mut examples = vec![String::new(); width];
    let mut rows = 0;
    let columns = [Field::HiredOn, Field::LeftOn].map(|field| mapping.column(field));
    let mut dates = [DateColumn::default(), DateColumn::default()];
    source.each(|row| {
        rows += 1;
        if rows <= EXAMPLES_WITHIN {
            for (example, cell) in examples.iter_mut().zip(&row.cells) {
                if example.is_empty() {
                    *example = cell.trim().chars().take(EXAMPLE).collect();
                }
            }
        }
        for (column, dates) in columns.iter().zip(&mut dates) {
            if let Some(cell) = column.and_then(|at| row.cells.get(at)) {
                dates.look(cell);
            }
        }
        rows <= MOST_ROWS
    })?;
    if rows > MOST_ROWS {
        let refusal = table::Refusal::TooManyRows { most: MOST_ROWS };
        return Err(Stop::Unreadable(Unreadable::Table(refusal)));
    }
    let orders = [&dates[0], &dates[1]].map(|dates| dates.order().or(chosen));
    let (encoding, delimiter, sheet) = match &source.kind {
        Kind::Text {
            spelling,
            delimiter,
            ..
        } => (Some(spelling.encoding), Some(*delimiter), None),
        Kind::Sheet { name } => (None, None, Some(name.clone())),
    };
    let [hired, left] = dates;
    let key = |order: Option<Order>| order.map(|order| order.key().to_owned());
    Ok(Reading {
        encoding,
        delimiter,
        sheet,
        header_line: source.layout.header_line,
        header: source.layout.header.clone(),
        examples,
        columns: Choices::columns_of(mapping),
        rows,
        question: hired.question().or_else(|| left.question()),
        orders: (key(orders[0]), key(orders[1])),
    })
}

/// Reads every row into a draft, as long as more are wanted.
pub fn drafts(
    source: &Source,
    reading: &Reading,
    today: Date,
    mut each: impl FnMut(Draft) -> bool,
) -> Result<(), Stop> {
    let mapping = reading.mapping();
    let order = |key: &Option<String>| key.as_deref().and_then(Order::from_key);
    let reader = Reader {
        mapping: &mapping,
        hired: order(&reading.orders.0),
        left: order(&reading.orders.1),
        today,
    };
    source.each(|row| each(reader.draft(&row)))
}

/// Opens a file off the async threads.
pub async fn open(file: File) -> Result<Source, Stop> {
    tokio::task::spawn_blocking(move || Source::open(file, &recognised))
        .await
        .map_err(|error| Stop::Failed(error.into()))?
}

/// Files with this header are mapped as the last one was. Files without one have nothing in common.
pub fn header_hash(header: &[String]) -> Option<Vec<u8>> {
    if header.iter().all(String::is_empty) {
        return None;
    }
    let titles = header.join("\n").to_lowercase();
    Some(Sha256::digest(titles.as_bytes()).to_vec())
}
