//! What a cycle is made of and what HR may enter: pure.

use rust_decimal::prelude::ToPrimitive;
use time::Date;
use uuid::Uuid;

use crate::{
    ground::days::Calendar,
    web::{
        Fields, Texts,
        forms::{Fault, Faults, SHORT},
    },
};

/// Everything HR decides about a cycle before its launch.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each is one tick of the form
pub struct Terms {
    pub name: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub departments: Vec<Uuid>,
    /// Every department there is, whatever `departments` says.
    pub all_departments: bool,
    pub with_goals: bool,
    pub with_review: bool,
    pub with_facilitator: bool,
    pub notice_days: i32,
    pub dispute_days: i32,
    pub goals_due: Option<Date>,
    pub self_due: Date,
    pub evaluation_due: Date,
    pub review_due: Option<Date>,
    pub interview_due: Date,
    pub sign_due: Date,
}

/// The names of the deadlines, in the order in which they follow each other.
pub const DEADLINES: [&str; 6] = [
    "goals_due",
    "self_due",
    "evaluation_due",
    "review_due",
    "interview_due",
    "sign_due",
];

/// Deadlines to start from: two working weeks to write, one to review, three for the interviews.
#[must_use]
pub fn suggested(today: Date, calendar: &Calendar) -> [Date; 6] {
    let mut day = today;
    [5, 10, 10, 5, 15, 5].map(|days| {
        day = calendar.add_working_days(day, days);
        day
    })
}

/// The half-year that is being appraised: the running one, or the one before in its first two months.
#[must_use]
pub fn suggested_period(today: Date) -> (Date, Date) {
    let month = u8::from(today.month());
    let (year, first) = match month {
        1..=2 => (today.year() - 1, true),
        3..=8 => (today.year(), false),
        _ => (today.year(), true),
    };
    let (from, to) = if first {
        ((7, 1), (12, 31))
    } else {
        ((1, 1), (6, 30))
    };
    let day = |(month, day): (u8, u8)| {
        time::Month::try_from(month)
            .ok()
            .and_then(|month| Date::from_calendar_date(year, month, day).ok())
            .unwrap_or(today)
    };
    (day(from), day(to))
}

impl Terms {
    /// Reads the form; `None` with at least one fault.
    #[must_use]
    pub fn read(fields: &Fields, l: &Texts) -> (Option<Self>, Faults) {
        let mut faults = Faults::default();
        let with_goals = fields.has("with_goals");
        let with_review = fields.has("with_review");
        let name = fields.required("name", SHORT, &mut faults);
        let mut day = |name: &str, asked: bool| {
            let date = fields.day(name, &mut faults);
            if asked && fields.get(name).trim().is_empty() {
                faults.add(name, Fault::Required);
            }
            date.filter(|_| asked)
        };
        let (starts_on, ends_on) = (day("starts_on", true), day("ends_on", true));
        let due = DEADLINES.map(|name| {
            day(
                name,
                match name {
                    "goals_due" => with_goals,
                    "review_due" => with_review,
                    _ => true,
                },
            )
        });
        if let (Some(from), Some(to)) = (starts_on, ends_on)
            && to < from
        {
            faults.add("ends_on", Fault::Other(l.cycle_fault_period()));
        }
        let notice_days = days(fields, "notice_days", 0, &mut faults);
        let dispute_days = days(fields, "dispute_days", 1, &mut faults);
        in_order(&due, notice_days, l, &mut faults);
        let departments: Vec<Uuid> = fields
            .all("department")
            .filter_map(|id| id.parse().ok())
            .collect();
        let all_departments = fields.has("all_departments");
        if departments.is_empty() && !all_departments {
            faults.add("department", Fault::Other(l.cycle_fault_departments()));
        }
        let terms = || {
            Some(Self {
                name,
                starts_on: starts_on?,
                ends_on: ends_on?,
                departments,
                all_departments,
                with_goals,
                with_review,
                with_facilitator: fields.has("with_facilitator"),
                notice_days,
                dispute_days,
                goals_due: due[0],
                self_due: due[1]?,
                evaluation_due: due[2]?,
                review_due: due[3],
                interview_due: due[4]?,
                sign_due: due[5]?,
            })
        };
        if faults.is_empty() {
            (terms(), faults)
        } else {
            (None, faults)
        }
    }

    /// The first deadline of an appraisal in this cycle.
    #[must_use]
    pub fn first_due(&self) -> Date {
        self.goals_due.unwrap_or(self.self_due)
    }
}

fn days(fields: &Fields, name: &str, least: i32, faults: &mut Faults) -> i32 {
    let bounds = crate::ground::decimals::Bounds::new(least.into(), 90.into(), 0);
    if let Some(value) = fields.decimal(name, bounds, faults) {
        value.to_i32().unwrap_or(least)
    } else {
        faults.add(name, Fault::Required);
        least
    }
}

/// Each deadline not before the one it follows, and time for the notice between result and interview.
fn in_order(due: &[Option<Date>; 6], notice_days: i32, l: &Texts, faults: &mut Faults) {
    let mut before: Option<Date> = None;
    for (name, date) in DEADLINES.iter().zip(due) {
        let Some(date) = date else { continue };
        if before.is_some_and(|before| *date < before) {
            faults.add(*name, Fault::Other(l.cycle_fault_order()));
        }
        before = Some(*date);
    }
    let result = due[3].or(due[2]);
    if let (Some(result), Some(interview)) = (result, due[4])
        && interview - result < time::Duration::days(notice_days.into())
    {
        faults.add(
            "interview_due",
            Fault::Other(l.cycle_fault_notice(notice_days)),
        );
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{access::Lang, web::texts};

    fn fields(changes: &[(&str, &str)]) -> Fields {
        let plain = [
            ("name", "Autumn"),
            ("starts_on", "2026-07-01"),
            ("ends_on", "2026-12-31"),
            ("department", "7a1b0c1e-0000-4000-8000-000000000001"),
            ("with_review", "1"),
            ("notice_days", "7"),
            ("dispute_days", "7"),
            ("self_due", "2027-01-10"),
            ("evaluation_due", "2027-01-20"),
            ("review_due", "2027-01-25"),
            ("interview_due", "2027-02-10"),
            ("sign_due", "2027-02-20"),
        ];
        Fields::from_pairs(
            plain
                .iter()
                .chain(changes)
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn a_complete_form_is_read_and_what_is_not_asked_is_left_out() {
        let (terms, faults) = Terms::read(&fields(&[("goals_due", "1999-01-01")]), texts(Lang::En));
        let terms = terms.expect("complete");
        assert!(faults.is_empty() && terms.goals_due.is_none() && !terms.with_goals);
        assert_eq!(terms.first_due(), date!(2027 - 01 - 10));
    }

    #[test]
    fn every_wrong_date_is_named_at_its_field() {
        for (change, field) in [
            (("ends_on", "2026-06-30"), "ends_on"),
            (("evaluation_due", "2027-01-09"), "evaluation_due"),
            (("review_due", ""), "review_due"),
            (("interview_due", "2027-01-31"), "interview_due"),
            (("sign_due", "2027-02-30"), "sign_due"),
            (("sign_due", "2027-02-09"), "sign_due"),
            (("notice_days", "91"), "notice_days"),
            (("dispute_days", "0"), "dispute_days"),
            (("notice_days", "1.5"), "notice_days"),
            (("department", "x"), "department"),
        ] {
            let typed = if change.0 == "department" {
                Fields::from_pairs(
                    fields(&[])
                        .pairs()
                        .iter()
                        .filter(|(name, _)| name != "department")
                        .cloned()
                        .chain([("department".to_owned(), "x".to_owned())])
                        .collect(),
                )
            } else {
                fields(&[change])
            };
            let (terms, faults) = Terms::read(&typed, texts(Lang::En));
            assert!(terms.is_none() && faults.of(field).is_some(), "{change:?}");
        }
    }

    #[test]
    fn the_goals_deadline_counts_where_the_cycle_has_goals() {
        let typed = fields(&[("with_goals", "1"), ("goals_due", "2027-01-11")]);
        let (_, faults) = Terms::read(&typed, texts(Lang::En));
        assert!(faults.of("self_due").is_some());
    }

    #[test]
    fn suggestions_are_in_order_and_leave_the_notice() {
        let mut day = date!(2026 - 01 - 01);
        for _ in 0..400 {
            let due = suggested(day, &Calendar::default());
            assert!(due.is_sorted() && due[0] > day && (due[4] - due[3]).whole_days() >= 14);
            let (from, to) = suggested_period(day);
            assert!(from < to && from <= day);
            day = day.next_day().expect("not the end of time");
        }
        assert_eq!(
            suggested_period(date!(2027 - 02 - 01)),
            (date!(2026 - 07 - 01), date!(2026 - 12 - 31))
        );
    }
}
