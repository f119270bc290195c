//! Appraisals: what one person's work in one cycle is worth, and how that is agreed.

pub mod actuals;
pub mod advance;
pub mod advice;
pub mod behalf;
mod beside;
pub mod colleagues;
pub mod deeds;
pub mod delegations;
pub mod dispute_window;
mod doors;
pub mod dossier;
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
pub mod strip;
mod terms;
pub mod voices;
pub mod words;

pub use overview::show;
pub use seen::{Appraisal, Party, Seen};
pub use strip::{Strip, due_chip};
pub use terms::CycleTerms;
