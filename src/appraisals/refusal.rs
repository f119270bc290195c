//! Why a step is not taken, and how a page says so.

use super::{lifecycle::Refusal, words};
use crate::{
    access::Denial,
    web::{Error, Texts},
};

/// Why a step is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepRefusal {
    Denied(Denial),
    Refused(Refusal),
}

impl StepRefusal {
    /// As an error page in the reader's language.
    #[must_use]
    pub fn tell(self, l: &Texts) -> Error {
        match self {
            Self::Denied(denial) => Error::Denied(denial),
            Self::Refused(Refusal::OtherStage { now }) => {
                Error::Denied(Denial::OtherStage { now, when: &[] })
            }
            Self::Refused(Refusal::Unmet(guards)) => Error::Refused(
                guards
                    .into_iter()
                    .map(|guard| words::guard(guard, l))
                    .collect(),
            ),
        }
    }
}
