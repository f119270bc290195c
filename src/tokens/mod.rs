//! Tokens with which other programs hand in actual figures. A token opens nothing else; it is shown
//! once and kept only as a hash.

mod acts;
mod gate;
mod pages;
mod rules;
mod store;

pub use acts::{create, revoke};
pub use gate::{admit, refuse, unknown};
pub use pages::list;
pub use store::{Token, mark_used};
