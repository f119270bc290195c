//! The list of people and one person's page: added, changed, their roles.

mod edit;
pub(super) mod filter;
mod forms;
mod inviting;
pub(super) mod list;
pub(super) mod person;
mod roles;
pub(super) mod store;

pub use edit::{add, change};
pub use inviting::{INVITE, invite_many, inviting};
pub use list::list;
pub use person::{new, show};
pub use roles::roles;
pub use store::cannot_sign_in;
