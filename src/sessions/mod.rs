//! Signing in and out: sessions, limits, the browsers that are known, the log of who signed in and who could not, and the
//! password once more before what asks for it (`confirming`). A form that was sent without a session comes back (`interrupted`).

mod acts;
mod beginning;
pub mod carried;
mod confirming;
mod device;
pub mod interrupted;
mod log;
mod log_page;
mod own;
mod pages;
mod recognise;
mod store;

pub use acts::{language, sign_in, sign_out, sign_out_everywhere};
pub use beginning::{cookie_name, data};
pub use confirming::{ask, confirm, confirmation, is_proven};
pub use device::Peer;
pub use log_page::{Attempt, security_log};
pub use own::{end_one, own};
pub use pages::sign_in_page;
pub use recognise::recognise;
pub use store::{Store, confirm_password, end_all, sweep};
