//! Who gets a mail today. Pure.

use time::{Date, Duration, OffsetDateTime, Weekday};

use crate::ground::days::Calendar;

/// How often somebody wants to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "digest_wish", rename_all = "snake_case")]
pub enum Wish {
    /// Each working day on which something is new, due soon or overdue.
    Daily,
    /// On the first working day of a week what waits; and as `Due`.
    Weekly,
    /// Only what cannot be switched off: on the day something falls due and the day after, and when HR
    /// reminds. A missed deadline can cost a right.
    Due,
}

/// What is asked of one task.
#[derive(Debug, Clone, Copy, Default)]
pub struct Waits {
    pub due_on: Option<Date>,
    pub since: Option<OffsetDateTime>,
    pub reminded_at: Option<OffsetDateTime>,
}

/// The mail before this one.
#[derive(Debug, Clone, Copy)]
pub struct Last {
    pub day: Date,
    pub at: OffsetDateTime,
}

/// Days ahead that count as soon: the same as on the pages.
const SOON: Duration = Duration::days(3);
/// No company rests for longer.
const LONGEST_REST: usize = 60;
/// The hours of the company's day in which mail goes out, so that it is read on its day.
const HOURS: std::ops::Range<u8> = 8..18;

/// Whether mail goes out at this hour of this day at all.
#[must_use]
pub fn open(calendar: &Calendar, today: Date, hour: u8) -> bool {
    calendar.is_working_day(today) && HOURS.contains(&hour)
}

/// Whether somebody gets a mail today.
#[must_use]
pub fn owed(
    wish: Wish,
    calendar: &Calendar,
    today: Date,
    last: Option<Last>,
    tasks: &[Waits],
) -> bool {
    if tasks.is_empty()
        || !calendar.is_working_day(today)
        || last.is_some_and(|last| last.day >= today)
    {
        return false;
    }
    let later =
        |at: Option<OffsetDateTime>| at.is_some_and(|at| last.is_none_or(|last| at > last.at));
    let (before, next) = (
        neighbour(calendar, today, Date::previous_day),
        neighbour(calendar, today, Date::next_day),
    );
    // due before the next mail could come, or overdue for the first time
    let falls_due = |due: Date| due >= before && due < next;
    let pressing = tasks
        .iter()
        .any(|task| later(task.reminded_at) || task.due_on.is_some_and(falls_due));
    match wish {
        Wish::Due => pressing,
        Wish::Weekly => pressing || first_of_week(calendar, today),
        Wish::Daily => {
            pressing
                || last.is_none()
                || tasks.iter().any(|task| {
                    later(task.since) || task.due_on.is_some_and(|due| due <= today + SOON)
                })
        }
    }
}

/// The working day before or after.
fn neighbour(calendar: &Calendar, day: Date, step: fn(Date) -> Option<Date>) -> Date {
    let mut found = day;
    for _ in 0..LONGEST_REST {
        let Some(next) = step(found) else { break };
        found = next;
        if calendar.is_working_day(found) {
            break;
        }
    }
    found
}

fn first_of_week(calendar: &Calendar, today: Date) -> bool {
    let mut day = today;
    while day.weekday() != Weekday::Monday {
        let Some(before) = day.previous_day() else {
            break;
        };
        day = before;
        if calendar.is_working_day(day) {
            return false;
        }
    }
    true
}

/// When a mail that could not be sent is tried again, after so many tries; never after the last.
#[must_use]
pub fn again(tries: i16, now: OffsetDateTime) -> Option<OffsetDateTime> {
    const TRIES: i16 = 5;
    (tries < TRIES).then(|| now + Duration::minutes(10 << tries.max(1)))
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    /// Friday 2 October to Sunday 11 October 2026 are free but for Saturday 10.
    fn october() -> Calendar {
        Calendar {
            holidays: (2..=9)
                .map(|day| Date::from_calendar_date(2026, time::Month::October, day).unwrap())
                .collect(),
            extra_working: [date!(2026 - 10 - 10)].into(),
            ..Calendar::default()
        }
    }

    const ALL: [Wish; 3] = [Wish::Daily, Wish::Weekly, Wish::Due];

    fn due(day: Date) -> Vec<Waits> {
        vec![Waits {
            due_on: Some(day),
            since: Some(datetime!(2026-11-01 09:00 UTC)),
            reminded_at: None,
        }]
    }

    fn last(day: Date) -> Last {
        Last {
            day,
            at: day.midnight().assume_utc() + Duration::hours(9),
        }
    }

    #[test]
    fn who_gets_a_mail_today() {
        let plain = Calendar::default();
        // (today, last, due, daily, weekly, due); 16 November 2026 is a Monday
        for (today, before, day, expected) in [
            // long before it is due: the first mail of all, then on Mondays
            (
                date!(2026 - 11 - 18),
                None,
                date!(2026 - 12 - 30),
                [true, false, false],
            ),
            (
                date!(2026 - 11 - 18),
                Some(last(date!(2026 - 11 - 17))),
                date!(2026 - 12 - 30),
                [false, false, false],
            ),
            (
                date!(2026 - 11 - 16),
                Some(last(date!(2026 - 11 - 13))),
                date!(2026 - 12 - 30),
                [false, true, false],
            ),
            // soon
            (
                date!(2026 - 11 - 18),
                Some(last(date!(2026 - 11 - 17))),
                date!(2026 - 11 - 22),
                [false, false, false],
            ),
            (
                date!(2026 - 11 - 18),
                Some(last(date!(2026 - 11 - 17))),
                date!(2026 - 11 - 21),
                [true, false, false],
            ),
            // today, and overdue for the first time: nobody can switch that off
            (
                date!(2026 - 11 - 18),
                Some(last(date!(2026 - 11 - 17))),
                date!(2026 - 11 - 18),
                [true, true, true],
            ),
            (
                date!(2026 - 11 - 18),
                Some(last(date!(2026 - 11 - 17))),
                date!(2026 - 11 - 17),
                [true, true, true],
            ),
            (
                date!(2026 - 11 - 18),
                Some(last(date!(2026 - 11 - 17))),
                date!(2026 - 11 - 16),
                [true, false, false],
            ),
            // due on a Sunday: told on the Friday, and overdue on the Monday
            (
                date!(2026 - 11 - 20),
                Some(last(date!(2026 - 11 - 19))),
                date!(2026 - 11 - 22),
                [true, true, true],
            ),
            (
                date!(2026 - 11 - 23),
                Some(last(date!(2026 - 11 - 20))),
                date!(2026 - 11 - 22),
                [true, true, true],
            ),
            // never on a Saturday, never twice a day
            (
                date!(2026 - 11 - 21),
                Some(last(date!(2026 - 11 - 20))),
                date!(2026 - 11 - 21),
                [false, false, false],
            ),
            (
                date!(2026 - 11 - 18),
                Some(last(date!(2026 - 11 - 18))),
                date!(2026 - 11 - 18),
                [false, false, false],
            ),
        ] {
            for (wish, wanted) in ALL.into_iter().zip(expected) {
                assert_eq!(
                    owed(wish, &plain, today, before, &due(day)),
                    wanted,
                    "{wish:?} on {today}, due {day}, last {before:?}"
                );
            }
        }
    }

    #[test]
    fn nothing_to_do_is_never_told() {
        for wish in ALL {
            assert!(!owed(
                wish,
                &Calendar::default(),
                date!(2026 - 11 - 16),
                None,
                &[]
            ));
        }
    }

    #[test]
    fn what_is_new_and_what_hr_asks_again() {
        let calendar = Calendar::default();
        let today = date!(2026 - 11 - 18);
        let before = Some(last(date!(2026 - 11 - 17)));
        let far = Some(date!(2026 - 12 - 30));
        let new = [Waits {
            due_on: far,
            since: Some(datetime!(2026-11-17 15:00 UTC)),
            reminded_at: None,
        }];
        let asked = [Waits {
            due_on: far,
            since: None,
            reminded_at: Some(datetime!(2026-11-17 15:00 UTC)),
        }];
        let asked_before = [Waits {
            due_on: far,
            since: None,
            reminded_at: Some(datetime!(2026-11-16 15:00 UTC)),
        }];
        for (tasks, expected) in [
            (&new, [true, false, false]),
            (&asked, [true, true, true]),
            (&asked_before, [false, false, false]),
        ] {
            for (wish, wanted) in ALL.into_iter().zip(expected) {
                assert_eq!(
                    owed(wish, &calendar, today, before, tasks),
                    wanted,
                    "{wish:?} {tasks:?}"
                );
            }
        }
    }

    #[test]
    fn the_calendar_of_the_company_decides() {
        let calendar = october();
        // due in the holidays: told on the last working day before, and on the made-up Saturday after
        let tasks = due(date!(2026 - 10 - 05));
        for (today, wanted) in [
            (date!(2026 - 10 - 01), true),
            (date!(2026 - 10 - 05), false),
            (date!(2026 - 10 - 10), true),
            (date!(2026 - 10 - 12), false),
        ] {
            assert_eq!(
                owed(Wish::Due, &calendar, today, None, &tasks),
                wanted,
                "{today}"
            );
        }
        // the first working day of the week of the holidays is that Saturday
        assert!(owed(
            Wish::Weekly,
            &calendar,
            date!(2026 - 10 - 10),
            None,
            &due(date!(2026 - 12 - 30))
        ));
        assert!(open(&calendar, date!(2026 - 10 - 10), 8));
        assert!(!open(&calendar, date!(2026 - 10 - 08), 9));
        assert!(
            !open(&calendar, date!(2026 - 10 - 12), 7)
                && !open(&calendar, date!(2026 - 10 - 12), 18)
        );
    }

    #[test]
    fn tried_again_later_and_later_and_then_left() {
        let now = datetime!(2026-11-18 08:00 UTC);
        let waits: Vec<i64> = (1..=5)
            .filter_map(|tries| again(tries, now))
            .map(|at| (at - now).whole_minutes())
            .collect();
        assert_eq!(waits, [20, 40, 80, 160]);
    }
}
