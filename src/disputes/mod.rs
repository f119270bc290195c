//! Disputes: the employee's case, the superior's answer, the committee's hearing and its ruling.
//!
//! A case is opened in a window of working days; the superior may settle it with the employee, else
//! members without a conflict of interest are seated and rule by majority. A ruling is final.

mod acts;
mod files;
mod forms;
mod list;
mod pages;
pub mod rules;
mod store;
mod version;
mod views;

pub use acts::{accept, answer, hearing, open, refer, reseat, rule, vote, waive};
pub use files::download;
pub use forms::LARGEST_OPENING;
pub use list::list;
pub use pages::{seats, show};
