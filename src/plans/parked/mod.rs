//! Parked points after the interview: the owner reports the outcome to the employee, by the day agreed;
//! what is late is shown to owner, superior and HR.

mod acts;
mod list;
mod pages;
pub mod points;
mod store;

pub use acts::report;
pub use list::list;
pub use pages::show;
