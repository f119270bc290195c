//! Reading the audit trail: the history of one appraisal in words, and the auditor's list of all events,
//! without content; and who read what.

mod audit;
mod pages;
mod reading;
mod store;

pub use audit::audit;
pub use pages::show;
pub use reading::{Reading, note};
