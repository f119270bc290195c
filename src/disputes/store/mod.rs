//! A case as one viewer may read it, and every write of it.

mod desk;
mod writes;

pub use desk::{Case, Desk, Hearing, Seat, desk, desk_with_members};
pub use writes::{New, Outcome, answer, close, open, refer, reseat, vote, waive};
