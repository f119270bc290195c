//! A form that was sent when nobody was signed in any more. It travels along in the sign-in page and comes
//! back to be read and sent again by whoever signed in; nothing of it is stored.

use crate::web::{Fields, is_inside};

/// What a sign-in may hold: the largest form, and the names given to its fields meanwhile.
pub const LARGEST: usize = (1 << 20) + 65_536;

const FIELD: &str = "kept.";
const TO: &str = "kept-to";
const BACK: &str = "kept-back";
const FILES: &str = "kept-files";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Where the form goes.
    pub to: String,
    /// The page that it stood on.
    pub back: String,
    pub pairs: Vec<(String, String)>,
    /// There were files, which cannot travel along.
    pub files: bool,
}

impl Carried {
    /// Whatever a field that is a password may be called, it stays behind.
    pub(super) fn new(to: &str, back: &str, pairs: &[(String, String)], files: bool) -> Self {
        Self {
            to: inside(to).to_owned(),
            back: inside(back).to_owned(),
            pairs: pairs
                .iter()
                .filter(|(name, _)| !is_secret(name))
                .cloned()
                .collect(),
            files,
        }
    }

    /// What a posted sign-in form carries along.
    pub fn of(fields: &Fields) -> Option<Self> {
        if !fields.has(TO) {
            return None;
        }
        let pairs: Vec<_> = fields
            .pairs()
            .iter()
            .filter_map(|(name, value)| Some((name.strip_prefix(FIELD)?.to_owned(), value.clone())))
            .collect();
        let files = fields.has(FILES);
        Some(Self::new(fields.get(TO), fields.get(BACK), &pairs, files))
    }

    /// The same as the fields of a sign-in form.
    pub(super) fn fields(&self) -> Vec<(String, String)> {
        let mut fields = vec![
            (TO.to_owned(), self.to.clone()),
            (BACK.to_owned(), self.back.clone()),
            ("next".to_owned(), self.back.clone()),
        ];
        if self.files {
            fields.push((FILES.to_owned(), "1".to_owned()));
        }
        let named = |(name, value): &(String, String)| (format!("{FIELD}{name}"), value.clone());
        fields.extend(self.pairs.iter().map(named));
        fields
    }

    /// Hidden fields of the sign-in page.
    pub fn hidden(&self) -> Vec<(String, String)> {
        let mut fields = self.fields();
        fields.retain(|(name, _)| name != "next");
        fields
    }

    pub(super) fn texts(&self) -> Vec<String> {
        written(&self.pairs)
            .map(|(_, value)| value.clone())
            .collect()
    }
}

/// What a person wrote, as against ids, versions and choices.
pub fn written(pairs: &[(String, String)]) -> impl Iterator<Item = &(String, String)> {
    pairs.iter().filter(|(name, value)| {
        !["version", "untouched"].contains(&name.as_str()) && !is_secret(name) && is_text(value)
    })
}

fn is_secret(name: &str) -> bool {
    name.to_ascii_lowercase().contains("password")
}

fn is_text(value: &str) -> bool {
    let value = value.trim();
    let word = |c: char| c.is_ascii_alphanumeric() || ['_', '-', '.', ':', '/'].contains(&c);
    value.contains(|c| !word(c)) && value.contains(char::is_alphabetic)
}

/// An address within this site, or the start page.
pub(super) fn inside(next: &str) -> &str {
    if is_inside(next) { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn a_form_survives_the_sign_in_page_but_its_passwords_do_not() {
        let sent = [
            pair("words.a", "Zeile\n<b>"),
            pair("password", "x"),
            pair("New_Password2", "y"),
        ];
        let carried = Carried::new("/appraisals/1/sign?a=b", "/", &sent, false);
        assert_eq!(carried.pairs, [pair("words.a", "Zeile\n<b>")]);
        let again = Carried::of(&Fields::from_pairs(carried.fields()));
        assert_eq!(again, Some(carried));
        assert_eq!(
            Carried::of(&Fields::from_pairs(vec![pair("login", "x")])),
            None
        );
    }

    #[test]
    fn it_is_sent_nowhere_else() {
        for to in ["https://evil.test/", "//evil.test", "/\\evil.test", ""] {
            assert_eq!(Carried::new(to, to, &[], false).to, "/", "{to}");
        }
    }

    #[test]
    fn texts_are_what_somebody_wrote() {
        for text in ["Two words", "写得很好", "Well!", "a\nb"] {
            assert!(is_text(text), "{text}");
        }
        for other in [
            "",
            "12.50",
            "3",
            "on",
            "self_evaluation",
            "2026-02-03T10:00",
            " 7 ",
        ] {
            assert!(!is_text(other), "{other}");
        }
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        for bad in [
            "https://evil.test",
            "//evil.test",
            "/\\evil.test",
            "javascript:alert(1)",
            "",
            "/\t/evil.test",
            "/\0",
        ] {
            assert_eq!(inside(bad), "/", "{bad}");
        }
        assert_eq!(
            inside("/appraisals?stage=review"),
            "/appraisals?stage=review"
        );
    }
}
