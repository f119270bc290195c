//! Hashing passwords, and how often somebody may try one.

pub mod limits;
pub mod passwords;
