//! The whole suite in one binary: a world to play in, then a file per room or gesture.

// in a test, the panic is the message
#![allow(clippy::unwrap_used, clippy::pedantic, clippy::type_complexity)]

mod access;
mod actuals;
mod bad_input;
mod browser;
mod buttons;
mod calibrated;
mod calibrations;
mod colleagues;
mod cycles;
mod dashboard;
mod disputes;
mod evaluation;
mod every_page;
mod evidence;
mod explained;
mod floors;
mod forms;
mod goal_changes;
mod goal_indicators;
mod goal_races;
mod goals;
mod goals_of_many;
mod import;
mod import_rules;
mod integrity;
mod interviews;
mod jobs;
mod kept;
mod library_lists;
mod known;
mod lists;
mod log;
mod notes;
mod nothing_lost;
mod organisation;
mod own_forms;
mod people;
mod pile;
mod plans;
mod refusals;
mod relations;
mod release;
mod rulings;
mod running;
mod self_evaluation;
mod sign_in;
mod signing;
mod situations;
mod superiors;
mod tasks;
mod thread;
mod workbooks;
mod world;
