//! The file of an appraisal: its record versions with their signatures and refusals. Types only.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{Record, canonical};
use crate::{
    ground::ids::PersonId,
    web::{Error, Result},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "party", rename_all = "snake_case")]
pub enum Party {
    Appraisee,
    Superior,
}

impl Party {
    pub const BOTH: [Self; 2] = [Self::Appraisee, Self::Superior];

    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Appraisee => "appraisee",
            Self::Superior => "superior",
        }
    }
}

/// What stands beside "received and discussed".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "choice", rename_all = "snake_case")]
pub enum Choice {
    Agree,
    AgreeInPart,
    /// Not a signature: the employee's own word that there will be none.
    Refuse,
}

impl Choice {
    pub const ALL: [Self; 3] = [Self::Agree, Self::AgreeInPart, Self::Refuse];

    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::AgreeInPart => "agree_in_part",
            Self::Refuse => "refuse",
        }
    }

    /// What a party may choose: only the employee may refuse.
    #[must_use]
    pub fn open_to(party: Party) -> &'static [Self] {
        match party {
            Party::Appraisee => &Self::ALL,
            Party::Superior => &[Self::Agree, Self::AgreeInPart],
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
pub struct Version {
    pub version: i32,
    pub sha256: String,
    pub reason: String,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    pub created_by: String,
    /// The text is gone after the legal period; hash and signatures remain.
    #[serde(with = "time::serde::rfc3339::option")]
    pub removed_at: Option<OffsetDateTime>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Signature {
    pub record_version: i32,
    pub party: Party,
    pub person: PersonId,
    pub name: String,
    pub choice: Choice,
    pub items: Vec<String>,
    pub words: String,
    pub sha256: String,
    #[serde(with = "time::serde::rfc3339")]
    pub signed_at: OffsetDateTime,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Refusal {
    pub record_version: i32,
    pub reason: String,
    pub recorded_by: PersonId,
    pub recorded_by_name: String,
    #[serde(with = "time::serde::rfc3339")]
    pub recorded_at: OffsetDateTime,
    pub witness: Option<String>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub witnessed_at: Option<OffsetDateTime>,
    pub employee_comment: String,
}

/// Everything about the records of one appraisal, and the text of one version.
#[derive(Debug, Clone)]
pub struct File {
    /// Newest first; empty before the first interview was closed.
    pub versions: Vec<Version>,
    /// The version that was asked for, else the newest.
    pub shown: i32,
    pub content: Option<String>,
    pub signatures: Vec<Signature>,
    pub refusals: Vec<Refusal>,
}

impl File {
    #[must_use]
    pub fn latest(&self) -> Option<&Version> {
        self.versions.first()
    }

    /// The text of the shown version, read; 404 where there is none.
    pub fn record(&self) -> Result<Record> {
        let content = self.content.as_deref().ok_or(Error::NotFound)?;
        Ok(canonical::read(content).map_err(anyhow::Error::from)?)
    }

    #[must_use]
    pub fn version(&self, version: i32) -> Option<&Version> {
        self.versions.iter().find(|one| one.version == version)
    }

    #[must_use]
    pub fn signature(&self, version: i32, party: Party) -> Option<&Signature> {
        self.signatures
            .iter()
            .find(|one| one.record_version == version && one.party == party)
    }

    #[must_use]
    pub fn refusal(&self, version: i32) -> Option<&Refusal> {
        self.refusals
            .iter()
            .find(|one| one.record_version == version)
    }
}
