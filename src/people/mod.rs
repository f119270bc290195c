//! Who works here: people, their departments and superiors, roles.
//!
//! `directory` is the list and one person's page, `reporting` who reports to whom over time, `departments` the
//! tree; `absences` and `departures` say who is not there. A reporting line never closes a loop:
//! `reporting::rules` says so, one lock orders the writers, `reporting::past` keeps what held before.
mod absences;
pub mod departments;
mod departures;
mod directory;
mod level;
pub mod own_case;
pub mod reporting;
mod words;

use crate::audit::Change;
pub use absences::{absence_form, add_absence, end_absence};
pub use departures::{come_back, depart, departure_form};
pub(crate) use directory::store::lock_lines;
pub use directory::{
    INVITE, add, cannot_sign_in, change, invite_many, inviting, list, new, roles, show,
};
pub use level::Level;
pub use own_case::OwnCase;
pub use reporting::{assign, line_form, lines, plan_line, unplan_line};
pub(crate) use words::level as level_word;

/// Planned lines and departures whose day has come.
pub async fn take_effect(change: &mut Change) -> crate::web::Result<()> {
    reporting::past::take_effect(change).await?;
    departures::take_effect(change).await
}
