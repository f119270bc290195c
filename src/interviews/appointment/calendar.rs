//! The appointment as a calendar file (RFC 5545).

use std::fmt::Write;

use time::{Duration, OffsetDateTime, macros::format_description};

/// What stands in the file.
pub struct Event<'a> {
    pub uid: String,
    /// Raised with every change, so that calendars replace what they have.
    pub sequence: i32,
    pub stamp: OffsetDateTime,
    pub starts_at: OffsetDateTime,
    pub minutes: i32,
    pub confirmed: bool,
    pub summary: &'a str,
    pub location: &'a str,
    pub description: &'a str,
}

#[must_use]
pub fn file(event: &Event<'_>) -> String {
    let ends = event.starts_at + Duration::minutes(event.minutes.into());
    let mut out = String::new();
    for text in [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".into(),
        "PRODID:-//Countersign//Interview//EN".into(),
        "METHOD:PUBLISH".into(),
        "BEGIN:VEVENT".into(),
        format!("UID:{}", event.uid),
        format!("SEQUENCE:{}", event.sequence),
        format!("DTSTAMP:{}", instant(event.stamp)),
        format!("DTSTART:{}", instant(event.starts_at)),
        format!("DTEND:{}", instant(ends)),
        format!(
            "STATUS:{}",
            if event.confirmed {
                "CONFIRMED"
            } else {
                "TENTATIVE"
            }
        ),
        format!("SUMMARY:{}", escaped(event.summary)),
        format!("LOCATION:{}", escaped(event.location)),
        format!("DESCRIPTION:{}", escaped(event.description)),
        "END:VEVENT".into(),
        "END:VCALENDAR".into(),
    ] {
        line(&mut out, &text);
    }
    out
}

fn instant(at: OffsetDateTime) -> String {
    at.to_offset(time::UtcOffset::UTC)
        .format(format_description!(
            "[year][month][day]T[hour][minute][second]Z"
        ))
        .unwrap_or_default()
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace('\n', "\\n")
}

/// Lines of at most 75 bytes, continued after a line end and a space; never inside a character.
fn line(out: &mut String, text: &str) {
    let mut room = 75;
    for c in text.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        room -= c.len_utf8();
        // writing to a String cannot fail
        let _ = write!(out, "{c}");
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn texts_are_escaped_and_long_lines_folded_between_characters() {
        let text = file(&Event {
            uid: "x".into(),
            sequence: 2,
            stamp: datetime!(2026-11-21 09:00 UTC),
            starts_at: datetime!(2026-11-24 09:30 +08:00),
            minutes: 60,
            confirmed: true,
            summary: "绩效面谈，陈静与李伟，二〇二六年秋季，请提前准备好自评和问题清单",
            location: "Café; 3F, left",
            description: "one\ntwo",
        });
        assert!(text.contains("DTSTART:20261124T013000Z\r\n"));
        assert!(text.contains("DTEND:20261124T023000Z\r\n"));
        assert!(text.contains("LOCATION:Café\\; 3F\\, left\r\n"));
        assert!(text.contains("DESCRIPTION:one\\ntwo\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(
            text.replace("\r\n ", "")
                .contains("请提前准备好自评和问题清单")
        );
        assert!(text.ends_with("END:VCALENDAR\r\n"));
    }
}
