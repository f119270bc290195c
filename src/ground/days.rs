//! Working days: a company's weekend, its holidays, and the weekend days on which people work to
//! make up for a holiday.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::{Date, Weekday};

/// Which days are worked. Where a date stands in both lists the holiday wins: a deadline then ends
/// later, never earlier than somebody could expect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    pub weekend: Vec<Weekday>,
    #[serde(default)]
    pub holidays: BTreeSet<Date>,
    /// Weekend days that are worked.
    #[serde(default)]
    pub extra_working: BTreeSet<Date>,
}

/// What a calendar may not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalendarProblem {
    #[error("every day of the week is a weekend day")]
    NoWorkingDay,
    #[error("{0} is both a holiday and a working day")]
    Both(Date),
}

impl Default for Calendar {
    /// Saturday and Sunday off, no holidays entered yet.
    fn default() -> Self {
        Self {
            weekend: vec![Weekday::Saturday, Weekday::Sunday],
            holidays: BTreeSet::new(),
            extra_working: BTreeSet::new(),
        }
    }
}

impl Calendar {
    pub fn check(&self) -> Result<(), CalendarProblem> {
        let mut day = Weekday::Monday;
        let mut free = 0;
        for _ in 0..7 {
            free += u8::from(self.weekend.contains(&day));
            day = day.next();
        }
        if free == 7 {
            return Err(CalendarProblem::NoWorkingDay);
        }
        match self.holidays.intersection(&self.extra_working).next() {
            Some(date) => Err(CalendarProblem::Both(*date)),
            None => Ok(()),
        }
    }

    pub fn is_working_day(&self, date: Date) -> bool {
        !self.holidays.contains(&date)
            && (!self.weekend.contains(&date.weekday()) || self.extra_working.contains(&date))
    }

    /// The last day of a period of `n` working days: the day of the event itself is not counted, so
    /// one working day after a Friday is Monday. With `n` = 0 it is `start`.
    pub fn add_working_days(&self, start: Date, n: u32) -> Date {
        let mut date = start;
        let mut left = n;
        while left > 0 {
            // The calendar of the machine ends in the year 9999; a deadline then stands there.
            let Some(next) = date.next_day() else {
                return date;
            };
            date = next;
            left -= u32::from(self.is_working_day(date));
        }
        date
    }

    /// Working days after `from`, up to and including `until`; 0 when `until` is not later.
    pub fn working_days_between(&self, from: Date, until: Date) -> u32 {
        let mut count = 0;
        let mut date = from;
        while date < until {
            let Some(next) = date.next_day() else { break };
            date = next;
            count += u32::from(self.is_working_day(date));
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::Duration;
    use time::macros::date;

    /// China's National Day week of 2026 as an example: days off, and the Saturday that pays for it.
    fn october() -> Calendar {
        Calendar {
            holidays: (1..=7)
                .map(|day| Date::from_calendar_date(2026, time::Month::October, day).unwrap())
                .collect(),
            extra_working: BTreeSet::from([date!(2026 - 10 - 10)]),
            ..Calendar::default()
        }
    }

    #[test]
    fn weekends_holidays_and_made_up_days() {
        let plain = Calendar::default();
        for (start, n, end) in [
            (date!(2026 - 11 - 20), 0, date!(2026 - 11 - 20)),
            (date!(2026 - 11 - 20), 1, date!(2026 - 11 - 23)),
            (date!(2026 - 11 - 21), 1, date!(2026 - 11 - 23)),
            (date!(2026 - 11 - 21), 0, date!(2026 - 11 - 21)),
            (date!(2026 - 11 - 20), 7, date!(2026 - 12 - 01)),
            (date!(2024 - 02 - 28), 2, date!(2024 - 03 - 01)),
        ] {
            assert_eq!(plain.add_working_days(start, n), end, "{start} + {n}");
        }
        let calendar = october();
        assert_eq!(
            calendar.add_working_days(date!(2026 - 09 - 30), 3),
            date!(2026 - 10 - 10)
        );
        assert_eq!(
            calendar.add_working_days(date!(2026 - 09 - 30), 4),
            date!(2026 - 10 - 12)
        );
        assert_eq!(
            calendar.working_days_between(date!(2026 - 09 - 30), date!(2026 - 10 - 12)),
            4
        );
    }

    #[test]
    fn a_calendar_without_working_days_is_refused_and_never_hangs() {
        let mut calendar = Calendar {
            weekend: (0..7).map(|n| Weekday::Monday.nth_next(n)).collect(),
            ..Calendar::default()
        };
        assert_eq!(calendar.check(), Err(CalendarProblem::NoWorkingDay));
        assert_eq!(
            calendar.add_working_days(date!(9999 - 12 - 01), 5),
            Date::MAX
        );
        calendar.weekend.pop();
        assert_eq!(calendar.check(), Ok(()));
        calendar.holidays.insert(date!(2026 - 10 - 01));
        calendar.extra_working.insert(date!(2026 - 10 - 01));
        assert_eq!(
            calendar.check(),
            Err(CalendarProblem::Both(date!(2026 - 10 - 01)))
        );
        assert!(!calendar.is_working_day(date!(2026 - 10 - 01)));
    }

    #[test]
    fn is_stored_readably() {
        let stored = serde_json::to_value(october()).unwrap();
        assert_eq!(stored["weekend"][0], "Saturday");
        assert_eq!(stored["extra_working"][0], "2026-10-10");
        assert_eq!(
            serde_json::from_value::<Calendar>(stored).unwrap(),
            october()
        );
    }

    fn calendars() -> impl Strategy<Value = Calendar> {
        let offsets = || proptest::collection::btree_set(0i64..400, 0..60);
        (
            proptest::collection::vec(0u8..7, 0..4),
            offsets(),
            offsets(),
        )
            .prop_map(|(weekend, holidays, extra)| {
                let day = |offset: i64| date!(2026 - 01 - 01) + Duration::days(offset);
                Calendar {
                    weekend: weekend
                        .into_iter()
                        .map(|n| Weekday::Monday.nth_next(n))
                        .collect(),
                    holidays: holidays.into_iter().map(day).collect(),
                    extra_working: extra.into_iter().map(day).collect(),
                }
            })
    }

    proptest! {
        #[test]
        fn counting_undoes_adding(calendar in calendars(), offset in 0i64..400, n in 1u32..60) {
            let start = date!(2026 - 01 - 01) + Duration::days(offset);
            let end = calendar.add_working_days(start, n);
            prop_assert!(calendar.is_working_day(end));
            prop_assert_eq!(calendar.working_days_between(start, end), n);
            prop_assert!(end - start >= Duration::days(i64::from(n)));
        }

        #[test]
        fn adding_in_two_steps_is_adding_at_once(calendar in calendars(), offset in 0i64..400, a in 0u32..40, b in 0u32..40) {
            let start = date!(2026 - 01 - 01) + Duration::days(offset);
            let at_once = calendar.add_working_days(start, a + b);
            prop_assert_eq!(calendar.add_working_days(calendar.add_working_days(start, a), b), at_once);
        }

        #[test]
        fn one_more_holiday_never_shortens_a_period(calendar in calendars(), offset in 0i64..400, off in 0i64..400, n in 0u32..40) {
            let start = date!(2026 - 01 - 01) + Duration::days(offset);
            let before = calendar.add_working_days(start, n);
            let mut longer = calendar;
            longer.holidays.insert(date!(2026 - 01 - 01) + Duration::days(off));
            prop_assert!(longer.add_working_days(start, n) >= before);
        }
    }
}
