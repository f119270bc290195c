//! What everything stands on: numbers and days. No I/O.

pub mod days;
pub mod decimals;
