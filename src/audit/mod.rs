//! The audit trail: append-only, hash-chained, one chain per appraisal and one for the company. Written inside the
//! transaction of the change, by [`Change`] alone; never read to decide what the state is.

mod canonical;
mod change;
pub mod compare;
mod event;
mod event_details;
pub mod evidence;
pub mod link;
mod reach;
pub mod removal;
mod store;
mod touched;
pub mod verify;
pub mod walk;

pub use canonical::{canonical_json, sha256_hex};
#[cfg(test)]
pub use change::nothing_follows;
pub use change::{Change, Moment, Settle, Settling};
pub use event::{Event, Kind, Tells};
pub use event_details::{Appointment, FigureChange, Postponement, Signing, Was};
pub use evidence::{About, Evidence, Sum};
pub use reach::Reach;
pub use store::COMPANY;
pub use touched::Touched;
