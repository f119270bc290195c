//! Who may still sign what: one signature of each party a version, one refusal in place of the
//! employee's, and nobody for anybody else.

use super::file::{Choice, File, Party};

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
}

/// Where the signatures of the newest version stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    pub appraisee: Option<Choice>,
    pub superior: Option<Choice>,
    pub refusal_recorded: bool,
    pub refusal_witnessed: bool,
}

impl Standing {
    #[must_use]
    pub fn of(file: &File) -> Self {
        let Some(version) = file.latest().map(|one| one.version) else {
            return Self::default();
        };
        let choice = |party| file.signature(version, party).map(|one| one.choice);
        let refusal = file.refusal(version);
        Self {
            appraisee: choice(Party::Appraisee),
            superior: choice(Party::Superior),
            refusal_recorded: refusal.is_some(),
            refusal_witnessed: refusal.is_some_and(|one| one.witnessed_at.is_some()),
        }
    }

    #[must_use]
    pub fn by(&self, party: Party) -> Option<Choice> {
        match party {
            Party::Appraisee => self.appraisee,
            Party::Superior => self.superior,
        }
    }

    #[must_use]
    pub fn with(mut self, party: Party, choice: Choice) -> Self {
        match party {
            Party::Appraisee => self.appraisee = Some(choice),
            Party::Superior => self.superior = Some(choice),
        }
        self
    }

    /// Both have signed; a refusal is no signature, whoever declares it.
    #[must_use]
    pub fn both_signed(&self) -> bool {
        Party::BOTH
            .iter()
            .all(|party| matches!(self.by(*party), Some(Choice::Agree | Choice::AgreeInPart)))
    }

    /// What keeps the superior from recording a refusal now.
    #[must_use]
    pub fn refusal_hindered(&self) -> Option<Hindrance> {
        if matches!(self.appraisee, Some(Choice::Agree | Choice::AgreeInPart)) {
            Some(Hindrance::EmployeeSigned)
        } else if self.superior.is_none() {
            Some(Hindrance::SuperiorFirst)
        } else if self.refusal_recorded {
            Some(Hindrance::AlreadyRecorded)
        } else {
            None
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    EmployeeSigned,
    /// The superior's own signature comes first.
    SuperiorFirst,
    AlreadyRecorded,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_and_refusal_are_no_signature() {
        use Choice::{Agree, AgreeInPart, Refuse};
        let choices = [None, Some(Agree), Some(AgreeInPart), Some(Refuse)];
        for appraisee in choices {
            for superior in choices {
                for refusal_recorded in [false, true] {
                    let standing = Standing {
                        appraisee,
                        superior,
                        refusal_recorded,
                        refusal_witnessed: refusal_recorded,
                    };
                    let signed = |choice| matches!(choice, Some(Agree | AgreeInPart));
                    assert_eq!(
                        standing.both_signed(),
                        signed(appraisee) && signed(superior),
                        "{standing:?}"
                    );
                    let may = standing.refusal_hindered().is_none();
                    assert_eq!(
                        may,
                        !signed(appraisee) && superior.is_some() && !refusal_recorded,
                        "{standing:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn only_the_employee_may_refuse() {
        assert!(Choice::open_to(Party::Appraisee).contains(&Choice::Refuse));
        assert!(!Choice::open_to(Party::Superior).contains(&Choice::Refuse));
    }
}
