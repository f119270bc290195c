//! What the company and its departments want to reach. Personal goals and the goals of an interview's
//! next period are drawn from these. Everybody reads those of the company and of their own line of
//! departments; HR manages all, a superior those of the departments in which they lead people.

mod acts;
mod forms;
mod pages;
mod rules;
mod store;

pub use acts::{archive, create, remove, revise};
pub use pages::{list, new, show};
pub use store::{Offered, manages, offered};
