//! The texts of the product, generated from `locales/` at build: a missing key does not compile.

use std::sync::LazyLock;

use crate::access::Lang;

#[allow(dead_code, clippy::all, clippy::pedantic, clippy::unwrap_used)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/l10n.rs"));
}

pub use generated::L10nLanguage as Texts;

static ENGLISH: LazyLock<Texts> = LazyLock::new(|| generated::L10n::En.load());
static CHINESE: LazyLock<Texts> = LazyLock::new(|| generated::L10n::ZhCN.load());

#[must_use]
pub fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::En => &ENGLISH,
        Lang::Zh => &CHINESE,
    }
}

/// The reader's language from `Accept-Language`: the first we have, in order of preference.
#[must_use]
pub fn negotiate(header: &str) -> Lang {
    let mut wanted: Vec<(f32, Lang)> = header
        .split(',')
        .filter_map(|part| {
            let mut pieces = part.split(';');
            let lang = Lang::from_tag(pieces.next()?)?;
            let weight = pieces
                .find_map(|piece| piece.trim().strip_prefix("q="))
                .and_then(|q| q.parse().ok())
                .unwrap_or(1.0);
            Some((weight, lang))
        })
        .collect();
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    wanted.first().map(|(_, lang)| *lang).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_language_we_have_is_chosen() {
        assert_eq!(negotiate("zh-CN,zh;q=0.9,en;q=0.8"), Lang::Zh);
        assert_eq!(negotiate("fr, en;q=0.3, zh;q=0.7"), Lang::Zh);
        assert_eq!(negotiate("fr"), Lang::En);
        assert_eq!(negotiate(";;q=,,x"), Lang::En);
    }
}
