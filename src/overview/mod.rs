//! The page of one appraisal: its stages, whose turn it is, what happens next, and the links to the rest.

mod links;
mod page;
mod related;

pub use page::show;
