//! Where everything stands, for HR and for the clerks of departments. Reads across rooms, writes nothing.

pub mod counts;
mod export;
mod figures;
mod pages;
mod store;

pub use export::export;
pub use pages::show;
