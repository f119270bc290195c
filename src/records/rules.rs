//! Who may still sign what: one signature of each party a version, and nobody for anybody else. The employee may declare
//! that there will be none, and think again until the refusal is recorded; a signature given later takes its place.

use time::Date;

use super::file::{Choice, File, Means, Party};

/// Why a version no longer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Void {
    /// There is a newer one.
    Newer,
    /// The appraisal was opened again after it.
    Reopened,
}

/// Whether this version still counts. What opens an appraisal again takes its interview back.
#[must_use]
pub fn void(file: &File, version: i32, interviewed: bool) -> Option<Void> {
    if file
        .latest()
        .is_some_and(|latest| latest.version != version)
    {
        Some(Void::Newer)
    } else {
        (!interviewed).then_some(Void::Reopened)
    }
}

/// What somebody signs: this hash of this version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signing {
    pub version: i32,
    pub sha256: String,
    pub party: Party,
    pub choice: Choice,
    pub items: Vec<String>,
    pub words: String,
    pub means: Means,
}

/// Where the signatures of the newest version stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each is one row
pub struct Standing {
    pub signed_by_appraisee: bool,
    pub signed_by_superior: bool,
    /// The employee has declared that there will be no signature.
    pub declared: bool,
    pub refusal_recorded: bool,
    pub refusal_witnessed: bool,
    /// The last day of the time that the employee has for an answer.
    pub answer_by: Option<Date>,
}

impl Standing {
    #[must_use]
    pub fn of(file: &File, answer_by: Option<Date>) -> Self {
        let Some(version) = file.latest().map(|one| one.version) else {
            return Self::default();
        };
        let refusal = file.refusal(version);
        Self {
            signed_by_appraisee: file.signature(version, Party::Appraisee).is_some(),
            signed_by_superior: file.signature(version, Party::Superior).is_some(),
            declared: file.declared(version).is_some(),
            refusal_recorded: refusal.is_some(),
            refusal_witnessed: refusal.is_some_and(|one| one.witnessed_at.is_some()),
            answer_by,
        }
    }

    #[must_use]
    pub fn signed_by(&self, party: Party) -> bool {
        match party {
            Party::Appraisee => self.signed_by_appraisee,
            Party::Superior => self.signed_by_superior,
        }
    }

    #[must_use]
    pub fn with(mut self, party: Party) -> Self {
        match party {
            Party::Appraisee => (self.signed_by_appraisee, self.declared) = (true, false),
            Party::Superior => self.signed_by_superior = true,
        }
        self
    }

    #[must_use]
    pub fn both_signed(&self) -> bool {
        self.signed_by_appraisee && self.signed_by_superior
    }

    /// Whether the employee may declare that there will be no signature.
    #[must_use]
    pub fn may_declare(&self) -> bool {
        !self.signed_by_appraisee && !self.declared && !self.refusal_recorded
    }

    /// Whether the employee may take that back: until it is recorded.
    #[must_use]
    pub fn may_take_back(&self) -> bool {
        self.declared && !self.refusal_recorded
    }

    /// What keeps the superior from recording a refusal on this day.
    #[must_use]
    pub fn refusal_hindered(&self, today: Date) -> Option<Hindrance> {
        if self.signed_by_appraisee {
            Some(Hindrance::EmployeeSigned)
        } else if self.refusal_recorded {
            Some(Hindrance::AlreadyRecorded)
        } else if !self.signed_by_superior {
            Some(Hindrance::SuperiorFirst)
        } else {
            self.answer_by
                .filter(|day| *day >= today)
                .map(Hindrance::TimeToAnswer)
        }
    }

    /// Whether there is a refusal to witness: a signature that came after it took its place.
    #[must_use]
    pub fn to_witness(&self) -> bool {
        self.refusal_recorded && !self.refusal_witnessed && !self.signed_by_appraisee
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    EmployeeSigned,
    /// The superior's own signature comes first.
    SuperiorFirst,
    AlreadyRecorded,
    /// The employee has until the end of this day.
    TimeToAnswer(Date),
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 03 - 12);

    fn all() -> impl Iterator<Item = Standing> {
        (0u8..96).map(|n| Standing {
            signed_by_appraisee: n & 1 != 0,
            signed_by_superior: n & 2 != 0,
            declared: n & 4 != 0 && n & 1 == 0,
            refusal_recorded: n & 8 != 0,
            refusal_witnessed: n & 8 != 0 && n & 16 != 0,
            answer_by: [None, Some(TODAY), TODAY.previous_day()][usize::from(n >> 5)],
        })
    }

    #[test]
    fn silence_and_refusal_are_no_signature() {
        for standing in all() {
            assert_eq!(
                standing.both_signed(),
                standing.signed_by_appraisee && standing.signed_by_superior,
                "{standing:?}"
            );
            let time_is_up = standing.answer_by != Some(TODAY);
            assert_eq!(
                standing.refusal_hindered(TODAY).is_none(),
                !standing.signed_by_appraisee
                    && standing.signed_by_superior
                    && !standing.refusal_recorded
                    && time_is_up,
                "{standing:?}"
            );
        }
    }

    #[test]
    fn a_refusal_is_declared_taken_back_and_recorded_one_after_the_other() {
        for standing in all() {
            assert!(
                !(standing.may_declare() && standing.may_take_back()),
                "{standing:?}"
            );
            if standing.refusal_recorded {
                assert!(!standing.may_declare() && !standing.may_take_back());
            }
        }
    }

    #[test]
    fn a_signature_takes_the_place_of_a_refusal() {
        for standing in all() {
            let signed = standing.with(Party::Appraisee);
            assert!(!signed.declared && !signed.to_witness(), "{standing:?}");
            assert_eq!(
                signed.refusal_hindered(TODAY),
                Some(Hindrance::EmployeeSigned)
            );
            assert_eq!(signed.both_signed(), standing.signed_by_superior);
        }
    }
}
