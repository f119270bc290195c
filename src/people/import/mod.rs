//! A roster file on its way in: bytes → text → table → mapping → plan, all of it pure, told in words;
//! then the preview page, and one transaction when it is confirmed. The same file planned twice
//! changes nothing the second time.

mod acts;
pub mod analysis;
pub mod cells;
pub mod dates;
pub mod decode;
mod drafts;
pub mod findings;
mod headers;
pub mod mapping;
mod pages;
pub mod plan;
pub mod report;
mod run;
mod store;
mod superiors;
pub mod table;
mod views;
mod words;

pub use acts::{choose, confirm, discard, errors, upload};
pub use pages::{show, upload_form};
pub use run::run;
pub use store::sweep;

#[cfg(test)]
mod plan_laws;
#[cfg(test)]
mod plan_tests;
#[cfg(test)]
mod real_roster;
