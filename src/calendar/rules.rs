//! A pasted list of days. Pure.

use time::{Date, Weekday};

use crate::tables::dates;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub day: Date,
    pub working: bool,
    pub name: String,
}

/// What is wrong with a line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    NoDate,
    /// The end stands before the beginning, or far behind it.
    Range,
    NameTooLong,
    /// A worked day that no weekend takes away anyway.
    NoWeekend,
    TooMany,
}

pub const LONGEST_NAME: usize = 100;
const LONGEST_RANGE: i64 = 62;
const MOST: usize = 1000;

/// Lines such as `2027-02-17 Spring Festival` or `2027-02-15..2027-02-21 Spring Festival`; a line that
/// begins with `+` is a weekend day that is worked. `working` is what the other lines are.
pub fn parse(text: &str, working: bool) -> Result<Vec<Entry>, Vec<(usize, Wrong)>> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut wrong = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        match entry(line, working) {
            Ok(found) => entries.extend(found),
            Err(why) => wrong.push((at + 1, why)),
        }
        if entries.len() > MOST {
            wrong.push((at + 1, Wrong::TooMany));
            break;
        }
    }
    if wrong.is_empty() {
        // a day that stands twice is what its last line says
        let mut days = std::collections::BTreeMap::new();
        for entry in entries {
            days.insert(entry.day, entry);
        }
        Ok(days.into_values().collect())
    } else {
        Err(wrong)
    }
}

fn entry(line: &str, working: bool) -> Result<Vec<Entry>, Wrong> {
    let (working, line) = match line.strip_prefix(['+', '＋']) {
        Some(rest) => (true, rest.trim_start()),
        None => (working, line),
    };
    let (days, name) = line
        .split_once([' ', '\t', ',', ';', '，', '；', '\u{3000}'])
        .unwrap_or((line, ""));
    let name = name.trim_matches(|c: char| c.is_whitespace() || ",;，；".contains(c));
    if name.chars().count() > LONGEST_NAME {
        return Err(Wrong::NameTooLong);
    }
    let mut ends = None;
    for between in ["..", "至", "~", "～", "–", "—"] {
        ends = ends.or_else(|| days.split_once(between));
    }
    let (first, last) = ends.unwrap_or((days, days));
    let date = |text: &str| dates::parse(text.trim()).date(None).ok_or(Wrong::NoDate);
    let (first, last) = (date(first)?, date(last)?);
    if last < first || (last - first).whole_days() > LONGEST_RANGE {
        return Err(Wrong::Range);
    }
    let mut found = Vec::new();
    let mut day = Some(first);
    while let Some(at) = day.filter(|at| *at <= last) {
        let weekend = matches!(at.weekday(), Weekday::Saturday | Weekday::Sunday);
        if working && !weekend {
            return Err(Wrong::NoWeekend);
        }
        found.push(Entry {
            day: at,
            working,
            name: name.to_owned(),
        });
        day = at.next_day();
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn days_as_people_write_them() {
        let text = "2027-02-17 Spring Festival\n\n2027/5/1\t劳动节\n2027年10月1日至2027年10月3日，国庆节\n+ 2027-10-09 调休\n20271224";
        let found = parse(text, false).expect("a list");
        let shown: Vec<_> = found
            .iter()
            .map(|one| (one.day, one.working, one.name.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                (date!(2027 - 02 - 17), false, "Spring Festival"),
                (date!(2027 - 05 - 01), false, "劳动节"),
                (date!(2027 - 10 - 01), false, "国庆节"),
                (date!(2027 - 10 - 02), false, "国庆节"),
                (date!(2027 - 10 - 03), false, "国庆节"),
                (date!(2027 - 10 - 09), true, "调休"),
                (date!(2027 - 12 - 24), false, ""),
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let text =
            "Spring\n2027-02-30 x\n2027-05-03..2027-05-01\n2027-01-01..2027-12-31\n+2027-10-08";
        let wrong = [
            (1, Wrong::NoDate),
            (2, Wrong::NoDate),
            (3, Wrong::Range),
            (4, Wrong::Range),
            (5, Wrong::NoWeekend),
        ];
        assert_eq!(parse(text, false), Err(wrong.to_vec()));
        let long = format!("2027-01-01 {}", "x".repeat(101));
        assert_eq!(parse(&long, false), Err(vec![(1, Wrong::NameTooLong)]));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_answered(text in "[0-9.+年月日至 ~\\-\n]{0,60}") {
            let _ = parse(&text, true);
        }
    }
}
