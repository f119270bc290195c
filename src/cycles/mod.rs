//! Cycles: the forms, grade schemes and dates that a company appraises by.

pub mod calendar;
pub mod form;
pub mod grades;
mod presets;
mod standard;
