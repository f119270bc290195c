//! What may be set, what is due, what has to be typed: pure.

use std::collections::BTreeMap;

use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// How long things are kept, in months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// After somebody has left: what was signed and what belongs to it.
    pub record: i32,
    /// After an appraisal ended: working material.
    pub working: i32,
    /// And what colleagues wrote.
    pub input: i32,
}

/// Two years: for so long labour law wants the papers of an ended employment kept.
pub const LEAST_RECORD: i32 = 24;
pub const MOST_RECORD: i32 = 600;
pub const MOST_WORKING: i32 = 120;

/// Why periods cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    NoNumber,
    Below(i32),
    Above(i32),
    /// Input would outlive the working material.
    InputLongest,
}

pub const FIELDS: [&str; 3] = ["record_months", "working_months", "input_months"];

/// Reads the three periods as typed, or says what is wrong at which field.
pub fn terms(typed: [&str; 3]) -> Result<Terms, Vec<(&'static str, Refusal)>> {
    let bounds = [
        (LEAST_RECORD, MOST_RECORD),
        (1, MOST_WORKING),
        (1, MOST_WORKING),
    ];
    let mut read = [0; 3];
    let mut refused = Vec::new();
    for (at, (least, most)) in bounds.into_iter().enumerate() {
        let text = typed[at].trim();
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // what is longer than a number can be is too large all the same
        let months = digits.then(|| text.parse::<i32>().unwrap_or(i32::MAX));
        match months {
            None => refused.push((FIELDS[at], Refusal::NoNumber)),
            Some(months) if months < least => refused.push((FIELDS[at], Refusal::Below(least))),
            Some(months) if months > most => refused.push((FIELDS[at], Refusal::Above(most))),
            Some(months) => read[at] = months,
        }
    }
    let [record, working, input] = read;
    if refused.is_empty() && input > working {
        refused.push((FIELDS[2], Refusal::InputLongest));
    }
    if refused.is_empty() {
        Ok(Terms {
            record,
            working,
            input,
        })
    } else {
        Err(refused)
    }
}

/// Changed periods wait for a day, so that a slip can be seen in the preview and taken back.
pub const GRACE: Duration = Duration::days(1);

/// From when on the daily run works by these periods; never before HR has set them once.
#[must_use]
pub fn works_from(set_at: Option<OffsetDateTime>) -> Option<OffsetDateTime> {
    set_at.map(|at| at + GRACE)
}

#[must_use]
pub fn runs(set_at: Option<OffsetDateTime>, now: OffsetDateTime) -> bool {
    works_from(set_at).is_some_and(|from| from <= now)
}

/// What the daily run removes, kind by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// Self-evaluations and evaluations that were never submitted.
    Drafts,
    Preparation,
    InterviewTexts,
    PrivateNotes,
    Notes,
    Files,
    Advices,
    Answers,
    Requests,
}

impl Thing {
    pub const ALL: [Self; 9] = [
        Self::Drafts,
        Self::Preparation,
        Self::InterviewTexts,
        Self::PrivateNotes,
        Self::Notes,
        Self::Files,
        Self::Advices,
        Self::Answers,
        Self::Requests,
    ];

    /// Its name where counts are kept.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Drafts => "drafts",
            Self::Preparation => "preparation",
            Self::InterviewTexts => "interview_texts",
            Self::PrivateNotes => "private_notes",
            Self::Notes => "notes",
            Self::Files => "files",
            Self::Advices => "advices",
            Self::Answers => "answers",
            Self::Requests => "requests",
        }
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// How many of each kind, by its key.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Counts(BTreeMap<String, i64>);

impl Counts {
    pub fn add(&mut self, thing: Thing, count: i64) {
        if count != 0 {
            *self.0.entry(thing.key().to_owned()).or_default() += count;
        }
    }

    #[must_use]
    pub fn of(&self, thing: Thing) -> i64 {
        self.0.get(thing.key()).copied().unwrap_or_default()
    }

    pub fn merge(&mut self, other: &Self) {
        for thing in Thing::ALL {
            self.add(thing, other.of(thing));
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The name that stands for somebody from then on: the same each time, and nothing of the person in it.
#[must_use]
pub fn code(person: Uuid) -> String {
    let hex = person.simple().to_string();
    hex[..12].to_uppercase()
}

/// What has to be typed before people are anonymised: the number of the one, or how many they are.
#[must_use]
pub fn to_type(numbers: &[&str]) -> String {
    match numbers {
        [one] => (*one).to_owned(),
        many => many.len().to_string(),
    }
}

#[must_use]
pub fn confirms(typed: &str, wanted: &str) -> bool {
    !wanted.is_empty() && typed.trim().to_lowercase() == wanted.to_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn periods_have_bounds_and_input_goes_first() {
        let good = |record, working, input| {
            Ok(Terms {
                record,
                working,
                input,
            })
        };
        let [record, working, input] = FIELDS;
        for (typed, expected) in [
            (["24", "6", "3"], good(24, 6, 3)),
            ([" 600 ", "120", "120"], good(600, 120, 120)),
            (["24", "1", "1"], good(24, 1, 1)),
            (["23", "6", "3"], Err(vec![(record, Refusal::Below(24))])),
            (["601", "6", "3"], Err(vec![(record, Refusal::Above(600))])),
            (["24", "0", "3"], Err(vec![(working, Refusal::Below(1))])),
            (
                ["24", "121", "3"],
                Err(vec![(working, Refusal::Above(120))]),
            ),
            (["24", "6", "7"], Err(vec![(input, Refusal::InputLongest)])),
            (
                ["", "-6", "3.5"],
                Err(vec![
                    (record, Refusal::NoNumber),
                    (working, Refusal::NoNumber),
                    (input, Refusal::NoNumber),
                ]),
            ),
            (
                ["99999999999999999999", "6", "３"],
                Err(vec![
                    (record, Refusal::Above(600)),
                    (input, Refusal::NoNumber),
                ]),
            ),
        ] {
            assert_eq!(terms(typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn nothing_is_removed_before_hr_has_set_the_periods_and_slept_over_them() {
        let set = datetime!(2026-11-27 08:00 UTC);
        for (at, now, expected) in [
            (None, set, false),
            (Some(set), set, false),
            (Some(set), datetime!(2026-11-28 07:59 UTC), false),
            (Some(set), datetime!(2026-11-28 08:00 UTC), true),
        ] {
            assert_eq!(runs(at, now), expected);
        }
    }

    #[test]
    fn the_number_of_one_or_how_many_they_are() {
        assert_eq!(to_type(&["A-17"]), "A-17");
        assert_eq!(to_type(&["A-17", "A-18", "A-19"]), "3");
        assert!(confirms(" a-17 ", "A-17"));
        assert!(!confirms("A-1", "A-17") && !confirms("", "") && !confirms("2", "3"));
    }

    #[test]
    fn every_kind_is_known_by_its_key() {
        for thing in Thing::ALL {
            assert_eq!(Thing::from_key(thing.key()), Some(thing));
        }
        assert_eq!(Thing::from_key("records"), None);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_within_bounds_or_refused(record in "\\PC{0,12}", working in "[0-9]{0,5}", input in "[0-9]{0,5}") {
            if let Ok(found) = terms([&record, &working, &input]) {
                prop_assert!((LEAST_RECORD..=MOST_RECORD).contains(&found.record));
                prop_assert!(1 <= found.input && found.input <= found.working && found.working <= MOST_WORKING);
            }
        }

        /// Steps of a run add up, in whatever order.
        #[test]
        fn counts_add_up(steps in proptest::collection::vec((0..9_usize, 0..1000_i64), 0..20)) {
            let mut there = Counts::default();
            let mut back = Counts::default();
            for (at, count) in &steps {
                let mut one = Counts::default();
                one.add(Thing::ALL[*at], *count);
                there.merge(&one);
            }
            for (at, count) in steps.iter().rev() {
                back.add(Thing::ALL[*at], *count);
            }
            prop_assert_eq!(&there, &back);
            let sum: i64 = Thing::ALL.iter().map(|thing| there.of(*thing)).sum();
            prop_assert_eq!(sum, steps.iter().map(|(_, count)| count).sum::<i64>());
        }

        #[test]
        fn the_code_is_stable_and_tells_two_apart(a in any::<u128>(), b in any::<u128>()) {
            let (one, other) = (Uuid::from_u128(a), Uuid::from_u128(b));
            prop_assert_eq!(code(one), code(one));
            prop_assert_eq!(code(one).len(), 12);
            prop_assert_eq!(code(one) == code(other), a >> 80 == b >> 80);
        }
    }
}
