//! What an earlier superior has to say about somebody who now has another one, or a superior about
//! somebody who left: asked for by HR, words and never a score. Its author sees this paper and nothing else
//! of the appraisal; whoever evaluates reads it beside the days that it covers.

mod acts;
mod store;

pub use acts::{ask_one, save, show};
pub use store::{Given, Kind, LEAST_DAYS, Wanted, ask};
