//! The whole suite in one binary: a world to play in, then a file per room or gesture.

// in a test, the panic is the message
#![allow(clippy::unwrap_used, clippy::pedantic, clippy::type_complexity)]

mod access;
mod bad_input;
mod browser;
mod buttons;
mod cycles;
mod dashboard;
mod disputes;
mod evaluation;
mod evidence;
mod floors;
mod goals;
mod import;
mod integrity;
mod interviews;
mod jobs;
mod measure;
mod people;
mod plans;
mod rulings;
mod running;
mod self_evaluation;
mod sign_in;
mod signing;
mod situations;
mod tasks;
mod thread;
mod world;
