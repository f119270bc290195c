//! The audit trail: append-only, hash-chained, one chain per appraisal and one for the company.
//! Written inside the transaction of the change; never read to decide what the state is.

pub mod link;
pub mod removal;
mod store;
pub mod verify;

pub use store::{COMPANY, append, append_many};
