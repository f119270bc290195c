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
}

impl Choice {
    pub const ALL: [Self; 2] = [Self::Agree, Self::AgreeInPart];

    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::AgreeInPart => "agree_in_part",
        }
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.key() == key)
    }
}

/// How a signer showed that it was they.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Means {
    Password,
}

impl Means {
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Password => "password",
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
    pub means: Means,
    #[serde(with = "time::serde::rfc3339")]
    pub signed_at: OffsetDateTime,
}

/// The employee's own word that there will be no signature. It counts until it is taken back or a signature is given.
#[derive(Debug, Clone, Deserialize)]
pub struct DeclaredRefusal {
    pub record_version: i32,
    pub words: String,
    #[serde(with = "time::serde::rfc3339")]
    pub declared_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub taken_back_at: Option<OffsetDateTime>,
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
    pub declared: Vec<DeclaredRefusal>,
    pub refusals: Vec<Refusal>,
}

impl File {
    #[must_use]
    pub fn latest(&self) -> Option<&Version> {
        self.versions.first()
    }

    /// The hash of the newest version.
    #[must_use]
    pub fn sha256(&self) -> String {
        self.latest()
            .map_or_else(String::new, |one| one.sha256.clone())
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

    /// The declaration that stands under this version: not taken back, and no signature took its place.
    #[must_use]
    pub fn declared(&self, version: i32) -> Option<&DeclaredRefusal> {
        self.declared
            .iter()
            .find(|one| one.record_version == version && one.taken_back_at.is_none())
            .filter(|_| self.signature(version, Party::Appraisee).is_none())
    }

    #[must_use]
    pub fn refusal(&self, version: i32) -> Option<&Refusal> {
        self.refusals
            .iter()
            .find(|one| one.record_version == version)
    }
}
