//! Legal holds: on a person with everything that they have a part in, or on one appraisal. Placed and lifted by
//! HR with a reason, never on oneself or on people whose superior one is.

mod acts;
mod pages;
mod store;

pub use acts::{hold_appraisal, hold_person, lift_appraisal, lift_person};
pub use pages::{appraisal_hold, list as holds, person_hold};
