//! The shared room: one page for all three, eight steps, changes seen by the others at once.

mod acts;
mod bodies;
mod events;
mod forms;
mod frame;
mod pages;
mod typed;

pub use acts::{
    add_goal, agree, ask, change_plan, clock, confirm, confirm_goal, go_to, mark, park,
    remove_goal, remove_plan, save_note, save_private, save_sheet,
};
pub use events::events;
pub use pages::show;
