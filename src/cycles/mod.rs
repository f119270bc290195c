//! Cycles: the forms, grade schemes and dates that a company appraises by.

pub mod calendar;
pub mod choices;
pub mod documents;
pub mod form;
pub mod grades;
pub mod kept;
mod presets;
pub mod seed;
mod standard;
