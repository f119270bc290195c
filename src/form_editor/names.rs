//! Kinds of indicators in words, and what a copy is called.

use crate::{
    access::Lang,
    forms::form::{Bilingual, KindName},
    web::{Texts, texts},
};

pub fn kind_name(kind: KindName, l: &Texts) -> String {
    match kind {
        KindName::Deviation => l.form_kind_deviation(),
        KindName::Proportional => l.form_kind_proportional(),
        KindName::Judgement => l.form_kind_judgement(),
        KindName::Anchored => l.form_kind_anchored(),
    }
}

/// The name of a copy; where there is none in a language, there is none of the copy.
pub fn copied(name: &Bilingual) -> Bilingual {
    let copy = |text: &str, lang| match text {
        "" => String::new(),
        text => texts(lang).form_copy_of(text),
    };
    Bilingual {
        en: copy(&name.en, Lang::En),
        zh: copy(&name.zh, Lang::Zh),
    }
}
