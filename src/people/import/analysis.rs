//! From the bytes of an uploaded file and what the user settled to a plan, in one call.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::Date;

use super::{
    dates::Order,
    decode::{self, Encoding},
    mapping::{Field, Mapping, MappingError},
    plan::{Options, Person, Plan, plan},
    report,
    table::{self, Table},
};

/// The largest file that is taken, in bytes.
pub const LIMIT: usize = 16 << 20;

/// What the user settled in the preview; kept with the file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// One word per column, empty for one that is not read; none until the user looked at it.
    pub columns: Option<Vec<String>>,
    pub date_order: Option<String>,
    pub superiors: BTreeMap<u64, String>,
    pub department: Option<String>,
}

impl Choices {
    pub fn columns_of(mapping: &Mapping) -> Vec<String> {
        let key =
            |field: &Option<Field>| field.map_or(String::new(), |field| field.key().to_owned());
        mapping.0.iter().map(key).collect()
    }

    fn mapping(&self, width: usize) -> Option<Mapping> {
        let columns = self.columns.as_ref()?;
        let mapping = columns.iter().map(|key| Field::from_key(key)).collect();
        (columns.len() == width).then_some(Mapping(mapping))
    }

    fn options(&self, today: Date) -> Options {
        Options {
            today,
            date_order: self.date_order.as_deref().and_then(Order::from_key),
            superiors: self.superiors.clone(),
            default_department: self.department.clone(),
        }
    }
}

/// The file cannot be read at all.
#[derive(Debug)]
pub enum Unreadable {
    Bytes(decode::Refusal),
    Table(table::Refusal),
}

pub struct Analysis {
    pub encoding: Encoding,
    pub table: Table,
    pub mapping: Mapping,
    /// None as long as the mapping is not complete.
    pub plan: Result<Plan, MappingError>,
}

pub struct Read {
    pub encoding: Encoding,
    pub table: Table,
}

pub fn read(bytes: &[u8]) -> Result<Read, Unreadable> {
    let text = decode::decode(bytes, LIMIT).map_err(Unreadable::Bytes)?;
    let table = table::read(&text.text).map_err(Unreadable::Table)?;
    Ok(Read {
        encoding: text.encoding,
        table,
    })
}

pub fn analyse(
    read: Read,
    choices: &Choices,
    existing: &[Person],
    departments: &[String],
    today: Date,
) -> Analysis {
    let Read { encoding, table } = read;
    let mapping = choices
        .mapping(table.header.len())
        .unwrap_or_else(|| Mapping::suggest(&table.header));
    let plan = mapping.check().map(|()| {
        plan(
            &table.rows,
            &mapping,
            existing,
            departments,
            &choices.options(today),
        )
    });
    Analysis {
        encoding,
        table,
        mapping,
        plan,
    }
}

/// Files with this header are mapped as the last one was. Files without one have nothing in common.
pub fn header_hash(header: &[String]) -> Option<Vec<u8>> {
    if header.iter().all(String::is_empty) {
        return None;
    }
    let titles = header.join("\n").to_lowercase();
    Some(Sha256::digest(titles.as_bytes()).to_vec())
}

/// The refused rows with their reasons, to correct and to import again.
pub fn refused_rows(
    table: &Table,
    plan: &Plan,
    titles: [&str; 2],
    say: impl Fn(&super::findings::Fault) -> String,
) -> Vec<u8> {
    let mut refused: Vec<(u64, String)> = Vec::new();
    for (line, fault) in plan.faults() {
        match refused.last_mut() {
            Some((last, text)) if *last == line => {
                text.push(' ');
                text.push_str(&say(fault));
            }
            _ => refused.push((line, say(fault))),
        }
    }
    report::refused_rows(table, titles, &refused)
}
