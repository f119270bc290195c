//! Colleagues' input: nominated by employee or superior, asked by the superior, accepted or declined,
//! written until a day. Named or anonymous as the cycle promises; anonymous is shown all at once after
//! the round, from three answers on, and leaves no trace of who wrote what.

mod acts;
mod answering;
mod pages;
mod rules;
mod shown;
mod store;

pub use acts::{close, decide, nominate};
pub use answering::{answer, save, send, show as show_own};
pub use pages::show;
pub use rules::{FEWEST, Mode, Round, Voice};
pub use shown::{InputView, beside};
pub use store::answered;
