pub mod appraisals;
pub mod cycles;
pub mod db;
pub mod ground;
pub mod records;
