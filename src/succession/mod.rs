//! What becomes of open appraisals when a superior is away or has left, and when an employee leaves:
//! they never wait for nobody. Looked at when somebody's absence or departure changes, and every few
//! minutes. HR is told on the start page.

mod notices;
mod rules;
mod store;
mod work;

pub use notices::{list, noted};
pub use work::work;
