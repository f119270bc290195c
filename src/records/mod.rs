//! The record: what both sides sign. It is frozen when the interview is closed, written in one canonical form,
//! hashed, and from then on only read; a change is a new version that nobody has signed yet. What goes into a record,
//! its canonical text and hash, the printed sheet and the evidence are pure; signing is the room inside.

mod assemble;
pub mod bundle;
pub mod canonical;
mod close;
pub mod content;
mod difference;
mod downloads;
mod evidence;
pub mod file;
mod freeze;
mod pages;
mod parts;
mod removed;
pub mod rules;
pub mod sheet;
pub mod signing;
mod store;
pub mod versions;
pub mod verify;
mod views;
mod wire;
mod words;

#[cfg(test)]
mod samples;

pub use crate::audit::sha256_hex;
pub use assemble::revised;
pub use canonical::{NotCanonical, canonical, read};
pub use close::close;
pub use content::Record;
pub use downloads::{json, pdf};
pub use evidence::evidence;
pub use pages::show;
