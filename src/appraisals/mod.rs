//! Appraisals: what one person's work in one cycle is worth, and how that is agreed.

pub mod scoring;
