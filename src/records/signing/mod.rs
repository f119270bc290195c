//! Signing the frozen record: what the signature means, the choice beside it, the password again.
//! A refusal is declared by the employee, recorded by the superior and witnessed by a third; nobody signs for anybody
//! else.

mod acts;
mod forms;
mod pages;
mod refusing;

pub use acts::sign;
pub use pages::show;
pub use refusing::{comment, declaration, declare, refusal, take_back, witness};
