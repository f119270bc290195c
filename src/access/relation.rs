//! What a person is to one appraisal. Stored on the appraisal or derived from what is stored with it;
//! never looked up live from the organisation.

use super::viewer::{Role, Viewer};
use crate::ground::ids::{DepartmentId, PersonId};

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

/// Everything stored with one appraisal that makes one person something to it. The view `parties` says
/// the same for many appraisals at once; a test holds the two together.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools)] // each is one row that is there or not
pub struct Stake {
    pub appraisee: PersonId,
    pub superior: PersonId,
    pub facilitator: Option<PersonId>,
    pub next_superior: Option<PersonId>,
    pub department: Option<DepartmentId>,
    /// Named as a further superior.
    pub further: bool,
    /// Holds a seat in a dispute about it; it counts while they hold the role.
    pub seat: bool,
    /// Asked for a colleague's input, and has neither answered nor declined.
    pub asked: bool,
    /// Stands in for the superior today.
    pub stands_in: bool,
}

impl Stake {
    /// Who evaluates never acts for HR or the committee on it, whatever roles they hold.
    #[must_use]
    pub fn relations(&self, viewer: &Viewer) -> Relations {
        let me = viewer.id;
        let outside = me != self.appraisee && me != self.superior;
        let neutral = outside && !self.further;
        let of_clerk = self
            .department
            .is_some_and(|department| viewer.departments.contains(&department));
        let apart = self.facilitator != Some(me) && self.next_superior != Some(me);
        let holds = |relation: Relation| match relation {
            Relation::Appraisee => me == self.appraisee,
            Relation::Superior => me == self.superior,
            Relation::CoSuperior => self.further && outside,
            Relation::Facilitator => self.facilitator == Some(me),
            Relation::Hr => viewer.is(Role::Hr) && neutral,
            Relation::Clerk => viewer.is(Role::Clerk) && of_clerk && neutral,
            Relation::Committee => viewer.is(Role::Committee) && self.seat && neutral && apart,
            Relation::Colleague => self.asked && outside,
            Relation::Delegate => self.stands_in && me != self.appraisee,
        };
        Relations(Relation::ALL.into_iter().filter(|r| holds(*r)).collect())
    }
}
