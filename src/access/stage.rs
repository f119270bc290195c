//! The stages of one appraisal, in the order of its life.

/// See the table in `appraisals::lifecycle` for what leads from one to the next.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    sqlx::Type,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "stage", rename_all = "snake_case")]
pub enum Stage {
    Goals,
    SelfEvaluation,
    Evaluation,
    Review,
    Preparation,
    Interview,
    SignOff,
    Dispute,
    Concluded,
    Withdrawn,
}

impl Stage {
    pub const ALL: [Self; 10] = [
        Self::Goals,
        Self::SelfEvaluation,
        Self::Evaluation,
        Self::Review,
        Self::Preparation,
        Self::Interview,
        Self::SignOff,
        Self::Dispute,
        Self::Concluded,
        Self::Withdrawn,
    ];

    /// The stages in which the appraisee may know the result.
    pub const RELEASED: &[Self] = &[
        Self::Preparation,
        Self::Interview,
        Self::SignOff,
        Self::Dispute,
        Self::Concluded,
    ];

    /// The stages in which somebody still has something to do.
    pub const OPEN: &[Self] = &[
        Self::Goals,
        Self::SelfEvaluation,
        Self::Evaluation,
        Self::Review,
        Self::Preparation,
        Self::Interview,
        Self::SignOff,
        Self::Dispute,
    ];

    /// The name used in the database, in class names and in addresses.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Goals => "goals",
            Self::SelfEvaluation => "self_evaluation",
            Self::Evaluation => "evaluation",
            Self::Review => "review",
            Self::Preparation => "preparation",
            Self::Interview => "interview",
            Self::SignOff => "sign_off",
            Self::Dispute => "dispute",
            Self::Concluded => "concluded",
            Self::Withdrawn => "withdrawn",
        }
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.key() == key)
    }

    /// The stage as somebody reads it: HR's review is as closed to the employee as the evaluation itself, and no more
    /// than its going on.
    #[must_use]
    pub fn told_to(self, relation: super::Relation) -> Self {
        match (self, relation) {
            (Self::Review, super::Relation::Appraisee) => Self::Evaluation,
            _ => self,
        }
    }
}

/// On whose desk an open dispute lies; follows from the case, see the view `dispute_phases`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "dispute_phase", rename_all = "snake_case")]
pub enum DisputePhase {
    /// The superior answers.
    Answer,
    /// The employee considers the answer.
    Consider,
    /// The committee hears it.
    Hearing,
}

impl DisputePhase {
    pub const ALL: [Self; 3] = [Self::Answer, Self::Consider, Self::Hearing];
}
