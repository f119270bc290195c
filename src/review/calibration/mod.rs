//! Calibration: HR looks at many results side by side before they are released. Changes are proposals
//! with a reason until the session is applied as a whole; a session that is given up changes nothing.
//! Nobody sees or changes their own result in it, nor those of their own people.

mod acts;
mod events;
mod list;
mod pages;
mod rules;
mod store;
mod writes;

pub use acts::{abandon, apply, propose};
pub use events::events;
pub use list::{create, list};
pub use pages::show;
