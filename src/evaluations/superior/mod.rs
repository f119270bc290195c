//! The superior's evaluation: a typed paper, the scores that follow from it, how each came about,
//! and the page on which it is written, reviewed and read. A further superior's part is a smaller one.

mod acts;
mod comparison;
mod filling;
mod forms;
mod pages;
mod queue;
mod related;
mod returned;
mod rules;
mod side;
mod store;
mod view;

pub use acts::{reopen_part, save, save_part, submit, submit_part};
pub use pages::{again, show, show_part};
pub use rules::{Begun, Cause, Evaluation, Item, Part, adjusted, lacks, needs_review, outcome};
pub use store::correct;
