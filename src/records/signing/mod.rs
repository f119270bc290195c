//! Signing the frozen record: what the signature means, the choice beside it, the password again.
//! A refusal is recorded by the superior and witnessed by a third; nobody signs for anybody else.

mod acts;
mod forms;
mod pages;

pub use acts::{comment, refusal, sign, witness};
pub use pages::show;
