//! The list of people and one person's page: added, changed, their roles and invitation.

mod edit;
pub(super) mod filter;
mod forms;
pub(super) mod list;
pub(super) mod person;
mod roles;
pub(super) mod store;

pub use edit::{add, change};
pub use list::list;
pub use person::{new, show};
pub use roles::{invite, roles};
