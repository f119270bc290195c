//! One cell to one value: cleaned, made narrow, an e-mail address.

use super::csv::FORMULA_STARTS;

/// Full-width letters, digits and signs to the narrow ones.
pub fn narrow(c: char) -> char {
    match c {
        '\u{3000}' | '\u{A0}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

/// The cell as a person would read it: no invisible characters, single blanks, and without the
/// apostrophe that our own exports put before a formula.
pub fn clean(cell: &str) -> String {
    let visible: String = cell
        .chars()
        .filter(|c| !matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'))
        .collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    let text = words.join(" ");
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA_STARTS) => rest.to_owned(),
        _ => text,
    }
}

/// A number, address or date: cleaned and made narrow.
pub fn code(cell: &str) -> String {
    clean(&cell.chars().map(narrow).collect::<String>())
}

/// What two spellings of one number, address or department have in common.
pub fn key(text: &str) -> String {
    text.to_lowercase()
}

/// Whether mail could be sent there: one @, a dotted host, nothing strange. Not the whole of RFC 5321.
pub fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else {
        return false;
    };
    let local_ok = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let label_ok = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    text.len() <= 254
        && (1..=64).contains(&local.len())
        && local.chars().all(local_ok)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && host.contains('.')
        && host.split('.').all(label_ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_cleaned() {
        for (found, wanted) in [
            ("  Ann \u{A0} Lee\u{200B} ", "Ann Lee"),
            ("\u{202A}王伟\u{202C}\u{3000}", "王伟"),
            ("Ann\r\nLee", "Ann Lee"),
            ("'+86 10", "+86 10"),
            ("'Abd", "'Abd"),
        ] {
            assert_eq!(clean(found), wanted);
        }
        assert_eq!(code("Ａ－００１"), "A-001");
    }

    #[test]
    fn addresses() {
        for good in ["a@b.cn", "ann.lee+x@mail.example.com", "o'neil@x-y.org"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "", "ann", "ann@", "@b.cn", "a@b", "a b@c.de", "a@b..cn", "a@-b.cn", ".a@b.cn",
            "a@b@c.de", "王@b.cn", "a@b.cn,",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
        assert!(!is_email(&format!("{}@b.cn", "a".repeat(65))));
    }
}
