//! `/`: what waits for me, by when, and what waits for others. Whose turn it is comes from the
//! appraisal's lifecycle; the rows say only what each side has done already.

mod deeds;
mod hr;
mod many;
mod news;
mod pages;
mod rows;
mod store;

pub use deeds::{Open, Set, open, reminded};
pub use many::{Doable, Reader, doable};
pub use pages::show;
