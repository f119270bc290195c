//! A person's place in the company, as far as appraisals ask for it.

#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    sqlx::Type,
    serde::Serialize,
    serde::Deserialize,
)]
#[sqlx(type_name = "level", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Level {
    #[default]
    Staff,
    Manager,
    Senior,
}

impl Level {
    pub const ALL: [Self; 3] = [Self::Staff, Self::Manager, Self::Senior];

    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Manager => "manager",
            Self::Senior => "senior",
        }
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.key() == key)
    }
}
