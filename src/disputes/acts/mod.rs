//! What people do in a case: open it, settle it, refer it, hear it, rule.

mod committee;
mod end;
mod open;
mod referral;

pub use committee::{hearing, vote};
pub use end::{accept, rule};
pub use open::{answer, open};
pub use referral::{refer, reseat};
