//! What is not as it was written, in words that name it.

use std::{collections::HashMap, fmt};

use sqlx::PgConnection;
use uuid::Uuid;

use super::catalogue::tables_of;
use crate::{
    audit::{
        COMPANY,
        compare::{self, Mismatch},
        link::{Break, Fault},
    },
    records::verify::Broken,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The chain: an appraisal, or the company.
    pub chain: Uuid,
    /// In which tables it may be.
    pub tables: Vec<&'static str>,
    /// What sort of thing, and which one.
    pub name: String,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Changed,
    Removed,
    PutIn,
    OutOfOrder,
    /// It contradicts something else: how.
    Differs(String),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.chain == COMPANY {
            write!(f, "the company")?;
        } else {
            write!(f, "appraisal {}", self.chain)?;
        }
        let what = match &self.what {
            What::Changed => "was changed after it was written",
            What::Removed => "was removed, and no event tells of that",
            What::PutIn => "was put in: no event tells of it",
            What::OutOfOrder => "is out of order",
            What::Differs(how) => how.as_str(),
        };
        write!(f, ": {} {what}", self.name)
    }
}

impl From<compare::Finding> for Finding {
    fn from(found: compare::Finding) -> Self {
        let compare::Finding {
            stream,
            name,
            fault,
        } = found;
        let kind = name.kind.key().replace('_', " ");
        let key = (name.key != stream && name.key != COMPANY).then(|| name.key.to_string());
        let part = (!name.part.is_empty()).then_some(name.part);
        let named: Vec<String> = [Some(kind), key, part].into_iter().flatten().collect();
        Self {
            chain: stream,
            tables: tables_of(name.kind),
            name: named.join(" "),
            what: match fault {
                Mismatch::Changed => What::Changed,
                Mismatch::Gone => What::Removed,
                Mismatch::PutIn => What::PutIn,
            },
        }
    }
}

impl From<Break> for Finding {
    fn from(found: Break) -> Self {
        let (mut name, mut tables) = (format!("event {}", found.seq), vec!["events"]);
        let what = match found.fault {
            Fault::Altered => What::Changed,
            Fault::Missing => What::Removed,
            Fault::Moved | Fault::Unlinked => What::OutOfOrder,
            Fault::CutOff => {
                name.push_str(" and what came after it");
                tables.push("chains");
                What::Removed
            }
            Fault::Appended => {
                tables.push("chains");
                What::PutIn
            }
            Fault::Emptied => What::Differs(
                "was emptied without a removal under retention that accounts for it".to_owned(),
            ),
        };
        Self {
            chain: found.stream,
            tables,
            name,
            what,
        }
    }
}

impl From<Broken> for Finding {
    fn from(found: Broken) -> Self {
        let (appraisal, version, table, what) = match found {
            Broken::Altered { appraisal, version } => {
                (appraisal, version, "records", What::Changed)
            }
            Broken::Missing { appraisal, version } => {
                (appraisal, version, "records", What::Removed)
            }
            Broken::OtherText { appraisal, version } => {
                let how = "has a signature under it that was given for another text";
                (
                    appraisal,
                    version,
                    "signatures",
                    What::Differs(how.to_owned()),
                )
            }
            Broken::Emptied { appraisal, version } => {
                let how = "was emptied without a removal under retention that accounts for it";
                (appraisal, version, "records", What::Differs(how.to_owned()))
            }
        };
        Self {
            chain: appraisal,
            tables: vec![table],
            name: format!("version {version} of the record"),
            what,
        }
    }
}

/// The same in words: ids with the names that the database has for them now.
pub async fn described(db: &mut PgConnection, findings: &[Finding]) -> sqlx::Result<Vec<String>> {
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let mut ids: Vec<Uuid> = lines
        .iter()
        .flat_map(|line| ids(line))
        .map(|(_, id)| id)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let names: HashMap<Uuid, String> = sqlx::query!(
        r#"select id as "id!", name as "name!" from (
               select id, name || ' (' || number || ')' as name from people where id = any($1)
               union all
               select a.id, c.name || ', ' || p.name from appraisals a join cycles c on c.id = a.cycle_id join people p on p.id = a.appraisee_id
               where a.id = any($1)
               union all select id, name from cycles where id = any($1)
               union all select id, name from departments where id = any($1)
               union all select id, name from calibrations where id = any($1)
               union all select id, title from company_goals where id = any($1)
           ) named"#,
        &ids
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(|row| (row.id, row.name))
    .collect();
    Ok(lines.iter().map(|line| with_names(line, &names)).collect())
}

fn with_names(line: &str, names: &HashMap<Uuid, String>) -> String {
    let mut text = String::new();
    let mut done = 0;
    for (at, id) in ids(line) {
        let end = at + 36;
        text.push_str(line.get(done..end).unwrap_or_default());
        if let Some(name) = names.get(&id) {
            text.push_str(" \u{201c}");
            text.push_str(name);
            text.push('\u{201d}');
        }
        done = end;
    }
    text.push_str(line.get(done..).unwrap_or_default());
    text
}

/// Where ids stand in a line.
fn ids(line: &str) -> Vec<(usize, Uuid)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at + 36 <= line.len() {
        match line
            .get(at..at + 36)
            .and_then(|text| Uuid::try_parse(text).ok())
        {
            Some(id) => {
                found.push((at, id));
                at += 36;
            }
            None => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_followed_by_the_names_that_are_known() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let names = HashMap::from([(one, "\u{674e} Eve".to_owned())]);
        let line = format!("appraisal {one}: vote {other} \u{2014} {one}");
        let expected = format!(
            "appraisal {one} \u{201c}\u{674e} Eve\u{201d}: vote {other} \u{2014} {one} \u{201c}\u{674e} Eve\u{201d}"
        );
        assert_eq!(with_names(&line, &names), expected);
    }
}
