//! What everything stands on: numbers and days. No I/O.

pub mod clock;
pub mod days;
pub mod decimals;
pub mod ids;
