//! What events carry where it is more than a word.

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// Before and after.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Was<T> {
    pub before: T,
    pub after: T,
}

/// An appointment as it was proposed.
#[derive(Debug, Clone, Serialize)]
pub struct Appointment<'a> {
    pub version: i32,
    pub starts: i64,
    pub minutes: i32,
    pub place_kind: Value,
    pub purpose: Value,
    pub method: Value,
    pub reason: &'a str,
    /// Whom the actor stands in for.
    pub r#for: Option<Uuid>,
}

/// Why deadlines moved: HR set a later one, or a pause ended.
#[derive(Debug, Clone, Serialize)]
pub struct Postponement<'a> {
    pub cycle: Uuid,
    pub deadline: Option<&'a str>,
    pub until: Option<String>,
    pub following: bool,
    pub reason: &'a str,
    pub paused_on: Option<String>,
    pub working_days: Option<i64>,
}

/// A choice under one version of a record.
#[derive(Debug, Clone, Serialize)]
pub struct Signing<'a> {
    pub record_version: i32,
    pub sha256: &'a str,
    pub party: &'a str,
    pub choice: &'a str,
    pub items: &'a [String],
    pub words_sha256: String,
    /// How the signer showed that it was they.
    pub means: &'a str,
}

/// A figure that was recorded: what stood there before, and what stands now.
#[derive(Debug, Clone, Serialize)]
pub struct FigureChange {
    pub item: String,
    pub period: String,
    pub before: Option<String>,
    pub after: String,
}
