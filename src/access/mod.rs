//! Who may do what. *Seeing* is the database view `parties`, and `Stake` for one row: what has no relation to the
//! viewer cannot be loaded. *Doing* is the one default-deny table in `policy`. Pages, queries and
//! tests ask here and nowhere else.

mod action;
mod duty;
pub mod policy;
mod relation;
mod stage;
mod viewer;

pub use action::{Action, Effect};
pub use duty::{Duty, Scope};
pub use policy::Denial;
pub use relation::{Relation, Relations, Stake};
pub use stage::{DisputePhase, Stage};
pub use viewer::{Lang, Role, Viewer};
