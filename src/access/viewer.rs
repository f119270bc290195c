//! The signed-in person behind a request.

use jiff::tz::TimeZone;

use crate::ground::ids::{DepartmentId, PersonId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    #[default]
    En,
    Zh,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        }
    }

    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase();
        if tag == "zh" || tag.starts_with("zh-") {
            Some(Self::Zh)
        } else if tag == "en" || tag.starts_with("en-") {
            Some(Self::En)
        } else {
            None
        }
    }

    /// What a text in this language is called in a document.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The one in which a text stands where it was left empty in this one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::En => Self::Zh,
            Self::Zh => Self::En,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "role", rename_all = "snake_case")]
pub enum Role {
    Hr,
    Clerk,
    Committee,
    Admin,
    Auditor,
}

impl Role {
    pub const ALL: [Self; 5] = [
        Self::Hr,
        Self::Clerk,
        Self::Committee,
        Self::Admin,
        Self::Auditor,
    ];

    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Hr => "hr",
            Self::Clerk => "clerk",
            Self::Committee => "committee",
            Self::Admin => "admin",
            Self::Auditor => "auditor",
        }
    }
}

#[derive(Debug, Clone)]
pub struct Viewer {
    pub id: PersonId,
    pub name: String,
    pub roles: Vec<Role>,
    /// The departments of a clerk.
    pub departments: Vec<DepartmentId>,
    pub lang: Lang,
    pub zone: TimeZone,
    pub theme: String,
}

impl Viewer {
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}
