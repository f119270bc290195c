//! Superiors by number, e-mail or name; nobody above themselves, directly or round a loop. Ends the
//! plan, since refusing one row can take the superior away from another.

use std::collections::HashMap;

use super::{
    cells,
    drafts::{Draft, Superior},
    findings::{Candidate, Fault, Remark},
    plan::{Attribute, Change, Options, Outcome, Person, PlannedRow},
};
use crate::people::reporting;

const SHOWN_CANDIDATES: usize = 20;
const SHOWN_CHAIN: usize = 30;

/// Everybody there will be: first the people who are there, then the rows that bring somebody new.
struct Company<'a> {
    drafts: &'a mut [Draft],
    people: &'a [Person],
    existing: &'a [Person],
    /// By node: the row that speaks of this person.
    row_of: Vec<Option<usize>>,
    /// By row; none for a row without a usable number.
    node_of: Vec<Option<usize>>,
    by_number: HashMap<String, usize>,
    by_email: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

pub(super) fn settle(
    mut drafts: Vec<Draft>,
    people: Vec<Person>,
    existing: &[Person],
    known: &HashMap<String, usize>,
    options: &Options,
) -> Vec<PlannedRow> {
    let mut company = Company::new(&mut drafts, &people, existing, known);
    let above = company.resolve(options);
    company.refuse_below_refused(&above);
    while company.refuse_loops(&above) {
        company.refuse_below_refused(&above);
    }
    let superiors: Vec<Option<String>> = (0..people.len())
        .map(|row| above[row].map(|node| company.person(node).number.clone()))
        .collect();
    let remarks: Vec<Vec<Remark>> = (0..people.len())
        .map(|row| company.remarks(row, &above))
        .collect();
    let node_of = company.node_of;

    let mut planned = Vec::with_capacity(people.len());
    for (row, ((draft, mut person), superior)) in
        drafts.into_iter().zip(people).zip(superiors).enumerate()
    {
        let before = node_of[row].and_then(|node| existing.get(node));
        person.superior = superior.or(person.superior);
        let mut remarks = remarks[row].clone();
        let outcome = if !draft.faults.is_empty() {
            remarks.clear();
            Outcome::Refused(draft.faults)
        } else if let Some(before) = before {
            let changes = changes(before, &person);
            if changes.is_empty() {
                Outcome::Nothing
            } else {
                Outcome::Change(changes)
            }
        } else {
            Outcome::Create
        };
        planned.push(PlannedRow {
            line: draft.line,
            outcome,
            remarks,
            person,
        });
    }
    planned
}

impl<'a> Company<'a> {
    fn new(
        drafts: &'a mut [Draft],
        people: &'a [Person],
        existing: &'a [Person],
        known: &HashMap<String, usize>,
    ) -> Self {
        let mut company = Self {
            row_of: vec![None; existing.len()],
            node_of: vec![None; drafts.len()],
            by_number: known.clone(),
            by_email: HashMap::new(),
            by_name: HashMap::new(),
            drafts,
            people,
            existing,
        };
        for row in 0..company.people.len() {
            let number = cells::key(&company.people[row].number);
            // a repeated number has no row of its own; the first one stands for "refused"
            if number.is_empty() {
                continue;
            }
            let next = company.row_of.len();
            let node = *company.by_number.entry(number).or_insert(next);
            if node == next {
                company.row_of.push(None);
            }
            company.node_of[row] = Some(node);
            company.row_of[node].get_or_insert(row);
        }
        for node in 0..company.row_of.len() {
            let person = company.person(node);
            let (name, email) = (
                cells::key(&person.name),
                person.email.as_deref().map(cells::key),
            );
            if let Some(email) = email {
                company.by_email.insert(email, node);
            }
            if !name.is_empty() {
                company.by_name.entry(name).or_default().push(node);
            }
        }
        company
    }

    /// As the person will be, or is, where the row that speaks of them is refused.
    fn person(&self, node: usize) -> &'a Person {
        match self.row_of[node] {
            Some(row) if self.drafts[row].faults.is_empty() || node >= self.existing.len() => {
                &self.people[row]
            }
            _ => &self.existing[node],
        }
    }

    fn candidate(&self, node: usize) -> Candidate {
        let person = self.person(node);
        Candidate {
            number: person.number.clone(),
            name: person.name.clone(),
            department: person.department.clone(),
        }
    }

    /// By row: whom the file names as superior.
    fn resolve(&mut self, options: &Options) -> Vec<Option<usize>> {
        let mut above = vec![None; self.drafts.len()];
        for (row, slot) in above.iter_mut().enumerate() {
            let draft = &self.drafts[row];
            if self.node_of[row].is_none() || !draft.superior.is_given() {
                continue;
            }
            match self.find(&draft.superior, options.superiors.get(&draft.line)) {
                Ok(node) if Some(node) == self.node_of[row] => {
                    self.drafts[row].faults.push(Fault::OwnSuperior);
                }
                Ok(node) => *slot = Some(node),
                Err(fault) => self.drafts[row].faults.push(fault),
            }
        }
        above
    }

    /// The number is surest, then the address, then the name.
    fn find(&self, superior: &Superior, chosen: Option<&String>) -> Result<usize, Fault> {
        let unknown = |found: &str| Fault::UnknownSuperior {
            found: found.to_owned(),
        };
        let number = |text: &str| self.by_number.get(&cells::key(&cells::code(text))).copied();
        let email = |text: &str| self.by_email.get(&cells::key(&cells::code(text))).copied();
        if !superior.number.is_empty() {
            return number(&superior.number).ok_or_else(|| unknown(&superior.number));
        }
        if !superior.email.is_empty() {
            return email(&superior.email).ok_or_else(|| unknown(&superior.email));
        }
        if !superior.name.is_empty() {
            return self.named(&superior.name, chosen);
        }
        number(&superior.any)
            .or_else(|| email(&superior.any))
            .map_or_else(|| self.named(&superior.any, chosen), Ok)
    }

    fn named(&self, name: &str, chosen: Option<&String>) -> Result<usize, Fault> {
        let all = self
            .by_name
            .get(&cells::key(name))
            .map_or(&[][..], Vec::as_slice);
        let working: Vec<usize> = all
            .iter()
            .copied()
            .filter(|node| self.person(*node).active)
            .collect();
        let candidates = if working.is_empty() { all } else { &working };
        let picked = chosen.and_then(|number| self.by_number.get(&cells::key(number)));
        match candidates {
            [] => Err(Fault::UnknownSuperior {
                found: name.to_owned(),
            }),
            [one] => Ok(*one),
            several => picked
                .filter(|node| several.contains(node))
                .copied()
                .ok_or_else(|| Fault::AmbiguousSuperior {
                    found: name.to_owned(),
                    candidates: several
                        .iter()
                        .take(SHOWN_CANDIDATES)
                        .map(|node| self.candidate(*node))
                        .collect(),
                }),
        }
    }

    /// A new person cannot report to somebody whose own row is refused and who is not there yet.
    fn refuse_below_refused(&mut self, above: &[Option<usize>]) {
        let mut below: HashMap<usize, Vec<usize>> = HashMap::new();
        for (row, node) in above.iter().enumerate() {
            if let Some(node) = node.filter(|node| *node >= self.existing.len()) {
                below.entry(node).or_default().push(row);
            }
        }
        let mut refused: Vec<usize> = (0..self.drafts.len())
            .filter(|row| !self.drafts[*row].faults.is_empty())
            .collect();
        while let Some(row) = refused.pop() {
            let Some(reports) = self.node_of[row].and_then(|node| below.remove(&node)) else {
                continue;
            };
            let (line, superior) = (self.drafts[row].line, self.people[row].number.clone());
            for report in reports {
                if self.drafts[report].faults.is_empty() {
                    self.drafts[report].faults.push(Fault::SuperiorRefused {
                        line,
                        superior: superior.clone(),
                    });
                    refused.push(report);
                }
            }
        }
    }

    /// The superior that a node will have: the file's, where its row is taken and says so, else today's.
    fn superior_of(&self, node: usize, above: &[Option<usize>]) -> Option<usize> {
        let from_file = self.row_of[node]
            .filter(|row| self.drafts[*row].faults.is_empty())
            .and_then(|row| above[row]);
        from_file.or_else(|| self.superior_today(node))
    }

    fn superior_today(&self, node: usize) -> Option<usize> {
        let superior = self.existing.get(node)?.superior.as_ref()?;
        self.by_number.get(&cells::key(superior)).copied()
    }

    /// Refuses the rows that close a loop; true if there were any.
    fn refuse_loops(&mut self, above: &[Option<usize>]) -> bool {
        let graph: Vec<Option<usize>> = (0..self.row_of.len())
            .map(|node| self.superior_of(node, above))
            .collect();
        let mut any = false;
        for nodes in reporting::loops(&graph) {
            for (at, node) in nodes.iter().enumerate() {
                let Some(row) = self.row_of[*node] else {
                    continue;
                };
                let new_line = above[row].is_some() && above[row] != self.superior_today(*node);
                if !self.drafts[row].faults.is_empty() || !new_line {
                    continue;
                }
                let turn = nodes[at..].iter().chain(&nodes[..=at]);
                let chain = turn
                    .take(SHOWN_CHAIN)
                    .map(|node| self.candidate(*node))
                    .collect();
                self.drafts[row].faults.push(Fault::Loop { chain });
                any = true;
            }
        }
        any
    }

    fn remarks(&self, row: usize, above: &[Option<usize>]) -> Vec<Remark> {
        let mut remarks = self.drafts[row].remarks.clone();
        let (Some(node), person) = (self.node_of[row], &self.people[row]) else {
            return remarks;
        };
        let namesakes = self
            .by_name
            .get(&cells::key(&person.name))
            .map_or(&[][..], Vec::as_slice);
        if namesakes
            .iter()
            .any(|other| *other != node && self.person(*other).active)
        {
            remarks.push(Remark::DuplicateName);
        }
        if person.email.is_none() {
            remarks.push(Remark::NoEmail);
        }
        match self.superior_of(node, above) {
            None => remarks.push(Remark::NoSuperior),
            Some(superior) if !self.person(superior).active => remarks.push(Remark::SuperiorLeft),
            Some(_) => {}
        }
        if person.department.is_none() {
            remarks.push(Remark::NoDepartment);
        }
        if person.hired_on.is_none() {
            remarks.push(Remark::NoHireDate);
        }
        remarks.sort_unstable();
        remarks
    }
}

fn changes(before: &Person, after: &Person) -> Vec<Change> {
    let text = |person: &Person, what| match what {
        Attribute::Name => person.name.clone(),
        Attribute::Email => person.email.clone().unwrap_or_default(),
        Attribute::Department => person.department.clone().unwrap_or_default(),
        Attribute::Position => person.position.clone(),
        Attribute::Level => person.level.key().to_owned(),
        Attribute::Superior => person.superior.clone().unwrap_or_default(),
        Attribute::HiredOn => person
            .hired_on
            .map(|date| date.to_string())
            .unwrap_or_default(),
        Attribute::Active => person.active.to_string(),
    };
    Attribute::ALL
        .into_iter()
        .map(|what| Change {
            what,
            from: text(before, what),
            to: text(after, what),
        })
        .filter(|change| change.from != change.to)
        .collect()
}
