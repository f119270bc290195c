//! The demo company. Its people press the same buttons as anybody: every appraisal in it came about
//! through the program's own pages, on a clock that runs ahead, so that the demo cannot show a state
//! that the product does not have.

mod actor;
pub mod company;

pub use actor::{Actor, Reply};
