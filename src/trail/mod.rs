//! Reading the audit trail: the history of one appraisal in words, and the auditor's list of all events,
//! without content; who read what; and the look at
//! everything, as a page.

mod audit;
mod pages;
mod reading;
mod store;
mod verification;

pub use audit::audit;
pub use pages::show;
pub use reading::{Reading, note};
pub use verification::{show as verification, start as verify, sweep, work as verify_everything};
