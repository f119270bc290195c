//! The goals of the period: listed and weighed by employee and superior, confirmed by both.

mod acts;
mod forms;
mod pages;
mod rules;
mod store;

pub use acts::{confirm, save};
pub use pages::show;
