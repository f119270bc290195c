//! What every page shares.

pub mod watch;
