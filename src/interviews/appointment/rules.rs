//! What is wise and what is refused about an appointment, and when the interview may start.

use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, Time, macros::time};

use crate::{
    appraisals::lifecycle::{Guard, Proven},
    ground::days::Calendar,
    interviews::{
        gathered::{Gathered, Interview},
        kinds::{Method, PlaceKind},
    },
};

/// Less than this is rarely enough for eight steps.
pub const SHORT_UNDER: i32 = 45;
pub const USUAL_MINUTES: i32 = 60;
pub const MINUTES: std::ops::RangeInclusive<i32> = 15..=480;

/// What speaks against an appointment without forbidding it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    Short,
    FormalPlace,
    /// Before the notice period is over: the employee has to consent.
    BeforeNotice,
    /// After the day by which the interview should be held.
    AfterDue,
    /// So late that the year is probably a slip.
    Far,
    /// On a free day, early in the morning or late in the evening.
    OffHours,
}

/// Nobody is surprised by an appointment that begins and ends between these.
const USUAL_HOURS: std::ops::RangeInclusive<Time> = time!(7:00)..=time!(20:00);

/// `start` is the start in the company's zone.
#[must_use]
pub fn warnings(
    minutes: i32,
    place: Option<PlaceKind>,
    start: PrimitiveDateTime,
    notice_ends: Option<Date>,
    due: Date,
    calendar: &Calendar,
) -> Vec<Warning> {
    let day = start.date();
    let mut warnings = Vec::new();
    if minutes < SHORT_UNDER {
        warnings.push(Warning::Short);
    }
    if place.is_some_and(PlaceKind::is_formal) {
        warnings.push(Warning::FormalPlace);
    }
    if notice_ends.is_some_and(|ends| day < ends) {
        warnings.push(Warning::BeforeNotice);
    }
    if day > due {
        warnings.push(Warning::AfterDue);
    }
    if day > due.saturating_add(Duration::days(366)) {
        warnings.push(Warning::Far);
    }
    let end = start.saturating_add(Duration::minutes(minutes.into()));
    if !calendar.is_working_day(day)
        || end.date() != day
        || !USUAL_HOURS.contains(&start.time())
        || !USUAL_HOURS.contains(&end.time())
    {
        warnings.push(Warning::OffHours);
    }
    warnings
}

/// The first day on which the interview may be held without the employee's consent.
#[must_use]
pub fn notice_ends(released: Date, notice_days: i32) -> Date {
    released
        .checked_add(Duration::days(i64::from(notice_days)))
        .unwrap_or(Date::MAX)
}

/// A weak result is talked about from its causes.
#[must_use]
pub const fn default_method(weak: bool) -> Method {
    if weak {
        Method::CausesFirst
    } else {
        Method::Sandwich
    }
}

/// Whether two stretches of time share a moment; one may begin when the other ends.
#[must_use]
pub fn overlap(a: (OffsetDateTime, i32), b: (OffsetDateTime, i32)) -> bool {
    let end = |(start, minutes): (OffsetDateTime, i32)| start + Duration::minutes(minutes.into());
    a.0 < end(b) && b.0 < end(a)
}

/// Whether a new proposal takes something back that was already told: then it needs a reason.
#[must_use]
pub fn reschedules(
    old: &Interview,
    starts_at: OffsetDateTime,
    minutes: i32,
    place: (PlaceKind, &str),
) -> bool {
    old.ended_at.is_none()
        && old.starts_at.is_some()
        && (old.starts_at != Some(starts_at)
            || old.minutes != minutes
            || old.place_kind != Some(place.0)
            || old.place != place.1)
}

/// What holds of what the start of the interview needs.
#[must_use]
pub fn proven(gathered: &Gathered, notice_over: bool, consented: bool) -> Proven {
    let appointed = gathered.interview.as_ref().is_some_and(|one| {
        one.starts_at.is_some() && one.confirmed_at.is_some() && one.ended_at.is_none()
    });
    let prepared = gathered.employee_ready_at.is_some() && gathered.superior_ready_at.is_some();
    Proven::of([
        (Guard::Appointed, appointed),
        (Guard::NoticeGiven, notice_over || consented),
        (Guard::BothPrepared, prepared),
    ])
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;
    use crate::interviews::kinds::Purpose;

    fn agreed() -> Interview {
        Interview {
            purpose: Purpose::ImproveResults,
            method: Method::Sandwich,
            starts_at: Some(datetime!(2026-11-24 01:00 UTC)),
            minutes: 60,
            place_kind: Some(PlaceKind::Lounge),
            place: "3F".into(),
            proposed_by: None,
            confirmed_at: Some(datetime!(2026-11-21 01:00 UTC)),
            wish: String::new(),
            reschedule_reason: String::new(),
            started_at: None,
            ended_at: None,
            current_step: 1,
            version: 1,
        }
    }

    #[test]
    fn warnings_name_what_is_unwise_and_nothing_else() {
        let due = date!(2026 - 11 - 30);
        let at = |day: u8| Some(date!(2026 - 11 - 01).replace_day(day).expect("a day"));
        let ten = time!(10:00);
        let calendar = Calendar::default();
        for (minutes, place, day, expected) in [
            (60, PlaceKind::Cafe, at(24), vec![]),
            (45, PlaceKind::Online, at(20), vec![]),
            (44, PlaceKind::Online, at(20), vec![Warning::Short]),
            (
                60,
                PlaceKind::SuperiorsOffice,
                at(24),
                vec![Warning::FormalPlace],
            ),
            (
                60,
                PlaceKind::MeetingRoom,
                at(24),
                vec![Warning::FormalPlace],
            ),
            (60, PlaceKind::Lounge, at(19), vec![Warning::BeforeNotice]),
            (
                30,
                PlaceKind::MeetingRoom,
                at(19),
                vec![Warning::Short, Warning::FormalPlace, Warning::BeforeNotice],
            ),
        ] {
            let start = day.expect("a day").with_time(ten);
            assert_eq!(
                warnings(minutes, Some(place), start, at(20), due, &calendar),
                expected
            );
        }
        for (start, expected) in [
            (
                date!(2026 - 12 - 01).with_time(ten),
                vec![Warning::AfterDue],
            ),
            (
                date!(2199 - 12 - 02).with_time(ten),
                vec![Warning::AfterDue, Warning::Far],
            ),
            // a Sunday, the middle of the night, an end at half past eight in the evening
            (
                date!(2026 - 11 - 29).with_time(ten),
                vec![Warning::OffHours],
            ),
            (
                date!(2026 - 11 - 27).with_time(time!(3:00)),
                vec![Warning::OffHours],
            ),
            (
                date!(2026 - 11 - 27).with_time(time!(19:30)),
                vec![Warning::OffHours],
            ),
            (date!(2026 - 11 - 27).with_time(time!(7:00)), vec![]),
            (date!(2026 - 11 - 27).with_time(time!(19:00)), vec![]),
        ] {
            assert_eq!(
                warnings(60, None, start, at(20), due, &calendar),
                expected,
                "{start}"
            );
        }
    }

    #[test]
    fn interviews_may_touch_but_not_overlap() {
        let nine = datetime!(2026-11-24 09:00 UTC);
        for (minutes_later, other_minutes, clash) in [
            (60, 30, false),
            (59, 30, true),
            (-30, 30, false),
            (-30, 31, true),
            (0, 60, true),
            (10, 5, true),
        ] {
            let other = (nine + Duration::minutes(minutes_later), other_minutes);
            assert_eq!(overlap((nine, 60), other), clash, "{minutes_later}");
            assert_eq!(overlap(other, (nine, 60)), clash);
        }
    }

    #[test]
    fn moving_time_or_place_needs_a_reason_and_saying_the_same_again_does_not() {
        let old = agreed();
        let at = datetime!(2026-11-24 01:00 UTC);
        let lounge = (PlaceKind::Lounge, "3F");
        assert!(!reschedules(&old, at, 60, lounge));
        assert!(reschedules(&old, at + Duration::hours(1), 60, lounge));
        assert!(reschedules(&old, at, 30, lounge));
        assert!(reschedules(&old, at, 60, (PlaceKind::Cafe, "3F")));
        assert!(reschedules(&old, at, 60, (PlaceKind::Lounge, "4F")));
        let held = Interview {
            ended_at: Some(at),
            ..old
        };
        assert!(!reschedules(&held, at + Duration::days(90), 60, lounge));
    }

    #[test]
    fn each_guard_waits_for_its_own_thing() {
        let now = datetime!(2026-11-24 01:00 UTC);
        let mut g = Gathered::default();
        let has = |g: &Gathered, guard| proven(g, false, false).has(guard);
        assert!(!has(&g, Guard::Appointed));
        g.interview = Some(agreed());
        assert!(has(&g, Guard::Appointed));
        g.interview = Some(Interview {
            confirmed_at: None,
            ..agreed()
        });
        assert!(!has(&g, Guard::Appointed));
        g.interview = Some(Interview {
            ended_at: Some(now),
            ..agreed()
        });
        assert!(!has(&g, Guard::Appointed), "the earlier interview's");
        assert!(!has(&g, Guard::BothPrepared));
        g.employee_ready_at = Some(now);
        assert!(!has(&g, Guard::BothPrepared));
        g.superior_ready_at = Some(now);
        assert!(has(&g, Guard::BothPrepared));
        for (over, consented) in [(true, false), (false, true), (false, false)] {
            assert_eq!(
                proven(&g, over, consented).has(Guard::NoticeGiven),
                over || consented
            );
        }
        assert!(
            !proven(&g, true, true).has(Guard::BothSigned),
            "not of this room"
        );
        assert_eq!(notice_ends(date!(2026 - 11 - 21), 7), date!(2026 - 11 - 28));
    }
}
