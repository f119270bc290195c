//! The record: what both sides sign. It is frozen when the interview is closed, written in one canonical form,
//! hashed, and from then on only read; a change is a new version. Everything here is pure: what goes into a record,
//! its canonical text and hash, the printed sheet, and the evidence that an outsider can check.

pub mod bundle;
pub mod canonical;
pub mod content;
pub mod sheet;
pub mod versions;
pub mod verify;
mod wire;

#[cfg(test)]
mod samples;

pub use canonical::{NotCanonical, canonical, read, sha256_hex};
pub use content::Record;
