//! Who works here: people, their departments and superiors, roles, and how a roster gets in.
//!
//! `list` and `person` are the pages, `lines` gives many people a superior at once, `import` brings a
//! roster in; `departments` is the tree, `away` and `leaving` say who is not there. A reporting line never
//! closes a loop: `reporting` is the rule, one lock orders the writers, `past` keeps what held before.

mod away;
pub mod departments;
mod edit;
mod filter;
mod forms;
pub mod import;
mod leaving;
mod level;
mod lines;
mod list;
mod past;
mod person;
mod planned;
pub mod reporting;
mod roles;
mod store;
mod superior;
mod words;

pub use away::{absence_form, add_absence, end_absence};
pub use edit::{add, change};
pub use leaving::{come_back, depart, departure_form};
pub use level::Level;
pub use lines::{assign, lines};
pub use list::list;
pub use person::{new, show};
pub use planned::{line_form, plan_line, unplan_line};
pub use roles::{invite, roles};

/// Planned lines and departures whose day has come.
pub async fn take_effect(
    tx: &mut sqlx::PgTransaction<'_>,
    today: time::Date,
    now: time::OffsetDateTime,
) -> crate::web::Result<()> {
    past::take_effect(tx, today, now).await?;
    leaving::take_effect(tx, today, now).await
}
