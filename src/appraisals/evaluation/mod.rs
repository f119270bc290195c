//! The superior's evaluation: a typed paper, the scores that follow from it, how each came about,
//! and the page on which it is written, reviewed and read.

mod acts;
mod explain;
mod filling;
mod forms;
mod pages;
mod returned;
mod rules;
mod store;
mod view;

pub use acts::{save, submit};
pub use explain::explain;
pub(super) use pages::again;
pub use pages::show;
pub use rules::{Begun, Cause, Evaluation, Item, adjusted, lacks, needs_review, outcome};
pub use store::correct;
