//! The superior's evaluation: a typed paper, the scores that follow from it, and how each came about.

mod explain;
#[allow(dead_code)] // its page follows
mod forms;
mod rules;

pub use explain::explain;
pub use rules::{Begun, Cause, Evaluation, Item, adjusted, lacks, needs_review, outcome};
