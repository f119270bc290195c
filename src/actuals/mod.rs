//! What was reached: actual figures of goals and of the form's measured indicators, recorded one by
//! one, by file, or by another program with a token. They are taken until the evaluation is submitted
//! and stand beside the fields that they belong in.

pub mod api;
mod file;
mod one;
mod reach;
mod rules;
mod store;
mod words;

pub use file::{enter, show as entry};
pub use one::{record, remove, show};
pub use store::{Actual, Source, latest, of};
pub use words::source;
