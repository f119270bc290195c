//! Parts that several pages share, each compiled once and not once a call: with their bodies in the pages the whole
//! crate took twice as long to check. `templates/macros.html` says what the arguments mean; empty text means: none.

use askama::{Template, filters::HtmlSafe};

use super::{FieldError, Pick, Shell, Texts};

/// Yes or no, however often a template has lent it on.
pub trait Flag {
    fn is(self) -> bool;
}

impl Flag for bool {
    fn is(self) -> bool {
        self
    }
}

impl<T: Flag + Copy> Flag for &T {
    fn is(self) -> bool {
        (*self).is()
    }
}

/// A block of a file as a part, and the function that a template calls for it.
macro_rules! parts {
    ($file:literal: $($block:literal $make:ident $part:ident { $($field:ident: $of:ty),* $(; $flag:ident)? })*) => {$(
        #[derive(Template)]
        #[template(path = $file, block = $block)]
        pub struct $part<'a> { $($field: &'a $of,)* $($flag: bool)? }

        impl HtmlSafe for $part<'_> {}

        #[allow(clippy::too_many_arguments, clippy::elidable_lifetime_names)] // those of the macro; some parts lend one thing alone
        pub fn $make<'a>($($field: &'a $of,)* $($flag: impl Flag)?) -> $part<'a> {
            $part { $($field,)* $($flag: $flag.is())? }
        }
    )*};
}

parts! { "frame.html":
    "head" head Head { shell: Shell }
    "bar" bar Bar { shell: Shell }
    "foot" foot Foot { shell: Shell }
}

parts! { "parts.html":
    "field" field Field {
        l: Texts, name: str, label: str, value: str, hint: str, error: str, kind: str, autocomplete: str, step: str,
        class: str; required
    }
    "area" area Area {
        l: Texts, name: str, label: str, value: str, hint: str, error: str, class: str, maxlength: str, when: str;
        required
    }
    "select" select Select {
        l: Texts, name: str, label: str, options: [Pick], hint: str, error: str, class: str; required
    }
    "choice" choice Choice {
        kind: str, name: str, value: str, label: str, hint: str, class: str; checked
    }
    "errors" errors Errors { l: Texts, errors: [FieldError] }
    "empty" empty Empty { title: str, text: str, href: str, action: str }
    "paging" paging Paging { l: Texts, shown: str, before: str, after: str }
    "confirm" confirm Confirm {
        label: str, question: str, kind: str, name: str, value: str, formaction: str
    }
    "save_state" save_state SaveState { l: Texts, saved_at: str }
}
