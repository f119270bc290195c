//! Who works here: people, their departments and superiors, and how a roster gets in.

pub mod import;
pub mod reporting;
