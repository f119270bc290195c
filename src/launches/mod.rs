//! Cycles from the draft to the launch: who takes part and from whom, the preview, cancelling.

mod acts;
mod pages;
mod population;
mod preview;
mod rules;
mod store;

pub use acts::{cancel, create, launch, revise};
pub use pages::{edit, list, new, show};
pub use preview::{except, preview};
