//! The documents of this room, as they are kept in papers: both preparations, notes, and the shared
//! sheet of each step.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::kinds::PlaceKind;

/// The employee's questionnaire before the interview.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmployeePreparation {
    /// How they see the result.
    pub view: String,
    pub difficulties: String,
    pub wishes: String,
    pub questions: String,
    pub place_kind: Option<PlaceKind>,
    /// The wanted place in their words.
    pub place: String,
    /// Answers to the form's further questions, by key.
    pub answers: BTreeMap<String, String>,
}

/// The superior's checklist before the interview.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SuperiorPreparation {
    pub duties_read: bool,
    pub results_read: bool,
    /// Weak items for which a concrete example is ready, by key.
    pub examples: BTreeSet<String>,
    /// For every item where the employee sees more: why the superior sees less.
    pub explanations: BTreeMap<String, String>,
}

/// What one participant wrote in one step, or a private note.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    pub text: String,
}

/// Step 1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Opening {
    pub purpose_stated: bool,
    pub confidentiality_stated: bool,
}

/// Step 2.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnWords {
    /// The employee stays with what the self-evaluation says.
    pub as_in_self_evaluation: bool,
}

/// Step 3.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Exchange {
    pub strengths: String,
    /// By item: why the superior sees less than the employee.
    pub differences: BTreeMap<String, String>,
}

/// Step 5, where nothing needs improving.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoPlan {
    pub reason: String,
}

/// Step 6.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Development {
    pub difficulties: String,
    pub support: String,
    pub growth: String,
}

/// Step 8.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Closing {
    pub summary: String,
}
