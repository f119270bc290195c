//! Where everything stands, for HR and for the clerks of departments. Reads across rooms; writes only the counts that it
//! keeps of them.

pub mod counts;
mod export;
mod figures;
mod pages;
mod store;

pub use export::export;
pub use pages::show;
