//! The situations that appraisal systems get wrong, each through HTTP, named after its number.

mod cycles;
mod disputes;
mod evaluation;
mod forms;
mod goals;
mod organisation;
mod results;
mod rights;
