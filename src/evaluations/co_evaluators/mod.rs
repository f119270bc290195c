//! Who has a say beside the direct superior: further superiors with shares, for one appraisal or a whole
//! department; and whether a cycle asks colleagues. HR's to set.

mod cycle;
mod rules;
mod single;
mod store;

pub use cycle::{ask_colleagues, share_out, show as show_cycle};
pub use single::{set, show};
pub use store::drop_share;
