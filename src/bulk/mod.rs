//! Whatever is done to many goes one way. A selection is judged person by person and kept as a run with a row for each;
//! its page says who is in, who is left out and why. On the word of whoever made it, the rows are gone through in
//! blocks of one transaction each: every row is judged anew, and what is no longer as it was shown is left out.
//! What an act does is said by its own room in one [`Act`]; `works.rs` on the roof lists them all.

mod act;
mod acts;
mod csv;
mod lines;
mod pages;
mod seen;
mod store;
mod work;

pub use act::{Act, Acting, Acts, Judge, Judged, Perform, Row, Run, Selection};
pub use acts::{confirm, go, preview, stop};
pub use csv::results;
pub use pages::show;
pub use store::{longer, sweep};
pub use work::{start, step};
