//! What was submitted is opened again only on request, with a reason, and with HR's approval. The old
//! version is kept; everything that followed from it is undone.

mod acts;
mod pages;
mod store;

pub use acts::{decide, request};
pub use pages::{ReopeningView, show, view};
pub use store::{Reopening, undo};
