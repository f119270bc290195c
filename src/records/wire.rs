//! How single values are written into a frozen record, so that equal values have equal text: decimals without
//! trailing zeros, instants in UTC.

/// A decimal as a string in its shortest form: 69.00 and 69 are the same figure and must not hash differently.
pub mod decimal {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(value: &Decimal, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&value.normalize())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// The same for a figure that may be missing.
pub mod decimal_option {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[allow(clippy::ref_option, reason = "the shape that serde asks for")]
    pub fn serialize<S: Serializer>(value: &Option<Decimal>, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => super::decimal::serialize(value, to),
            None => to.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Decimal>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|text| text.parse().map_err(D::Error::custom))
            .transpose()
    }
}

/// An instant as RFC 3339 in UTC and in whole microseconds, which is what the database keeps.
pub mod instant {
    use serde::{Deserializer, Serializer};
    use time::{OffsetDateTime, UtcOffset};

    pub fn serialize<S: Serializer>(value: &OffsetDateTime, to: S) -> Result<S::Ok, S::Error> {
        let utc = value.to_offset(UtcOffset::UTC);
        let kept = utc
            .replace_nanosecond(utc.microsecond() * 1000)
            .unwrap_or(utc);
        time::serde::rfc3339::serialize(&kept, to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<OffsetDateTime, D::Error> {
        time::serde::rfc3339::deserialize(from)
    }
}

/// A day as `2026-01-31`.
pub mod day {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use time::{Date, format_description::well_known::Iso8601};

    pub fn serialize<S: Serializer>(value: &Date, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        let text = String::deserialize(from)?;
        Date::parse(&text, &Iso8601::DATE).map_err(D::Error::custom)
    }
}

/// The same for a day that may be missing.
pub mod day_option {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use time::{Date, format_description::well_known::Iso8601};

    #[allow(clippy::ref_option, reason = "the shape that serde asks for")]
    pub fn serialize<S: Serializer>(value: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => super::day::serialize(value, to),
            None => to.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|text| Date::parse(&text, &Iso8601::DATE).map_err(D::Error::custom))
            .transpose()
    }
}

/// The same for an instant that may be missing.
pub mod instant_option {
    use serde::{Deserializer, Serializer};
    use time::OffsetDateTime;

    #[allow(clippy::ref_option, reason = "the shape that serde asks for")]
    pub fn serialize<S: Serializer>(
        value: &Option<OffsetDateTime>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => super::instant::serialize(value, to),
            None => to.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<OffsetDateTime>, D::Error> {
        time::serde::rfc3339::option::deserialize(from)
    }
}
