//! What people do in a case: open it, settle it, refer it, hear it, rule.

mod committee;
mod end;
mod open;
mod referral;
mod waiver;

pub use committee::{hearing, vote};
pub use end::{accept, rule};
pub use open::{answer, open};
pub use referral::{refer, reseat};
pub use waiver::waive;
