//! Signing in: passwords, sessions, limits, invitations, the account page.

mod acts;
pub mod carried;
pub mod first_admin;
pub mod interrupted;
pub mod invitations;
mod pages;
mod recognise;
mod store;

pub use acts::{account_save, language, sign_in, sign_out, sign_out_everywhere};
pub use pages::{account, sign_in_page};
pub use recognise::recognise;
pub use store::{Store, confirm_password, sweep};
