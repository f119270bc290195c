//! The situations that appraisal systems get wrong, each through HTTP, named after its number.

mod cycles;
mod delegation;
mod disputes;
mod evaluation;
mod forms;
mod goals;
pub mod notices;
mod organisation;
pub mod reopening;
mod results;
mod retention;
mod rights;
