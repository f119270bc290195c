//! Appraisals: what one person's work in one cycle is worth, and how that is agreed.

pub mod actuals;
pub mod advice;
pub mod behalf;
mod beside;
pub mod delegations;
pub mod evaluation;
pub mod explanation;
pub mod goals;
pub mod lifecycle;
pub mod list;
pub mod notes;
pub mod overview;
pub mod papers;
pub mod parked;
pub mod parties;
mod pasted;
pub mod reopening;
pub mod review;
pub mod scoring;
mod seen;
pub mod self_evaluation;
pub mod standing;
mod stop;
pub mod store;
mod strip;
pub mod words;

pub use overview::{Strip, due_chip, show};
pub use seen::{Appraisal, CycleTerms, Party, Seen};
