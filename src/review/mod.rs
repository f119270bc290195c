//! Between evaluation and interview: HR approves, returns or adjusts, and releases the result to
//! both sides, one by one or many at once. `calibration` looks at many side by side before that.

mod acts;
mod adjust;
pub mod calibration;
mod releasing;
mod rules;
mod store;

pub use acts::{approve, give_back, release, unrelease};
pub use adjust::adjust;
pub use releasing::{RELEASE, choose, release_many};
