//! Somebody with all rights on the database changes it behind the program's back: `countersign verify` finds it and names it.
//! And whatever is done honestly, it finds nothing.

mod chains;
mod columns;
mod company;
mod forgeries;
mod honest;
mod page;
mod rewritten;
