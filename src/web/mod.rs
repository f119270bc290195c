//! What every page and every form has in common: texts, shell, fields, errors, layers, assets.

mod asked;
pub mod assets;
pub mod autosave;
pub mod conflict;
pub mod design;
mod error;
mod flash;
mod form_view;
pub mod forms;
mod listing;
pub mod parts;
pub mod proxy;
mod shell;
mod texts;
pub mod upload;
pub mod watch;
pub mod when;

pub use asked::{Asked, At, Cursor};
pub use error::{Error, OneRow, Problem, Result, TOO_MANY_STREAMS};
pub(crate) use flash::cookie;
pub use flash::{Flash, Notice, see};
pub use form_view::{FieldError, FormView, Pick};
pub use forms::Fields;
pub use listing::{Heading, LIMIT, PAGE, page_of, turn_page};
pub use shell::{NavItem, Shell, ShellViewer, is_inside, page, page_before};
pub use texts::{Texts, negotiate, texts};
pub use upload::{File, Upload};
