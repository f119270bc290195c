//! Cycles from the draft to the close: who takes part, the preview, the launch as background work, and what
//! happens while a cycle runs. `population` is the one place that says who is in and who falls out.

mod acts;
mod address;
mod choice;
mod cancelling;
mod deciding;
mod exceptions;
mod extension;
mod forms;
mod handover;
mod joining;
mod latecomers;
mod lines;
mod making;
mod pages;
mod population;
mod preview;
mod rules;
mod running;
mod sheet;
mod shifts;
mod states;
mod store;
mod words;

pub use acts::{cancel, create, launch, revise};
pub use cancelling::CANCEL;
pub use choice::{choose_forms, chosen_forms};
pub use deciding::except;
pub use extension::{EXTEND, extend, show as extension};
pub use forms::{edit, new};
pub use handover::{HAND_OVER, hand_over, show as handover};
pub use joining::{JOIN, add, show as joining};
pub use making::work as launch_step;
pub use pages::{list, show};
pub use preview::preview;
pub use running::{close, pause, resume};
pub use sheet::preview_csv;
