//! The proposal as typed, and as a value.

use jiff::tz::TimeZone;
use time::OffsetDateTime;

use super::rules;
use crate::{
    ground::clock::instant_in,
    interviews::kinds::{Method, PlaceKind, Purpose},
    web::{
        Texts,
        forms::{Fault, Faults, Fields, SHORT},
        when,
    },
};

/// A time, a place and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub starts_at: OffsetDateTime,
    pub minutes: i32,
    pub place_kind: PlaceKind,
    pub place: String,
    pub purpose: Purpose,
    pub method: Method,
    pub reason: String,
}

/// Reads it in the zone of the person who typed it.
pub fn read(
    fields: &Fields,
    zone: &TimeZone,
    now: OffsetDateTime,
    l: &Texts,
) -> Result<Proposal, Faults> {
    let mut faults = Faults::default();
    let typed = fields.required("starts", 40, &mut faults);
    let starts_at = when::parse_wall(&typed).and_then(|wall| instant_in(wall, zone));
    match starts_at {
        None if !typed.is_empty() => faults.add("starts", Fault::NotADate),
        Some(at) if at <= now => faults.add("starts", Fault::Other(l.appointment_past())),
        _ => {}
    }
    let minutes = fields.required("minutes", 10, &mut faults);
    let minutes = minutes
        .parse()
        .ok()
        .filter(|minutes| rules::MINUTES.contains(minutes));
    if minutes.is_none() {
        faults.add("minutes", Fault::Other(l.appointment_minutes_bounds()));
    }
    let place_kind = fields.choice("place_kind", PlaceKind::from_key, &mut faults);
    let purpose = fields.choice("purpose", Purpose::from_key, &mut faults);
    let method = fields.choice("method", Method::from_key, &mut faults);
    for (name, missing) in [
        ("place_kind", place_kind.is_none()),
        ("purpose", purpose.is_none()),
        ("method", method.is_none()),
    ] {
        if missing {
            faults.add(name, Fault::Required);
        }
    }
    let place = fields.text("place", SHORT, &mut faults);
    let reason = fields.text("reason", 1000, &mut faults);
    match (starts_at, minutes, place_kind, purpose, method) {
        (Some(starts_at), Some(minutes), Some(place_kind), Some(purpose), Some(method))
            if faults.is_empty() =>
        {
            Ok(Proposal {
                starts_at,
                minutes,
                place_kind,
                place,
                purpose,
                method,
                reason,
            })
        }
        _ => Err(faults),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::{access::Lang, web::texts};

    fn typed(change: (&str, &str)) -> Result<Proposal, Faults> {
        let pairs = [
            ("starts", "2026-11-24T09:30"),
            ("minutes", "60"),
            ("place_kind", "lounge"),
            ("place", "3F"),
            ("purpose", "career"),
            ("method", "sandwich"),
            change,
        ];
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let zone = TimeZone::get("Asia/Shanghai").expect("bundled");
        read(
            &Fields::from_pairs(pairs),
            &zone,
            datetime!(2026-11-21 00:00 UTC),
            texts(Lang::En),
        )
    }

    #[test]
    fn the_start_is_read_in_the_writers_zone() {
        let proposal = typed(("reason", "")).expect("complete");
        assert_eq!(proposal.starts_at, datetime!(2026-11-24 01:30 UTC));
    }

    #[test]
    fn what_cannot_be_an_appointment_is_named_at_its_field() {
        for (field, value) in [
            ("starts", ""),
            ("starts", "tomorrow"),
            ("starts", "2026-02-30T09:00"),
            ("starts", "2026-11-20T09:00"),
            ("minutes", "5"),
            ("minutes", "100000000000"),
            ("minutes", "an hour"),
            ("place_kind", "dungeon"),
            ("purpose", ""),
            ("method", "shouting"),
        ] {
            let faults = typed((field, value)).expect_err(value);
            assert!(faults.of(field).is_some(), "{field}={value}");
        }
    }
}
