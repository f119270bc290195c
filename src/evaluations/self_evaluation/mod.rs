//! The employee's own evaluation: invisible to everybody else until it is submitted, then locked.

mod acts;
mod pages;
mod rules;

pub use acts::{give_back, save, skip, submit};
pub use pages::show;
pub use rules::{OwnItem, SelfEvaluation};
