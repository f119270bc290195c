//! Rows and the people who are there → what would happen: create, change, nothing, or refused with
//! the reason. The same file a second time is "nothing" throughout. A blank cell changes nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use time::Date;

use super::{
    cells,
    dates::Order,
    drafts::{Draft, Reader},
    findings::{Fault, FaultKind, Group, Remark, grouped},
    mapping::Mapping,
    superiors,
    table::Row,
};
use crate::people::Level;

/// A person as far as a roster speaks of one. Departments by name, superiors by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub number: String,
    pub name: String,
    pub email: Option<String>,
    pub department: Option<String>,
    pub position: String,
    pub level: Level,
    pub superior: Option<String>,
    pub hired_on: Option<Date>,
    pub active: bool,
}

/// What the user has settled besides the mapping.
#[derive(Clone, Debug)]
pub struct Options {
    pub today: Date,
    pub date_order: Option<Order>,
    /// By line: the number chosen where a superior's name fits several people.
    pub superiors: BTreeMap<u64, String>,
    /// Where people without a department go.
    pub default_department: Option<String>,
}

impl Options {
    pub const fn new(today: Date) -> Self {
        Self {
            today,
            date_order: None,
            superiors: BTreeMap::new(),
            default_department: None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    Name,
    Email,
    Department,
    Position,
    Level,
    Superior,
    HiredOn,
    Active,
}

impl Attribute {
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::Email,
        Self::Department,
        Self::Position,
        Self::Level,
        Self::Superior,
        Self::HiredOn,
        Self::Active,
    ];
}

/// Texts as they are kept; a level by its key, active as "true" or "false".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub what: Attribute,
    pub from: String,
    pub to: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Create,
    Change(Vec<Change>),
    Nothing,
    Refused(Vec<Fault>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRow {
    pub line: u64,
    pub outcome: Outcome,
    pub remarks: Vec<Remark>,
    /// The person after the import, or as far as a refused row could be read.
    pub person: Person,
}

/// Dates that can be read in two ways; nothing in the column tells which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateQuestion {
    pub example: String,
    pub day_first: Date,
    pub month_first: Date,
    pub count: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub create: usize,
    pub change: usize,
    pub nothing: usize,
    pub refused: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub rows: Vec<PlannedRow>,
    pub question: Option<DateQuestion>,
    /// Departments that come into being.
    pub new_departments: Vec<String>,
    /// People who are there and not in the file; they stay as they are.
    pub absent: usize,
}

impl Plan {
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            match row.outcome {
                Outcome::Create => counts.create += 1,
                Outcome::Change(_) => counts.change += 1,
                Outcome::Nothing => counts.nothing += 1,
                Outcome::Refused(_) => counts.refused += 1,
            }
        }
        counts
    }

    /// The people to write: all of one row each, in the order of the file.
    pub fn writes(&self) -> impl Iterator<Item = &Person> {
        self.rows
            .iter()
            .filter(|row| matches!(row.outcome, Outcome::Create | Outcome::Change(_)))
            .map(|row| &row.person)
    }

    pub fn faults(&self) -> impl Iterator<Item = (u64, &Fault)> {
        self.rows.iter().flat_map(|row| match &row.outcome {
            Outcome::Refused(faults) => faults.iter().map(|fault| (row.line, fault)).collect(),
            _ => Vec::new(),
        })
    }

    pub fn fault_groups(&self) -> Vec<Group<FaultKind>> {
        grouped(self.faults().map(|(line, fault)| (fault.kind(), line)))
    }

    pub fn remark_groups(&self) -> Vec<Group<Remark>> {
        grouped(
            self.rows
                .iter()
                .flat_map(|row| row.remarks.iter().map(|remark| (*remark, row.line))),
        )
    }
}

/// The whole plan. `departments` are all names that exist, also those without people.
pub fn plan(
    rows: &[Row],
    mapping: &Mapping,
    existing: &[Person],
    departments: &[String],
    options: &Options,
) -> Plan {
    let reader = Reader::new(mapping, rows, options.date_order, options.today);
    let mut drafts: Vec<Draft> = rows.iter().map(|row| reader.draft(row)).collect();
    let known: HashMap<String, usize> = existing
        .iter()
        .enumerate()
        .map(|(at, person)| (cells::key(&person.number), at))
        .collect();

    refuse_repeated(&mut drafts);
    refuse_taken_emails(&mut drafts, existing, &known);
    for draft in &mut drafts {
        if draft.name.is_none()
            && draft.faults.is_empty()
            && !known.contains_key(&cells::key(&draft.number))
        {
            draft.faults.push(Fault::NoName);
        }
    }
    let mut spelling = Departments::new(departments);
    let people: Vec<Person> = drafts
        .iter()
        .map(|draft| {
            let before = known
                .get(&cells::key(&draft.number))
                .map(|at| &existing[*at]);
            spelling.settle(after(draft, before, options), draft.faults.is_empty())
        })
        .collect();

    let planned = superiors::settle(drafts, people, existing, &known, options);
    let in_file: HashSet<String> = planned
        .iter()
        .map(|row| cells::key(&row.person.number))
        .collect();
    Plan {
        question: reader.question(rows),
        new_departments: new_departments(&planned, departments),
        absent: known
            .keys()
            .filter(|number| !in_file.contains(*number))
            .count(),
        rows: planned,
    }
}

/// The person with everything the row says except the superior.
fn after(draft: &Draft, before: Option<&Person>, options: &Options) -> Person {
    let mut person = before.cloned().unwrap_or_else(|| Person {
        number: draft.number.clone(),
        name: String::new(),
        email: None,
        department: None,
        position: String::new(),
        level: Level::default(),
        superior: None,
        hired_on: None,
        active: true,
    });
    if let Some(name) = &draft.name {
        person.name.clone_from(name);
    }
    if let Some(position) = &draft.position {
        person.position.clone_from(position);
    }
    person.email = draft.email.clone().or(person.email);
    person.department = draft
        .department
        .clone()
        .or(person.department)
        .or_else(|| options.default_department.clone());
    person.level = draft.level.unwrap_or(person.level);
    person.hired_on = draft.hired_on.or(person.hired_on);
    person.active = draft.active.unwrap_or(person.active);
    person
}

/// "research" and "Research" are one department, spelled as it was first.
struct Departments(HashMap<String, String>);

impl Departments {
    fn new(names: &[String]) -> Self {
        Self(
            names
                .iter()
                .map(|name| (cells::key(name), name.clone()))
                .collect(),
        )
    }

    fn settle(&mut self, mut person: Person, counts: bool) -> Person {
        if let Some(name) = person.department.take() {
            let known = self.0.get(&cells::key(&name)).cloned();
            if known.is_none() && counts {
                self.0.insert(cells::key(&name), name.clone());
            }
            person.department = Some(known.unwrap_or(name));
        }
        person
    }
}

fn new_departments(planned: &[PlannedRow], departments: &[String]) -> Vec<String> {
    let named: BTreeSet<&String> = planned
        .iter()
        .filter(|row| !matches!(row.outcome, Outcome::Refused(_)))
        .filter_map(|row| row.person.department.as_ref())
        .filter(|name| !departments.contains(name))
        .collect();
    named.into_iter().cloned().collect()
}

/// Numbers and addresses that stand in the file more than once.
fn refuse_repeated(drafts: &mut [Draft]) {
    let lines_by = |key: fn(&Draft) -> Option<String>| {
        let mut lines = HashMap::<String, Vec<u64>>::new();
        for draft in &*drafts {
            if let Some(key) = key(draft) {
                lines.entry(key).or_default().push(draft.line);
            }
        }
        lines
    };
    let numbers = lines_by(|draft| (!draft.number.is_empty()).then(|| cells::key(&draft.number)));
    let emails = lines_by(|draft| draft.email.clone());
    let others = |lines: &[u64], own: u64| {
        lines
            .iter()
            .copied()
            .filter(|line| *line != own)
            .take(10)
            .collect()
    };
    for draft in drafts {
        if let Some(lines) = numbers
            .get(&cells::key(&draft.number))
            .filter(|lines| lines.len() > 1)
        {
            let lines = others(lines, draft.line);
            draft.faults.push(Fault::DuplicateNumber { lines });
        }
        if let Some(email) = &draft.email
            && let Some(lines) = emails.get(email).filter(|lines| lines.len() > 1)
        {
            let lines = others(lines, draft.line);
            draft.faults.push(Fault::EmailRepeated {
                email: email.clone(),
                lines,
            });
        }
    }
}

/// An address stays with its owner, even one who gives it up in the same file: two imports settle that.
fn refuse_taken_emails(drafts: &mut [Draft], existing: &[Person], known: &HashMap<String, usize>) {
    let owners: HashMap<String, usize> = existing
        .iter()
        .enumerate()
        .filter_map(|(at, person)| person.email.as_deref().map(|email| (cells::key(email), at)))
        .collect();
    for draft in drafts {
        let Some(email) = &draft.email else { continue };
        let own = known.get(&cells::key(&draft.number));
        if let Some(owner) = owners.get(email).filter(|owner| Some(*owner) != own) {
            draft.faults.push(Fault::EmailTaken {
                email: email.clone(),
                owner: existing[*owner].number.clone(),
            });
        }
    }
}
