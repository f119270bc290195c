//! `countersign verify`: the whole database against its trail. Four comparisons: each chain with itself, rows with the
//! digests in the chains (`audit`), the state of an appraisal with what its events come to (`replay`), and what pages show with
//! what was decided and signed (`shown`). Which table is compared how stands in `catalogue`.

pub mod catalogue;
pub mod finding;
mod replay;
mod run;
mod shown;

pub use finding::{Finding, What};
pub use run::{Proven, verify};
