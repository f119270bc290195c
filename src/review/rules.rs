//! What a review may do in one go, and why a result is not released with many others.

use crate::{access::Stage, forms::grades::Scheme};

/// Whether approval and release may be one press: never for a low grade, which is looked at by itself.
#[must_use]
pub fn one_go(scheme: &Scheme, grade: Option<usize>) -> bool {
    grade
        .and_then(|grade| scheme.band(grade))
        .is_some_and(|band| !band.low)
}

/// Why an appraisal of a bulk release stays where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// The evaluation is not there yet.
    Before,
    NotApproved,
    /// Not approved, and with a low grade: never approved with many others.
    Low,
    /// Released already.
    After,
    Withdrawn,
    /// The cycle rests.
    Paused,
}

impl Held {
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::NotApproved => "not_approved",
            Self::Low => "low",
            Self::After => "after",
            Self::Withdrawn => "withdrawn",
            Self::Paused => "paused",
        }
    }
}

/// What keeps an appraisal from being released; nothing is `None`.
#[must_use]
pub fn held(stage: Stage, approved: bool, paused: bool) -> Option<Held> {
    match stage {
        Stage::Review if approved && paused => Some(Held::Paused),
        Stage::Review if approved => None,
        Stage::Review => Some(Held::NotApproved),
        Stage::Goals | Stage::SelfEvaluation | Stage::Evaluation => Some(Held::Before),
        Stage::Withdrawn => Some(Held::Withdrawn),
        Stage::Preparation
        | Stage::Interview
        | Stage::SignOff
        | Stage::Dispute
        | Stage::Concluded => Some(Held::After),
    }
}

/// The same in a release that may approve what has no low grade along the way.
#[must_use]
pub fn stays(
    stage: Stage,
    (approved, low, paused): (bool, bool, bool),
    approves: bool,
) -> Option<Held> {
    match held(stage, approved, paused) {
        Some(Held::NotApproved) if low => Some(Held::Low),
        Some(Held::NotApproved) if approves => held(stage, true, paused),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appraisals::lifecycle::{Guard, Proven, Step, next};

    #[test]
    fn bulk_release_and_the_table_of_steps_agree() {
        for stage in Stage::ALL {
            for approved in [false, true] {
                let proven = Proven::of([(Guard::Approved, approved)]);
                let step = next(stage, Step::Released, &proven);
                assert_eq!(
                    held(stage, approved, false).is_none(),
                    step.is_ok(),
                    "{stage:?} {approved}"
                );
                assert!(held(stage, approved, true).is_some(), "nothing in a pause");
            }
        }
    }

    #[test]
    fn a_release_that_approves_takes_along_what_has_no_low_grade() {
        let stays = |approved, low, paused, approves| {
            crate::review::rules::stays(Stage::Review, (approved, low, paused), approves)
        };
        for approves in [false, true] {
            assert_eq!(stays(true, true, false, approves), None);
            assert_eq!(stays(false, true, false, approves), Some(Held::Low));
            assert_eq!(stays(true, false, true, approves), Some(Held::Paused));
        }
        assert_eq!(stays(false, false, false, false), Some(Held::NotApproved));
        assert_eq!(stays(false, false, false, true), None);
        assert_eq!(stays(false, false, true, true), Some(Held::Paused));
    }

    #[test]
    fn low_grades_are_never_waved_through() {
        let scheme = Scheme::standard();
        let allowed: Vec<bool> = (0..6).map(|grade| one_go(&scheme, Some(grade))).collect();
        assert_eq!(allowed, [false, false, true, true, true, false]);
        assert!(!one_go(&scheme, None));
    }
}
