//! The one source of "now", so that a test or the demo can live through a cycle in a second.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::tz::TimeZone;
use time::{Date, Duration, OffsetDateTime};

/// The machine's clock, shifted by an offset that only tests and the demo set.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    shift_seconds: Arc<AtomicI64>,
}

impl Clock {
    /// Now, to the microsecond: what the database can keep.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        let now = OffsetDateTime::now_utc()
            + Duration::seconds(self.shift_seconds.load(Ordering::Relaxed));
        now.replace_microsecond(now.microsecond()).unwrap_or(now)
    }

    #[must_use]
    pub fn today(&self, zone: &TimeZone) -> Date {
        date_in(self.now(), zone)
    }

    /// Lets the clock run from `instant` on.
    pub fn set(&self, instant: OffsetDateTime) {
        let shift = (instant - OffsetDateTime::now_utc()).whole_seconds();
        self.shift_seconds.store(shift, Ordering::Relaxed);
    }

    pub fn advance(&self, by: Duration) {
        self.shift_seconds
            .fetch_add(by.whole_seconds(), Ordering::Relaxed);
    }
}

/// The calendar day of an instant in a zone.
#[must_use]
pub fn date_in(instant: OffsetDateTime, zone: &TimeZone) -> Date {
    local(instant, zone).date()
}

/// The instant with the zone's offset, ready to be shown.
#[must_use]
pub fn local(instant: OffsetDateTime, zone: &TimeZone) -> OffsetDateTime {
    let offset = jiff::Timestamp::from_second(instant.unix_timestamp())
        .map(|stamp| zone.to_offset(stamp).seconds())
        .ok()
        .and_then(|seconds| time::UtcOffset::from_whole_seconds(seconds).ok());
    offset.map_or(instant, |offset| instant.to_offset(offset))
}

/// The instant of a wall-clock time in a zone; in a gap or fold the later reading, as calendars do.
#[must_use]
pub fn instant_in(wall: time::PrimitiveDateTime, zone: &TimeZone) -> Option<OffsetDateTime> {
    let civil = jiff::civil::date(
        i16::try_from(wall.year()).ok()?,
        i8::try_from(u8::from(wall.month())).ok()?,
        i8::try_from(wall.day()).ok()?,
    )
    .at(
        i8::try_from(wall.hour()).ok()?,
        i8::try_from(wall.minute()).ok()?,
        i8::try_from(wall.second()).ok()?,
        0,
    );
    let stamp = zone.to_ambiguous_zoned(civil).later().ok()?.timestamp();
    OffsetDateTime::from_unix_timestamp(stamp.as_second()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn shows_and_reads_wall_clock_times_in_a_zone() {
        let zone = TimeZone::get("Asia/Shanghai").expect("bundled");
        let instant = datetime!(2026-11-21 01:30 UTC);
        assert_eq!(local(instant, &zone).hour(), 9);
        assert_eq!(
            date_in(datetime!(2026-11-21 20:00 UTC), &zone),
            time::macros::date!(2026 - 11 - 22)
        );
        assert_eq!(
            instant_in(datetime!(2026-11-21 09:30), &zone),
            Some(instant)
        );
    }
}
