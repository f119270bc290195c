//! The whole suite in one binary: a world to play in, then a file per room or gesture.

mod access;
mod browser;
mod buttons;
mod integrity;
mod evaluation;
mod cycles;
mod dashboard;
mod disputes;
mod floors;
mod goals;
mod import;
mod people;
mod interviews;
mod rulings;
mod self_evaluation;
mod sign_in;
mod tasks;
mod signing;
mod world;
