//! A row as it stands in the file, read cell by cell without looking at any other row.

use time::Date;

use super::{
    field::Field,
    findings::{Fault, Remark},
    mapping::Mapping,
    values,
};
use crate::{
    people::Level,
    tables::{
        cells,
        dates::{self, Found, Order, Telling},
        table::{Row, Shape},
    },
};

const NUMBER: usize = 64;
const TEXT: usize = 200;

/// In which way the file names the superior. Kept as these figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Number = 1,
    Email = 2,
    Name = 3,
    /// Whichever fits, in this order.
    Any = 4,
}

/// The superior as the file names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Superior {
    pub by: By,
    /// As a person would read it.
    pub text: String,
    /// As a number or an address is written.
    pub code: String,
}

/// Dates that can be read in two ways; nothing in the column tells which.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DateQuestion {
    pub example: String,
    pub day_first: Date,
    pub month_first: Date,
    pub count: usize,
}

/// What a column of dates tells about the order in which they are written.
#[derive(Default)]
pub struct DateColumn {
    telling: Telling,
    question: Option<DateQuestion>,
}

impl DateColumn {
    pub fn look(&mut self, cell: &str) {
        let text = cells::code(cell);
        let found = dates::parse(&text);
        self.telling.hear(found);
        if let Found::Either {
            day_first,
            month_first,
        } = found
        {
            self.question
                .get_or_insert(DateQuestion {
                    example: text,
                    day_first,
                    month_first,
                    count: 0,
                })
                .count += 1;
        }
    }

    pub fn order(&self) -> Option<Order> {
        self.telling.order()
    }

    /// The question to ask before dates with two readings can be taken.
    pub fn question(self) -> Option<DateQuestion> {
        if self.order().is_some() {
            None
        } else {
            self.question
        }
    }
}

/// A word to whether somebody works here.
type Reading = fn(&str) -> Option<bool>;

/// None is "the file says nothing", which changes nothing.
#[derive(Clone, Debug)]
pub struct Draft {
    pub line: u64,
    pub number: String,
    pub name: Option<String>,
    pub email: Option<String>,
    pub department: Option<String>,
    pub position: Option<String>,
    pub level: Option<Level>,
    pub superior: Option<Superior>,
    pub hired_on: Option<Date>,
    pub active: Option<bool>,
    pub left_on: Option<Date>,
    pub faults: Vec<Fault>,
    pub remarks: Vec<Remark>,
}

pub struct Reader<'a> {
    pub mapping: &'a Mapping,
    pub hired: Option<Order>,
    pub left: Option<Order>,
    pub today: Date,
}

impl Reader<'_> {
    pub fn draft(&self, row: &Row) -> Draft {
        let text = |field| self.cell(row, field).map(cells::clean).unwrap_or_default();
        let code = |field| self.cell(row, field).map(cells::code).unwrap_or_default();
        let mut draft = Draft {
            line: row.line,
            number: code(Field::Number),
            name: None,
            email: None,
            department: given(text(Field::Department)),
            position: given(text(Field::Position)),
            level: None,
            superior: self.superior(row),
            hired_on: None,
            active: None,
            left_on: None,
            faults: Vec::new(),
            remarks: Vec::new(),
        };
        if let Some(shape) = row.shape {
            // its cells may stand in the wrong columns: nothing else about it would be true
            draft.superior = None;
            draft.faults.push(match shape {
                Shape::Ragged { found, expected } => Fault::Ragged { found, expected },
                Shape::StrayQuote => Fault::StrayQuote,
            });
            return draft;
        }
        if draft.number.is_empty() {
            draft.faults.push(Fault::NoNumber);
        }
        let full = text(Field::FullName);
        draft.name = given(if full.is_empty() {
            values::joined_name(
                &text(Field::FirstName),
                &text(Field::MiddleName),
                &text(Field::LastName),
            )
        } else {
            full
        });
        read_email(&mut draft, &code(Field::Email));
        if let Some(word) = given(text(Field::Level)) {
            draft.level = values::level(&word);
            if draft.level.is_none() {
                draft.remarks.push(Remark::UnknownLevel);
            }
        }
        draft.hired_on = self.date(
            &mut draft.faults,
            Field::HiredOn,
            self.hired,
            code(Field::HiredOn),
        );
        (draft.active, draft.left_on) = self.employment(&mut draft.faults, row);
        measure(&mut draft);
        draft
    }

    fn cell<'r>(&self, row: &'r Row, field: Field) -> Option<&'r str> {
        row.cells
            .get(self.mapping.column(field)?)
            .map(String::as_str)
    }

    /// The number is surest, then the address, then the name.
    fn superior(&self, row: &Row) -> Option<Superior> {
        let ways = [
            (By::Number, Field::SuperiorNumber),
            (By::Email, Field::SuperiorEmail),
            (By::Name, Field::SuperiorName),
            (By::Any, Field::Superior),
        ];
        ways.into_iter().find_map(|(by, field)| {
            let cell = self.cell(row, field)?;
            let text = cells::clean(cell);
            (!text.is_empty()).then(|| Superior {
                by,
                text,
                code: cells::code(cell),
            })
        })
    }

    /// A date no later than two years from now: people are hired ahead, but not in 2203.
    fn date(
        &self,
        faults: &mut Vec<Fault>,
        field: Field,
        order: Option<Order>,
        found: String,
    ) -> Option<Date> {
        if found.is_empty() {
            return None;
        }
        let parsed = dates::parse(&found);
        match parsed.date(order) {
            Some(date) if date.year() <= self.today.year() + 2 => return Some(date),
            None if matches!(parsed, Found::Either { .. }) => {
                faults.push(Fault::UnclearDate { field, found });
            }
            _ => faults.push(Fault::BadDate { field, found }),
        }
        None
    }

    /// The status column decides; a leaving date only where there is no status, for people come back.
    fn employment(&self, faults: &mut Vec<Fault>, row: &Row) -> (Option<bool>, Option<Date>) {
        let text = |field| self.cell(row, field).map(cells::clean).unwrap_or_default();
        let left_on = self.date(
            faults,
            Field::LeftOn,
            self.left,
            cells::code(&text(Field::LeftOn)),
        );
        let readings: [(Field, Reading); 2] = [
            (Field::Status, values::works_here),
            (Field::Left, |word| values::has_left(word).map(|left| !left)),
        ];
        for (field, read) in readings {
            if let Some(word) = given(text(field)) {
                let works = read(&word);
                if works.is_none() {
                    faults.push(Fault::BadStatus { field, found: word });
                }
                return (works, left_on);
            }
        }
        (left_on.map(|date| date > self.today), left_on)
    }
}

fn read_email(draft: &mut Draft, found: &str) {
    if found.is_empty() {
        return;
    }
    if cells::is_email(found) {
        draft.email = Some(cells::key(found));
    } else {
        draft.faults.push(Fault::BadEmail {
            found: found.to_owned(),
        });
    }
}

fn measure(draft: &mut Draft) {
    let length = |text: &Option<String>| text.as_deref().map_or(0, |text| text.chars().count());
    for (field, length, most) in [
        (Field::Number, draft.number.chars().count(), NUMBER),
        (Field::FullName, length(&draft.name), TEXT),
        (Field::Department, length(&draft.department), TEXT),
        (Field::Position, length(&draft.position), TEXT),
    ] {
        if length > most {
            draft.faults.push(Fault::TooLong { field, most });
        }
    }
}

fn given(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
