//! Appraisals: what one person's work in one cycle is worth, and how that is agreed.

pub mod colleagues;
mod beside;
pub mod delegations;
pub mod evaluation;
pub mod goals;
pub mod lifecycle;
pub mod list;
pub mod overview;
pub mod papers;
pub mod parked;
pub mod parties;
pub mod scoring;
pub mod reopening;
pub mod review;
mod seen;
pub mod self_evaluation;
pub mod standing;
pub mod store;
pub mod voices;
pub mod words;

pub use overview::{Strip, due_chip, show};
pub use seen::{Appraisal, CycleTerms, Party, Seen};
