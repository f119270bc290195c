//! Giving a score: the employee's own evaluation, the superior's, the part of further superiors, and what
//! colleagues say. `dossier` is what was gathered during the period and stands beside the text.

pub mod co_evaluators;
pub mod colleagues;
mod dossier;
pub mod explanation;
mod goals_panel;
pub mod self_evaluation;
pub mod superior;
