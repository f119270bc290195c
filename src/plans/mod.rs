//! The improvement plan after the signatures: the owner reports, the superior verifies, the ledger shows
//! what is open, overdue and done. Items are agreed in the interview and open when the record is signed.

mod acts;
mod item;
mod listing;
mod pages;
pub mod parked;
pub mod rules;
mod store;

pub use acts::{report, verify};
pub use item::show;
pub use pages::list;
