//! What a cell of a roster says about somebody: name, level, whether they still work here.

use crate::{people::Level, tables::cells::key};

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
