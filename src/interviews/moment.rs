//! Instants as PostgreSQL writes them into JSON.

use serde::{Deserialize, Deserializer, de::Error};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<OffsetDateTime>, D::Error> {
    Option::<String>::deserialize(from)?
        .map(|text| OffsetDateTime::parse(&text, &Rfc3339).map_err(D::Error::custom))
        .transpose()
}

pub mod always {
    use super::{Deserializer, Error, OffsetDateTime};

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<OffsetDateTime, D::Error> {
        super::deserialize(from)?.ok_or_else(|| D::Error::custom("an instant is missing"))
    }
}
