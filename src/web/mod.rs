//! What every page and every form has in common: texts, shell, fields, errors, layers, assets.

mod asked;
pub mod assets;
pub mod autosave;
pub mod conflict;
mod error;
mod flash;
mod form_view;
pub mod forms;
pub mod proxy;
mod shell;
mod texts;
pub mod upload;
pub mod watch;
pub mod when;

pub use asked::{Asked, Cursor, turn_page};
pub use error::{Error, Problem, Result};
pub(crate) use flash::cookie;
pub use flash::{Flash, Notice, see};
pub use form_view::{FieldError, FormView, Pick};
pub use forms::Fields;
pub use shell::{NavItem, Shell, ShellViewer, page, page_before};
pub use texts::{Texts, negotiate, texts};
pub use upload::{File, Upload};
