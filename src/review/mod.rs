//! Between evaluation and interview: HR approves, returns or adjusts, and releases the result to
//! both sides, one by one or many at once. `calibration` looks at many side by side before that.

mod acts;
mod adjust;
mod bulk;
pub mod calibration;
mod preview;
mod rules;
mod store;

pub use acts::{approve, give_back, release, unrelease};
pub use adjust::adjust;
pub use bulk::release_many;
pub use preview::{preview, release_all};
