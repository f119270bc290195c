//! Cycles from the draft to the launch: who takes part and from whom, the preview, cancelling.

mod acts;
mod choice;
mod exceptions;
mod forms;
mod pages;
mod population;
mod preview;
mod rules;
mod store;

pub use acts::{cancel, create, launch, revise};
pub use choice::{choose_forms, chosen_forms};
pub use forms::{edit, new};
pub use pages::{list, show};
pub use preview::{except, preview};
