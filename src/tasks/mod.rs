//! `/`: what waits for me, by when, and what waits for others. Whose turn it is comes from the
//! appraisal's lifecycle; the rows say only what each side has done already.

mod pages;
mod rules;
mod store;

pub use pages::show;
