//! The interview: appointment, preparation of both sides, and the room in which three people talk
//! through eight steps. Every step leaves something behind; the record is made from it.

pub mod appointment;
pub mod gathered;
pub mod kinds;
mod live;
mod moment;
mod presence;
pub mod preparation;
pub mod room;
pub mod rules;
pub mod sheets;
mod store;
pub mod words;

pub use gathered::Gathered;
pub use live::notify;
pub use store::gather;
