//! What a person is to one appraisal. Stored on the appraisal or derived by the view `parties`;
//! never looked up live from the organisation.

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, sqlx::Type,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "relation", rename_all = "snake_case")]
pub enum Relation {
    Appraisee,
    Superior,
    /// A further superior, with a share of the judged scores.
    CoSuperior,
    Facilitator,
    Hr,
    Clerk,
    Committee,
    /// Asked for input, and for nothing else.
    Colleague,
    /// Prepares and schedules for the superior, for a limited time.
    Delegate,
}

impl Relation {
    pub const ALL: [Self; 9] = [
        Self::Appraisee,
        Self::Superior,
        Self::CoSuperior,
        Self::Facilitator,
        Self::Hr,
        Self::Clerk,
        Self::Committee,
        Self::Colleague,
        Self::Delegate,
    ];
}

/// All relations of one viewer to one appraisal; a clerk may also be its facilitator.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relations(Vec<Relation>);

impl Relations {
    #[must_use]
    pub fn has(&self, relation: Relation) -> bool {
        self.0.contains(&relation)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = Relation> + '_ {
        self.0.iter().copied()
    }
}

impl From<Vec<Relation>> for Relations {
    fn from(relations: Vec<Relation>) -> Self {
        Self(relations)
    }
}
