//! Disputes: the employee's case, the superior's answer, the committee's hearing and its ruling.
//!
//! A case is opened in a window of working days; the superior may settle it with the employee, else
//! members without a conflict of interest are seated and rule by majority. A ruling is final.

mod acts;
mod files;
mod forms;
mod pages;
pub mod rules;
mod store;
mod views;

pub use acts::{answer, hearing, open, refer, reseat, vote};
pub use files::download;
pub use forms::LARGEST_OPENING;
pub use pages::{seats, show};
