//! A form of the page that came back with faults.

use crate::web::{Fields, forms::Faults};

/// Which of the page's forms was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Appointment,
    Answer,
    Employee,
    Superior,
}

/// What was typed into one of them and could not be taken.
pub struct Typed<'a> {
    pub part: Part,
    pub fields: &'a Fields,
    pub faults: &'a Faults,
}
