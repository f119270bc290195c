//! A form of the page that came back with faults.

use crate::web::{Fields, forms::Faults};

/// Which of the room's forms was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Note,
    Private,
    Sheet,
    Park,
    Plan,
    Goal,
    Confirmation,
}

/// What was typed into one of them and could not be taken.
pub struct Typed<'a> {
    pub part: Part,
    pub fields: &'a Fields,
    pub faults: &'a Faults,
}
