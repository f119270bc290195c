//! What has to be looked at again after a change.

use uuid::Uuid;

/// What a change reaches beside the appraisals whose chains it wrote into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    Appraisal(Uuid),
    /// Everything that somebody is a party of, and what waits for them.
    Person(Uuid),
    Cycle(Uuid),
    /// A department itself, not those below it.
    Department(Uuid),
    /// What HR is told, and leavers whose time is over.
    Company,
    Everything,
}
