//! What a cycle appraises by: forms and grade schemes as documents, those that come with the product, and
//! which of them a cycle can choose.

pub mod cache;
pub mod choices;
pub mod documents;
pub mod form;
pub mod grades;
mod presets;
pub mod seed;
mod standard;
