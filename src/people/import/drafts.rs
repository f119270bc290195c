//! A row as it stands in the file, read cell by cell without looking at any other row.

use time::Date;

use super::{
    cells,
    dates::{self, Found, Order},
    findings::{Fault, Remark},
    mapping::{Field, Mapping},
    plan::DateQuestion,
    table::{Row, Shape},
};
use crate::people::Level;

const NUMBER: usize = 64;
const TEXT: usize = 200;

/// How the file names the superior; empty texts are not given.
#[derive(Clone, Debug, Default)]
pub(super) struct Superior {
    pub number: String,
    pub email: String,
    pub name: String,
    pub any: String,
}

impl Superior {
    pub fn is_given(&self) -> bool {
        [&self.number, &self.email, &self.name, &self.any]
            .iter()
            .any(|text| !text.is_empty())
    }
}

/// A word to whether somebody works here.
type Reading = fn(&str) -> Option<bool>;

/// None is "the file says nothing", which changes nothing.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub line: u64,
    pub number: String,
    pub name: Option<String>,
    pub email: Option<String>,
    pub department: Option<String>,
    pub position: Option<String>,
    pub level: Option<Level>,
    pub superior: Superior,
    pub hired_on: Option<Date>,
    pub active: Option<bool>,
    pub faults: Vec<Fault>,
    pub remarks: Vec<Remark>,
}

pub(super) struct Reader<'a> {
    mapping: &'a Mapping,
    hired: Option<Order>,
    left: Option<Order>,
    today: Date,
}

impl<'a> Reader<'a> {
    pub fn new(mapping: &'a Mapping, rows: &[Row], chosen: Option<Order>, today: Date) -> Self {
        let column = |field| {
            let at = mapping.column(field);
            let cell = move |row: &'_ Row| {
                at.and_then(|at| row.cells.get(at))
                    .map(|cell| dates::parse(&cells::code(cell)))
            };
            dates::order_of(rows.iter().filter_map(cell)).or(chosen)
        };
        Self {
            mapping,
            hired: column(Field::HiredOn),
            left: column(Field::LeftOn),
            today,
        }
    }

    /// The question to ask before dates with two readings can be taken.
    pub fn question(&self, rows: &[Row]) -> Option<DateQuestion> {
        let mut question: Option<DateQuestion> = None;
        for (field, order) in [(Field::HiredOn, self.hired), (Field::LeftOn, self.left)] {
            let Some(at) = self.mapping.column(field).filter(|_| order.is_none()) else {
                continue;
            };
            for cell in rows.iter().filter_map(|row| row.cells.get(at)) {
                let text = cells::code(cell);
                if let Found::Either {
                    day_first,
                    month_first,
                } = dates::parse(&text)
                {
                    question
                        .get_or_insert(DateQuestion {
                            example: text,
                            day_first,
                            month_first,
                            count: 0,
                        })
                        .count += 1;
                }
            }
        }
        question
    }

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
            superior: Superior {
                number: code(Field::SuperiorNumber),
                email: cells::key(&code(Field::SuperiorEmail)),
                name: text(Field::SuperiorName),
                any: text(Field::Superior),
            },
            hired_on: None,
            active: None,
            faults: Vec::new(),
            remarks: Vec::new(),
        };
        if let Some(shape) = row.shape {
            // its cells may stand in the wrong columns: nothing else about it would be true
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
            cells::joined_name(
                &text(Field::FirstName),
                &text(Field::MiddleName),
                &text(Field::LastName),
            )
        } else {
            full
        });
        read_email(&mut draft, &code(Field::Email));
        if let Some(word) = given(text(Field::Level)) {
            draft.level = cells::level(&word);
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
        draft.active = self.employment(&mut draft.faults, row);
        measure(&mut draft);
        draft
    }

    fn cell<'r>(&self, row: &'r Row, field: Field) -> Option<&'r str> {
        row.cells
            .get(self.mapping.column(field)?)
            .map(String::as_str)
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
    fn employment(&self, faults: &mut Vec<Fault>, row: &Row) -> Option<bool> {
        let text = |field| self.cell(row, field).map(cells::clean).unwrap_or_default();
        let left_on = self.date(
            faults,
            Field::LeftOn,
            self.left,
            cells::code(&text(Field::LeftOn)),
        );
        let readings: [(Field, Reading); 2] = [
            (Field::Status, cells::works_here),
            (Field::Left, |word| cells::has_left(word).map(|left| !left)),
        ];
        for (field, read) in readings {
            if let Some(word) = given(text(field)) {
                let works = read(&word);
                if works.is_none() {
                    faults.push(Fault::BadStatus { field, found: word });
                }
                return works;
            }
        }
        left_on.map(|date| date > self.today)
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
