//! The company calendar: weekends, holidays, and the weekend days that are worked. Every deadline in
//! working days reads it.

mod acts;
mod pages;
mod rules;
mod store;

pub use acts::{add, remove};
pub use pages::show;
pub use store::load;
