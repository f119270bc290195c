//! The goals of the period: listed and weighed by employee and superior, confirmed by both; changed
//! later only by both again; entered for many people at once.

mod acts;
mod change;
mod copy;
mod entry;
mod forms;
mod links;
mod pages;
mod rules;
mod store;
mod views;

pub use acts::{confirm, save};
pub use change::{answer as answer_change, confirm as confirm_change, propose, show as change};
pub use copy::{copy, show as copy_to};
pub use entry::{enter, show as entry};
pub use pages::show;
pub use rules::Goal;
pub use store::{Titled, load};
pub use views::{LineView, line, with_unit};
