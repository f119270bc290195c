//! What is kept how long. HR sets the periods; a daily run removes working material and colleagues' input of
//! appraisals that have ended; people who left are anonymised after the legal period, by HR and by hand. A legal
//! hold keeps everything that it reaches. `rules` says what is due, the database function `purge_due` finds it,
//! and one lock orders holds and removals, so that a hold that was placed is never overtaken.

mod holds;
mod leavers;
mod overview;
mod periods;
mod purge;
pub mod rules;
mod store;
mod words;

pub use holds::{
    appraisal_hold, hold_appraisal, hold_person, holds, lift_appraisal, lift_person, person_hold,
};
pub use leavers::{anonymise, ask, leavers};
pub use overview::show;
pub use periods::{form as periods, set as set_periods};
pub use purge::work;
