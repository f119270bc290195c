//! Telling people. What waits for somebody is read at the moment of telling, so that nobody is told of a
//! task that is not theirs any more: `reminders` is HR asking again, shown with the task on the start page;
//! `sending` is the mail about what waits, at most one on a working day; `post` is the page that says
//! whether mail goes out. Nothing of what is written in an appraisal leaves the house this way.

mod letter;
mod post;
mod reminders;
mod rules;
mod sending;
mod store;

pub use post::{again, show, test};
pub use reminders::{REMIND, ask, remind};
pub use sending::work;
pub use store::sweep;

/// The kind of background work that ends reminders and sends mail.
pub const KIND: &str = "notices";
