//! Days and instants as the reader writes them, in the reader's zone.

use jiff::tz::TimeZone;
use time::{Date, OffsetDateTime, PrimitiveDateTime, macros::format_description};

use crate::{
    access::Lang,
    ground::clock::{date_in, local},
};

/// "21 Nov 2026" or "2026年11月21日".
#[must_use]
pub fn day(date: Date, lang: Lang) -> String {
    let text = match lang {
        Lang::En => date.format(format_description!(
            "[day padding:none] [month repr:short] [year]"
        )),
        Lang::Zh => date.format(format_description!(
            "[year]年[month padding:none]月[day padding:none]日"
        )),
    };
    text.unwrap_or_default()
}

/// Day and time of day in the reader's zone.
#[must_use]
pub fn instant(at: OffsetDateTime, zone: &TimeZone, lang: Lang) -> String {
    let at = local(at, zone);
    let clock = at
        .format(format_description!("[hour]:[minute]"))
        .unwrap_or_default();
    format!("{} {clock}", day(at.date(), lang))
}

/// The day on which that was, where the reader is.
#[must_use]
pub fn local_day(at: OffsetDateTime, zone: &TimeZone, lang: Lang) -> String {
    day(date_in(at, zone), lang)
}

/// Only the time of day.
#[must_use]
pub fn clock(at: OffsetDateTime, zone: &TimeZone) -> String {
    local(at, zone)
        .format(format_description!("[hour]:[minute]"))
        .unwrap_or_default()
}

/// The value of `<input type="date">`.
#[must_use]
pub fn input_day(date: Date) -> String {
    date.format(format_description!("[year]-[month]-[day]"))
        .unwrap_or_default()
}

/// The value of `<input type="datetime-local">`.
#[must_use]
pub fn input_instant(at: OffsetDateTime, zone: &TimeZone) -> String {
    local(at, zone)
        .format(format_description!("[year]-[month]-[day]T[hour]:[minute]"))
        .unwrap_or_default()
}

#[must_use]
pub fn parse_day(text: &str) -> Option<Date> {
    Date::parse(text.trim(), format_description!("[year]-[month]-[day]"))
        .ok()
        .filter(|date| (1900..=2200).contains(&date.year()))
}

/// Reads `<input type="datetime-local">`, with or without seconds.
#[must_use]
pub fn parse_wall(text: &str) -> Option<PrimitiveDateTime> {
    let (date, clock) = text.trim().split_once(['T', ' '])?;
    let clock = clock.get(..5)?;
    let clock = time::Time::parse(clock, format_description!("[hour]:[minute]")).ok()?;
    Some(PrimitiveDateTime::new(parse_day(date)?, clock))
}
