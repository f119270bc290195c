//! Figures and the zone as the sheet prints them.

use jiff::{Timestamp, tz::TimeZone};
use rust_decimal::Decimal;
use time::OffsetDateTime;

use crate::{ground::decimals, scoring::Basis};

const LONGEST: usize = 24;

/// A figure as it was typed; one of absurd length is left out rather than printed in part.
pub(super) fn figure(value: Decimal) -> String {
    fitting(decimals::show_rounded(value, 4))
}

pub(super) fn figure_or_blank(value: Option<Decimal>) -> String {
    value.map(figure).unwrap_or_default()
}

pub(super) fn points(value: Decimal) -> String {
    fitting(decimals::show_points(value))
}

fn fitting(shown: String) -> String {
    if shown.chars().count() > LONGEST {
        "…".to_owned()
    } else {
        shown
    }
}

/// What of the target was reached, where the indicator has one.
pub(super) fn achieved(basis: &Basis) -> String {
    match basis {
        Basis::Deviation { measure, .. } | Basis::Proportional { measure } => {
            format!("{}%", points(measure.achievement))
        }
        Basis::Judged | Basis::Level { .. } | Basis::Manual { .. } | Basis::Shared { .. } => {
            String::new()
        }
    }
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
