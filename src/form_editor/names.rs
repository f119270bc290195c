//! Levels of people and kinds of indicators in words.

use crate::{people::Level, web::Texts};

pub fn level_name(level: Level, l: &Texts) -> String {
    match level {
        Level::Staff => l.level_staff(),
        Level::Manager => l.level_manager(),
        Level::Senior => l.level_senior(),
    }
}

pub fn kind_name(kind: &str, l: &Texts) -> String {
    match kind {
        "deviation" => l.form_kind_deviation(),
        "proportional" => l.form_kind_proportional(),
        "anchored" => l.form_kind_anchored(),
        _ => l.form_kind_judgement(),
    }
}
