pub mod appraisals;
pub mod config;
pub mod cycles;
pub mod db;
pub mod ground;
pub mod records;
pub mod serve;
pub mod web;
