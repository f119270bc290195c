//! What a column of a roster can hold.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Number,
    FullName,
    FirstName,
    MiddleName,
    LastName,
    Email,
    Department,
    Position,
    Level,
    /// A superior given in whichever way: number, e-mail or name.
    Superior,
    SuperiorNumber,
    SuperiorName,
    SuperiorEmail,
    HiredOn,
    /// Whether somebody works here ("active").
    Status,
    /// Whether somebody has left ("leaver: yes").
    Left,
    LeftOn,
}

impl Field {
    pub const ALL: [Self; 17] = [
        Self::Number,
        Self::FullName,
        Self::FirstName,
        Self::MiddleName,
        Self::LastName,
        Self::Email,
        Self::Department,
        Self::Position,
        Self::Level,
        Self::Superior,
        Self::SuperiorNumber,
        Self::SuperiorName,
        Self::SuperiorEmail,
        Self::HiredOn,
        Self::Status,
        Self::Left,
        Self::LeftOn,
    ];

    /// The word for it in forms and in remembered mappings.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::FullName => "name",
            Self::FirstName => "first_name",
            Self::MiddleName => "middle_name",
            Self::LastName => "last_name",
            Self::Email => "email",
            Self::Department => "department",
            Self::Position => "position",
            Self::Level => "level",
            Self::Superior => "superior",
            Self::SuperiorNumber => "superior_number",
            Self::SuperiorName => "superior_name",
            Self::SuperiorEmail => "superior_email",
            Self::HiredOn => "hired_on",
            Self::Status => "status",
            Self::Left => "left",
            Self::LeftOn => "left_on",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}
