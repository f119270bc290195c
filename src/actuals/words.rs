//! Faults and sources in words.

use super::{rules::RowFault, store::Source};
use crate::web::{
    Texts,
    forms::{Fault, SHORT},
};

pub fn source(source: Source, l: &Texts) -> String {
    match source {
        Source::Hand => l.actuals_source_hand(),
        Source::File => l.actuals_source_file(),
        Source::Api => l.actuals_source_api(),
    }
}

pub fn fault(fault: &RowFault, l: &Texts) -> String {
    match fault {
        RowFault::PersonMissing => l.rows_person_missing(),
        RowFault::PersonUnknown => l.rows_person_unknown(),
        RowFault::PersonAmbiguous => l.rows_person_ambiguous(),
        RowFault::ItemMissing => l.actuals_item_missing(),
        RowFault::ItemUnknown => l.actuals_item_unknown(),
        RowFault::Period => l.actuals_period_fault(),
        RowFault::OutsideCycle(cycle) => l.actuals_outside(cycle.as_str()),
        RowFault::SeveralCycles(cycles) => l.actuals_several(cycles.as_str()),
        RowFault::Closed => l.actuals_closed(),
        RowFault::Actual(crate::ground::decimals::DecimalError::Empty) => Fault::Required.text(l),
        RowFault::Actual(error) => Fault::Number(*error).text(l),
        RowFault::NoteTooLong => Fault::TooLong {
            max: super::rules::LONGEST_NOTE,
            is: super::rules::LONGEST_NOTE + 1,
        }
        .text(l),
        RowFault::NoteUnreadable => Fault::ControlCharacters.text(l),
        RowFault::Twice(row) => l.actuals_twice(row.to_string()),
    }
}

/// A cell for the preview, cut to what fits a table.
pub fn cut(text: &str) -> String {
    if text.chars().count() > SHORT {
        let mut cut: String = text.chars().take(SHORT).collect();
        cut.push('…');
        cut
    } else {
        text.to_owned()
    }
}
