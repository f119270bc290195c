//! Notes and evidence that either side gathers during the period. Each side reads its own; what is
//! shared the other side reads too; nobody else reads any.

mod acts;
mod pages;
mod store;

pub use acts::{add, change, download, remove};
pub use pages::{Gathered, show};
pub use store::Note;

/// What one note may carry.
pub const FILES: usize = 3;
pub const LARGEST_FILE: usize = 10 << 20;
pub const LARGEST: usize = FILES * LARGEST_FILE + (2 << 20);
/// What one side keeps in one appraisal.
pub const MOST_NOTES: i64 = 200;
pub const MOST_FILES: i64 = 40;

pub type Form = crate::web::Upload<FILES, LARGEST_FILE>;
