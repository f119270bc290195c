//! People who left longer ago than signed records are kept: listed, asked about with a reason and something to
//! type, and anonymised. It cannot be undone.

mod acts;
mod erase;
mod pages;
mod store;

pub use acts::anonymise;
pub use pages::{ask, list as leavers};
