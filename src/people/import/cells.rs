//! One cell to one value: names, e-mail addresses, levels, whether somebody still works here.

use crate::people::Level;

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
        Some(rest) if rest.starts_with(super::report::FORMULA_STARTS) => rest.to_owned(),
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

/// "First MI Last"; Chinese names are family and given name without a blank.
pub fn joined_name(first: &str, middle: &str, last: &str) -> String {
    if is_han(last) && is_han(first) {
        return format!("{last}{first}");
    }
    let parts = [first, middle, last];
    let given: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    given.join(" ")
}

fn is_han(text: &str) -> bool {
    let han = |c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '〇' | '·');
    !text.is_empty() && text.chars().all(han)
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

/// None where the word is not one of ours ("P7"): grades differ from company to company.
pub fn level(text: &str) -> Option<Level> {
    match key(text).as_str() {
        "staff"
        | "employee"
        | "individual contributor"
        | "worker"
        | "员工"
        | "普通员工"
        | "基层员工"
        | "基层"
        | "职员"
        | "一般员工"
        | "一线员工" => Some(Level::Staff),
        "manager" | "middle" | "middle manager" | "middle management" | "supervisor"
        | "team lead" | "经理" | "主管" | "中层" | "中层管理" | "中层管理者" | "中层干部"
        | "中层管理人员" => Some(Level::Manager),
        "senior" | "senior manager" | "senior management" | "executive" | "director"
        | "top management" | "c-level" | "高管" | "高层" | "高层管理" | "高层管理者"
        | "高级管理人员" | "高级经理" | "总监" | "总经理" | "副总经理" => {
            Some(Level::Senior)
        }
        _ => None,
    }
}

/// "Active", "在职", "yes": works here. On leave is still employed.
pub fn works_here(text: &str) -> Option<bool> {
    match key(text).as_str() {
        "active" | "employed" | "current" | "working" | "on leave" | "probation" | "permanent"
        | "在职" | "在岗" | "正式" | "正式员工" | "已转正" | "试用" | "试用期" | "休假"
        | "停薪留职" | "产假" | "实习" => Some(true),
        "inactive" | "left" | "leaver" | "terminated" | "resigned" | "retired" | "former"
        | "离职" | "已离职" | "离职中" | "退休" | "已退休" | "停用" => Some(false),
        _ => yes(text),
    }
}

/// For a column that asks whether somebody has left.
pub fn has_left(text: &str) -> Option<bool> {
    yes(text).or_else(|| works_here(text).map(|works| !works))
}

fn yes(text: &str) -> Option<bool> {
    match key(text).as_str() {
        "yes" | "y" | "true" | "1" | "是" | "√" => Some(true),
        "no" | "n" | "false" | "0" | "否" | "×" => Some(false),
        _ => None,
    }
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
    fn names_are_joined_as_their_language_does() {
        for (first, middle, last, wanted) in [
            ("Christopher", "B", "Thompson", "Christopher B Thompson"),
            ("Ann", "", "Lee", "Ann Lee"),
            ("", "", "Lee", "Lee"),
            ("伟", "", "王", "王伟"),
            ("娜", "", "欧阳", "欧阳娜"),
            ("Wei", "", "王", "Wei 王"),
            ("", "", "", ""),
        ] {
            assert_eq!(joined_name(first, middle, last), wanted);
        }
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

    #[test]
    fn levels_and_status() {
        assert_eq!(level("Staff"), Some(Level::Staff));
        assert_eq!(level("经理"), Some(Level::Manager));
        assert_eq!(level("高管"), Some(Level::Senior));
        assert_eq!(level("P7"), None);
        assert_eq!(level("高级工程师"), None);
        assert_eq!(
            (
                works_here("在职"),
                works_here("Terminated"),
                works_here("Y"),
                works_here("?")
            ),
            (Some(true), Some(false), Some(true), None)
        );
        assert_eq!(
            (has_left("是"), has_left("active"), has_left("0")),
            (Some(true), Some(false), Some(false))
        );
    }
}
