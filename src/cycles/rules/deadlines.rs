//! The six deadlines of a cycle: as dates, or counted in working days; and how they move. Pure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::ground::days::Calendar;

/// The names of the deadlines, in the order in which they follow each other.
pub const DEADLINES: [&str; 6] = [
    "goals_due",
    "self_due",
    "evaluation_due",
    "review_due",
    "interview_due",
    "sign_due",
];

/// A day for each of them; none where the cycle lacks the stage.
pub type Dates = [Option<Date>; 6];

/// What a deadline is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum After {
    /// The deadline before it; for the first one the launch.
    Previous,
    Launch,
    /// The last day of the period that is appraised.
    End,
}

impl After {
    pub const ALL: [Self; 3] = [Self::Previous, Self::Launch, Self::End];

    pub fn key(self) -> &'static str {
        match self {
            Self::Previous => "previous",
            Self::Launch => "launch",
            Self::End => "end",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|after| after.key() == key)
    }
}

/// So many working days after something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    pub days: u32,
    pub after: After,
}

/// The deadlines that are counted, by name; the others are dates.
pub type Counts = BTreeMap<String, Count>;

/// The dates that the counted ones come to, for a launch on that day.
#[must_use]
pub fn counted(
    mut dates: Dates,
    counts: &Counts,
    launch: Date,
    end: Date,
    calendar: &Calendar,
) -> Dates {
    let mut before = launch;
    for (name, date) in DEADLINES.iter().zip(&mut dates) {
        if let (Some(count), Some(_)) = (counts.get(*name), &date) {
            let from = match count.after {
                After::Previous => before,
                After::Launch => launch,
                After::End => end,
            };
            *date = Some(calendar.add_working_days(from, count.days));
        }
        before = date.unwrap_or(before);
    }
    dates
}

/// What one appraisal's own deadlines say, over the cycle's.
#[must_use]
pub fn overlaid(mut dates: Dates, own: &BTreeMap<String, Date>) -> Dates {
    for (name, date) in DEADLINES.iter().zip(&mut dates) {
        if let (Some(day), Some(_)) = (own.get(*name), &date) {
            *date = Some(*day);
        }
    }
    dates
}

/// Those of `dates` that differ from `base`, by name.
#[must_use]
pub fn differing(base: &Dates, dates: &Dates) -> BTreeMap<String, Date> {
    DEADLINES
        .iter()
        .zip(base.iter().zip(dates))
        .filter(|(_, (base, date))| base != date)
        .filter_map(|(name, (_, date))| Some(((*name).to_owned(), (*date)?)))
        .collect()
}

/// One deadline moved to a later day; where `following`, what comes after it moves by as many working
/// days. A deadline that is that late already stays.
#[must_use]
pub fn extended(
    dates: Dates,
    which: usize,
    until: Date,
    following: bool,
    calendar: &Calendar,
) -> Dates {
    let mut moved = dates;
    let Some(Some(old)) = dates.get(which).copied() else {
        return moved;
    };
    if until <= old {
        return moved;
    }
    let days = calendar.working_days_between(old, until);
    moved[which] = Some(until);
    if following {
        for date in &mut moved[which + 1..] {
            *date = date.map(|date| calendar.add_working_days(date, days));
        }
    }
    moved
}

/// Everything from a day on moved by some working days: what a pause does.
#[must_use]
pub fn postponed(dates: Dates, from: Date, days: u32, calendar: &Calendar) -> Dates {
    dates.map(|date| {
        date.map(|date| {
            if date >= from {
                calendar.add_working_days(date, days)
            } else {
                date
            }
        })
    })
}

/// The first deadline that stands before the one it follows.
#[must_use]
pub fn out_of_order(dates: &Dates) -> Option<usize> {
    let mut before: Option<Date> = None;
    for (index, date) in dates.iter().enumerate() {
        let Some(date) = *date else { continue };
        if before.is_some_and(|before| date < before) {
            return Some(index);
        }
        before = Some(date);
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::{Duration, macros::date};

    use super::*;

    const PLAIN: Dates = [
        None,
        Some(date!(2026 - 12 - 04)),
        Some(date!(2026 - 12 - 18)),
        None,
        Some(date!(2027 - 01 - 15)),
        Some(date!(2027 - 01 - 22)),
    ];

    fn count(after: After, days: u32) -> Count {
        Count { days, after }
    }

    #[test]
    fn counted_deadlines_follow_the_launch_the_end_or_each_other() {
        let calendar = Calendar::default();
        let counts = Counts::from([
            ("self_due".to_owned(), count(After::Previous, 5)),
            ("evaluation_due".to_owned(), count(After::Previous, 10)),
            ("sign_due".to_owned(), count(After::End, 20)),
            // the cycle has no such stage
            ("goals_due".to_owned(), count(After::Launch, 3)),
        ]);
        let dates = counted(
            PLAIN,
            &counts,
            date!(2026 - 11 - 27),
            date!(2026 - 12 - 31),
            &calendar,
        );
        assert_eq!(
            dates,
            [
                None,
                Some(date!(2026 - 12 - 04)),
                Some(date!(2026 - 12 - 18)),
                None,
                Some(date!(2027 - 01 - 15)),
                Some(date!(2027 - 01 - 28)),
            ]
        );
        // launched a week later, what is counted from the launch comes a week later
        let later = counted(
            PLAIN,
            &counts,
            date!(2026 - 12 - 04),
            date!(2026 - 12 - 31),
            &calendar,
        );
        assert_eq!(
            later[1..3],
            [Some(date!(2026 - 12 - 11)), Some(date!(2026 - 12 - 25))]
        );
    }

    #[test]
    fn own_deadlines_stand_over_the_cycles_and_say_only_what_differs() {
        let calendar = Calendar::default();
        let late = postponed(PLAIN, date!(2026 - 12 - 01), 3, &calendar);
        let own = differing(&PLAIN, &late);
        assert_eq!(own.len(), 4);
        assert_eq!(overlaid(PLAIN, &own), late);
        assert!(differing(&PLAIN, &PLAIN).is_empty());
    }

    #[test]
    fn an_extension_moves_one_deadline_or_all_that_follow() {
        let calendar = Calendar::default();
        let alone = extended(PLAIN, 1, date!(2026 - 12 - 11), false, &calendar);
        assert_eq!(
            (alone[1], alone[2]),
            (Some(date!(2026 - 12 - 11)), PLAIN[2])
        );
        let all = extended(PLAIN, 1, date!(2026 - 12 - 11), true, &calendar);
        assert_eq!(
            (all[2], all[5]),
            (Some(date!(2026 - 12 - 25)), Some(date!(2027 - 01 - 29)))
        );
        assert_eq!(
            extended(PLAIN, 1, date!(2026 - 12 - 01), true, &calendar),
            PLAIN
        );
        assert_eq!(
            extended(PLAIN, 0, date!(2027 - 12 - 01), true, &calendar),
            PLAIN
        );
        assert_eq!(
            out_of_order(&extended(PLAIN, 1, date!(2026 - 12 - 31), false, &calendar)),
            Some(2)
        );
    }

    proptest! {
        #[test]
        fn moved_deadlines_stay_in_order_and_never_come_earlier(
            gaps in proptest::collection::vec(0i64..40, 6),
            missing in proptest::collection::vec(any::<bool>(), 6),
            which in 0usize..6, by in 0i64..60, from in 0i64..120, days in 0u32..30,
        ) {
            let calendar = Calendar::default();
            let mut day = date!(2026 - 01 - 01);
            let mut dates: Dates = [None; 6];
            for index in 0..6 {
                day += Duration::days(gaps[index]);
                dates[index] = (!missing[index]).then_some(day);
            }
            let until = dates[which].unwrap_or(day) + Duration::days(by);
            for moved in [
                extended(dates, which, until, true, &calendar),
                postponed(dates, date!(2026 - 01 - 01) + Duration::days(from), days, &calendar),
            ] {
                for (old, new) in dates.iter().zip(&moved) {
                    prop_assert!(old <= new && old.is_some() == new.is_some());
                }
            }
            prop_assert!(out_of_order(&postponed(dates, date!(2026 - 01 - 01), days, &calendar)).is_none());
        }
    }
}
