//! Reading the audit trail: the history of one appraisal in words, and the auditor's list of all events,
//! without content.

mod pages;
mod audit;
mod store;

pub use audit::audit;
pub use pages::show;
