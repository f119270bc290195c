//! The tree of departments: added, renamed, moved, merged, closed. A department is never deleted, and
//! never below itself.

mod acts;
mod pages;
mod rules;
mod store;

pub use acts::{add, close, merge, place, rename};
pub use pages::{list, show};
