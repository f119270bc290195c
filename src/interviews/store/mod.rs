//! SQL of the interview, divided by gesture.

mod appointment;
mod course;
mod gather;
mod left;
mod plan;

pub use appointment::{answer, clashes, consent, propose, start};
pub use course::{asked, enter, go_to, mark, pause};
pub use gather::gather;
pub use left::{Park, add_goal, agree, confirm, confirm_goal, park, remove_goal};
pub use plan::{
    Draft, add as add_plan_item, change as change_plan_item, remove as remove_plan_item,
};
