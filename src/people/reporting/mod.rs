//! Who reports to whom, and since when: one person's line, many at once, and lines that begin later.

mod lines;
pub(super) mod past;
mod planned;
pub mod rules;
pub(super) mod superior;

pub use lines::{assign, lines};
pub use planned::{line_form, plan_line, unplan_line};
