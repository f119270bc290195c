//! The ledger of what waits for whom, and `/`, the start page that reads it. `rules::owed` says who owes what in one
//! appraisal; `settle` writes it in the transaction of each change; everybody else only reads `todos`.

mod company;
mod facts;
mod hr;
pub mod kind;
mod lines;
mod many;
mod mine;
mod news;
mod pages;
mod reminding;
pub mod rules;
pub mod settle;
pub mod verify;

pub use many::{Doable, Reader, doable};
pub use pages::show;
pub use reminding::{Open, Set, open, reminded};
pub use settle::settle;
