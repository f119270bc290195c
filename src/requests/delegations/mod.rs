//! Somebody who prepares and schedules for a superior, for a limited time. What a delegate may do is the
//! relation `delegate` of the policy; when, is in the view `parties`.

mod acts;
mod forms;
mod pages;
mod store;

pub use acts::{name, revoke};
pub use pages::show;
pub use store::{Delegate, standing};
