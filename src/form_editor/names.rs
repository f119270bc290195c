//! Levels of people and kinds of indicators in words.

use crate::{forms::form::KindName, people::Level, web::Texts};

pub fn level_name(level: Level, l: &Texts) -> String {
    match level {
        Level::Staff => l.level_staff(),
        Level::Manager => l.level_manager(),
        Level::Senior => l.level_senior(),
    }
}

pub fn kind_name(kind: KindName, l: &Texts) -> String {
    match kind {
        KindName::Deviation => l.form_kind_deviation(),
        KindName::Proportional => l.form_kind_proportional(),
        KindName::Judgement => l.form_kind_judgement(),
        KindName::Anchored => l.form_kind_anchored(),
    }
}
