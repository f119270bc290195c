//! Appraisals, the core that the others lean on: one appraisal as its viewer may see it (`Seen`), which step
//! follows which (`lifecycle`), the one statement that takes a step (`advance`), and what is written
//! on the way (`papers`).

pub mod advance;
pub mod dispute_window;
pub mod event_words;
mod facts;
pub mod header;
pub mod lifecycle;
pub mod list;
pub mod next_actions;
pub mod papers;
mod refusal;
mod seen;
mod terms;
pub mod votes;
pub mod words;

pub use header::{Header, due_chip};
pub use seen::{Appraisal, OnBehalf, Party, Seen};
pub use terms::CycleTerms;
