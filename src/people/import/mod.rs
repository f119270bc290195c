//! A roster file on its way in: bytes → text → table → mapping → plan. All of it is pure; nothing here
//! knows a database or a page. The same file planned twice changes nothing the second time.

pub mod cells;
pub mod dates;
pub mod decode;
mod drafts;
pub mod findings;
mod headers;
pub mod mapping;
pub mod plan;
pub mod report;
mod superiors;
pub mod table;

#[cfg(test)]
mod plan_laws;
#[cfg(test)]
mod plan_tests;
#[cfg(test)]
mod real_roster;
