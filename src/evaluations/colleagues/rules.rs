//! Who may be asked, how long, and when what they wrote is shown. Pure.

use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

/// Fewer anonymous answers than this are withheld: one of two would be recognised.
pub const FEWEST: usize = 3;

/// What the cycle promises the writers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "input_mode", rename_all = "snake_case")]
pub enum Mode {
    Named,
    Anonymous,
}

impl Mode {
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Anonymous => "anonymous",
        }
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Named, Self::Anonymous]
            .into_iter()
            .find(|mode| mode.key() == key)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "request_state", rename_all = "snake_case")]
pub enum State {
    /// By the employee; the superior has not decided.
    Nominated,
    Struck,
    Asked,
    Accepted,
    Declined,
    Answered,
}

impl State {
    /// Whether the colleague was asked, whatever came of it.
    #[must_use]
    pub fn was_asked(self) -> bool {
        !matches!(self, Self::Nominated | Self::Struck)
    }

    /// What the superior is told of it: an anonymous answer looks like one that may still come.
    #[must_use]
    pub fn told_to_superior(self, mode: Mode) -> Self {
        match (self, mode) {
            (Self::Answered, Mode::Anonymous) => Self::Accepted,
            (state, _) => state,
        }
    }

    /// What the employee is told: whether the colleague is asked, and no more.
    #[must_use]
    pub fn told_to_employee(self) -> Self {
        if self.was_asked() { Self::Asked } else { self }
    }
}

/// The three questions, answered in words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    pub strengths: String,
    pub improve: String,
    pub example: String,
}

impl Answer {
    pub const FIELDS: [&str; 3] = ["strengths", "improve", "example"];

    #[must_use]
    pub fn get(&self, field: &str) -> &str {
        match field {
            "strengths" => &self.strengths,
            "improve" => &self.improve,
            _ => &self.example,
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        Self::FIELDS.iter().all(|field| self.get(field).is_empty())
    }
}

/// What one colleague wrote; without a name where it is anonymous.
#[derive(Debug, Clone, Deserialize)]
pub struct Voice {
    pub id: Uuid,
    pub name: String,
    pub answer: Answer,
}

/// The round of one appraisal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Round {
    pub mode: Mode,
    pub most: i16,
    pub due_on: Date,
    pub closed: bool,
}

impl Round {
    #[must_use]
    pub fn open(&self, today: Date) -> bool {
        !self.closed && today <= self.due_on
    }

    /// Whether what was written may be read. Anonymous answers come all at once after the round, so
    /// that nobody can tell by the hour who wrote which, and from a number on at which it says nothing.
    #[must_use]
    pub fn shows(&self, today: Date, answers: usize) -> Shown {
        match self.mode {
            Mode::Named => Shown::All,
            Mode::Anonymous if self.open(today) => Shown::Later,
            Mode::Anonymous if answers < FEWEST => Shown::Withheld,
            Mode::Anonymous => Shown::All,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Later,
    Withheld,
    All,
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn anonymous_answers_come_together_and_from_three_on() {
        let mut round = Round {
            mode: Mode::Anonymous,
            most: 5,
            due_on: date!(2026 - 11 - 20),
            closed: false,
        };
        let (during, after) = (date!(2026 - 11 - 20), date!(2026 - 11 - 21));
        for (today, answers, shown) in [
            (during, 0, Shown::Later),
            (during, 9, Shown::Later),
            (after, 0, Shown::Withheld),
            (after, 2, Shown::Withheld),
            (after, 3, Shown::All),
        ] {
            assert_eq!(round.shows(today, answers), shown, "{today} {answers}");
        }
        round.closed = true;
        assert_eq!(round.shows(during, 3), Shown::All);
        assert_eq!(round.shows(during, 2), Shown::Withheld);
        round.mode = Mode::Named;
        round.closed = false;
        assert_eq!(round.shows(during, 1), Shown::All);
    }

    #[test]
    fn what_is_told_never_says_that_an_anonymous_answer_came() {
        let all = [
            State::Nominated,
            State::Struck,
            State::Asked,
            State::Accepted,
            State::Declined,
            State::Answered,
        ];
        for state in all {
            assert_ne!(state.told_to_superior(Mode::Anonymous), State::Answered);
            let told = state.told_to_employee();
            assert!(matches!(
                told,
                State::Nominated | State::Struck | State::Asked
            ));
        }
        assert_eq!(
            State::Answered.told_to_superior(Mode::Named),
            State::Answered
        );
    }
}
