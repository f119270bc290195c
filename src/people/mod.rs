//! Who works here: people, their departments and superiors, roles, and how a roster gets in.
//!
//! `list` and `person` are the pages, `lines` gives many people a superior at once, `import` brings a
//! roster in. A reporting line never closes a loop: `reporting` is the rule, one lock orders the writers.

mod edit;
mod filter;
mod forms;
pub mod import;
mod level;
mod lines;
mod list;
mod person;
pub mod reporting;
mod roles;
mod store;
mod superior;
mod words;

pub use edit::{add, change};
pub use level::Level;
pub use lines::{assign, lines};
pub use list::list;
pub use person::{new, show};
pub use roles::{invite, roles};
