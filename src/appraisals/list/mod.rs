//! The list of appraisals: everybody's own, a superior's people, HR's company. The page of a cycle
//! shows the same table.

mod pages;
mod store;

pub use pages::{Listing, show};
pub(crate) use pages::{department_picks, picks, relation_key, stage_picks};
pub(crate) use store::choices;
pub use store::{Filter, Named};
