//! Texts, figures, days and times as the sheet prints them, cut to a length where they must be.

use std::cell::Cell;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde_json::Value;
use time::{Date, OffsetDateTime};

use super::Lang;
use crate::ground::decimals;

/// Greatest lengths, in half widths: a Latin letter is one, a Chinese character two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    pub prose: usize,
    pub cell: usize,
    pub name: usize,
    pub rows: usize,
}

impl Cut {
    pub const NONE: Self = Self {
        prose: usize::MAX,
        cell: usize::MAX,
        name: usize::MAX,
        rows: usize::MAX,
    };
}

/// A longer run than this without a place to break would stick out of its column.
const LONGEST_RUN: usize = 18;
const FIGURE: usize = 24;

/// Cuts texts and remembers whether it had to.
pub(super) struct Scissors {
    pub cut: Cut,
    /// "… see the full record", at the end of prose.
    pub ending: String,
    pub used: Cell<bool>,
}

impl Scissors {
    pub fn prose(&self, text: &str) -> String {
        self.shorten(text, self.cut.prose, &self.ending)
    }

    pub fn cell(&self, text: &str) -> String {
        self.shorten(text, self.cut.cell, "…")
    }

    pub fn name(&self, text: &str) -> String {
        self.shorten(text, self.cut.name, "…")
    }

    /// The first rows, and how many are left out.
    pub fn rows<'a, T>(&self, rows: &'a [T]) -> (&'a [T], usize) {
        let kept = rows.len().min(self.cut.rows);
        if kept < rows.len() {
            self.used.set(true);
        }
        (&rows[..kept], rows.len() - kept)
    }

    fn shorten(&self, text: &str, limit: usize, ending: &str) -> String {
        let text = tidy(text);
        let text = if width(&text) <= limit {
            text
        } else {
            self.used.set(true);
            let room = limit.saturating_sub(width(ending));
            let mut used = 0;
            let kept: String = text
                .chars()
                .take_while(|c| {
                    used += char_width(*c);
                    used <= room
                })
                .collect();
            format!("{}{ending}", kept.trim_end())
        };
        breakable(&text)
    }
}

/// One space between words; line breaks stay, at most one at a time; no control characters.
fn tidy(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            let words: Vec<String> = line
                .split_whitespace()
                .map(|word| word.chars().filter(|c| !c.is_control()).collect())
                .collect();
            words.join(" ")
        })
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

/// Zero-width spaces inside runs that could not be broken otherwise.
fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for c in text.chars() {
        if c.is_whitespace() || wide(c) {
            run = 0;
        } else if run == LONGEST_RUN {
            out.push('\u{200b}');
            run = 1;
        } else {
            run += 1;
        }
        out.push(c);
    }
    out
}

fn wide(c: char) -> bool {
    c >= '\u{2e80}'
}

fn char_width(c: char) -> usize {
    match c {
        // A line that ends early takes up about this much.
        '\n' => 60,
        c if wide(c) => 2,
        _ => 1,
    }
}

fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// The width of all texts in the data.
pub(super) fn amount(data: &Value) -> usize {
    match data {
        Value::String(text) => width(text),
        Value::Array(values) => values.iter().map(amount).sum(),
        Value::Object(map) => map.values().map(amount).sum(),
        _ => 0,
    }
}

/// A figure; one of absurd length is left out rather than printed in part.
pub(super) fn figure(value: Decimal) -> String {
    let shown = decimals::show_rounded(value, 4);
    if shown.chars().count() > FIGURE {
        "…".to_owned()
    } else {
        shown
    }
}

pub(super) fn figure_or_blank(value: Option<Decimal>) -> String {
    value.map(figure).unwrap_or_default()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) fn day(date: Date, lang: Lang) -> String {
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    match lang {
        Lang::En => format!("{day} {} {year}", MONTHS[usize::from(month) - 1]),
        Lang::Zh => format!("{year}年{month}月{day}日"),
    }
}

/// For narrow columns.
pub(super) fn short_day(date: Date, lang: Lang) -> String {
    match lang {
        Lang::En => {
            let month = MONTHS[usize::from(u8::from(date.month())) - 1];
            format!("{} {} {}", date.day(), &month[..3], date.year())
        }
        Lang::Zh => date.to_string(),
    }
}

pub(super) fn period(from: Date, to: Date, lang: Lang) -> String {
    let (first, last) = (day(from, lang), day(to, lang));
    match lang {
        Lang::En if from.year() == to.year() => {
            let first = first.trim_end_matches(&format!(" {}", from.year()));
            format!("{first} – {last}")
        }
        Lang::En => format!("{first} – {last}"),
        Lang::Zh => format!("{first}至{last}"),
    }
}

/// Day and clock time where the reader is.
pub(super) fn local(at: OffsetDateTime, zone: &TimeZone, lang: Lang) -> (String, String) {
    let Ok(stamp) = Timestamp::from_nanosecond(at.unix_timestamp_nanos()) else {
        return (day(at.date(), lang), at.time().to_string());
    };
    let there = stamp.to_zoned(zone.clone());
    let month = u8::try_from(there.month()).unwrap_or(1);
    let date = time::Month::try_from(month)
        .ok()
        .and_then(|month| {
            let day = u8::try_from(there.day()).ok()?;
            Date::from_calendar_date(there.year().into(), month, day).ok()
        })
        .unwrap_or(at.date());
    let clock = format!("{:02}:{:02}", there.hour(), there.minute());
    (day(date, lang), clock)
}

/// `Asia/Shanghai (UTC+08)`, as it is at that instant.
pub(super) fn zone_name(at: OffsetDateTime, zone: &TimeZone) -> String {
    let Ok(stamp) = Timestamp::from_nanosecond(at.unix_timestamp_nanos()) else {
        return zone.iana_name().unwrap_or("UTC").to_owned();
    };
    let offset = zone.to_offset(stamp);
    match zone.iana_name() {
        Some("UTC") => "UTC".to_owned(),
        Some(name) => format!("{name} (UTC{offset})"),
        None => format!("UTC{offset}"),
    }
}
