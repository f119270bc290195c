//! The library: the forms and grade schemes that cycles choose from, the editor, the calculator.
//!
//! A family has published versions, which never change, and at most one draft, kept as it was typed.
//! `draft` turns what was typed into a form and back; `trial` scores figures without saving them.

mod acts;
mod desk;
mod draft;
mod editor;
mod lists;
mod names;
mod preview;
mod rows;
pub mod schemes;
mod show;
mod store;
mod trial;

pub use acts::{archive, copy, create, discard, publish, remove, save, try_out};
pub use editor::edit;
pub use lists::list;
pub use show::{calculator, show};
