//! Grade schemes: bands over all real numbers on the unrounded total. Saving makes the next version;
//! earlier ones stay for the cycles that use them. There are no drafts: a scheme with a hole or an
//! overlap cannot be saved, and what was typed comes back with a message at the band.

mod acts;
mod forms;
mod list;
mod pages;
mod store;

pub use acts::{create, revise};
pub use list::list;
pub use pages::{edit, new, show};
