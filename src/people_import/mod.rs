//! A roster file on its way in: uploaded in pieces, read row by row into the database (`mapping`,
//! `reading`, `staging`), compared there with the people who are there (`planning`), told in words;
//! then the preview page, and one transaction when it is confirmed (`applying`). The same file planned
//! twice changes nothing the second time.

mod acts;
mod applying;
mod drafts;
mod field;
mod findings;
mod headers;
mod mapping;
mod pages;
mod planning;
mod reading;
mod report;
mod rows;
mod run;
mod staging;
mod store;
mod superiors;
mod values;
mod views;
mod words;
mod work;

pub use acts::{choose, confirm, discard, errors, upload};
pub use pages::{show, upload_form};
pub use reading::LIMIT;
pub use run::run;
pub use store::sweep;
pub use work::work;
