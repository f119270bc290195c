//! SQL of the interview, divided by gesture.

mod gather;

pub use gather::gather;
