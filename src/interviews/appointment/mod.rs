//! When, where and what for: proposed by the superior or the facilitator, confirmed by the employee.
//! Nobody has two interviews at once.

mod acts;
mod calendar;
mod forms;
pub mod rules;

pub use acts::{answer, calendar_file, consent, propose, start};
pub(super) use acts::{notice_ends, notice_over};
pub(super) use forms::Proposal;
