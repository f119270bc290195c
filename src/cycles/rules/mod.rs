//! What a cycle is made of and what HR may enter: pure.

pub mod deadlines;
pub mod own_forms;
#[cfg(test)]
mod tests;

use rust_decimal::prelude::ToPrimitive;
use time::Date;
use uuid::Uuid;

pub use deadlines::{After, Count, Counts, DEADLINES, Dates};

use crate::{
    ground::days::Calendar,
    people::Level,
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
    pub kind: Kind,
    pub departments: Vec<Uuid>,
    /// Every department there is, whatever `departments` says.
    pub all_departments: bool,
    /// The departments below the chosen ones too.
    pub with_below: bool,
    /// Empty: every level.
    pub levels: Vec<Level>,
    pub hired_from: Option<Date>,
    pub hired_to: Option<Date>,
    /// Months of service to be rated, counted on `service_on` or the end of the period; 0: none.
    pub least_months: i32,
    pub service_on: Option<Date>,
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
    /// The deadlines that are counted in working days.
    pub counts: Counts,
}

/// What kind of round a cycle is: nobody is in two of one kind at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "cycle_kind", rename_all = "snake_case")]
pub enum Kind {
    Annual,
    HalfYear,
    Quarterly,
    Probation,
    Other,
}

impl Kind {
    pub const ALL: [Self; 5] = [
        Self::Annual,
        Self::HalfYear,
        Self::Quarterly,
        Self::Probation,
        Self::Other,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Self::Annual => "annual",
            Self::HalfYear => "half_year",
            Self::Quarterly => "quarterly",
            Self::Probation => "probation",
            Self::Other => "other",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

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
    /// Reads the form; `None` with at least one fault. What is counted in working days is counted as if
    /// the launch were today.
    #[must_use]
    pub fn read(
        fields: &Fields,
        today: Date,
        calendar: &Calendar,
        l: &Texts,
    ) -> (Option<Self>, Faults) {
        let mut faults = Faults::default();
        let with_goals = fields.has("with_goals");
        let with_review = fields.has("with_review");
        let name = fields.required("name", SHORT, &mut faults);
        let kind = fields
            .choice("kind", Kind::from_key, &mut faults)
            .unwrap_or(Kind::Other);
        let counts = counts(fields, &mut faults);
        let mut day = |name: &str, asked: bool| {
            let date = fields.day(name, &mut faults);
            if asked && fields.get(name).trim().is_empty() {
                faults.add(name, Fault::Required);
            }
            date.filter(|_| asked)
        };
        let (starts_on, ends_on) = (day("starts_on", true), day("ends_on", true));
        let due = DEADLINES.map(|name| {
            let asked = match name {
                "goals_due" => with_goals,
                "review_due" => with_review,
                _ => true,
            };
            if asked && counts.contains_key(name) {
                // a place for the day that it comes to
                Some(today)
            } else {
                day(name, asked)
            }
        });
        let due = deadlines::counted(due, &counts, today, ends_on.unwrap_or(today), calendar);
        in_window(starts_on, ends_on, "ends_on", l, &mut faults);
        let notice_days = days(fields, "notice_days", 0, 90, &mut faults);
        let dispute_days = days(fields, "dispute_days", 1, 90, &mut faults);
        in_order(&due, notice_days, l, &mut faults);
        let departments: Vec<Uuid> = fields
            .all("department")
            .filter_map(|id| id.parse().ok())
            .collect();
        let all_departments = fields.has("all_departments");
        if departments.is_empty() && !all_departments {
            faults.add("department", Fault::Other(l.cycle_fault_departments()));
        }
        let (hired_from, hired_to) = (
            fields.day("hired_from", &mut faults),
            fields.day("hired_to", &mut faults),
        );
        in_window(hired_from, hired_to, "hired_to", l, &mut faults);
        let least_months = if fields.get("least_months").trim().is_empty() {
            0
        } else {
            days(fields, "least_months", 0, 120, &mut faults)
        };
        let service_on = fields.day("service_on", &mut faults);
        let levels: Vec<Level> = fields.all("level").filter_map(Level::from_key).collect();
        let terms = || {
            Some(Self {
                name,
                starts_on: starts_on?,
                ends_on: ends_on?,
                kind,
                departments,
                all_departments,
                with_below: fields.has("with_below"),
                levels,
                hired_from,
                hired_to,
                least_months,
                service_on,
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
                counts,
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

    #[must_use]
    pub fn dates(&self) -> Dates {
        [
            self.goals_due,
            Some(self.self_due),
            Some(self.evaluation_due),
            self.review_due,
            Some(self.interview_due),
            Some(self.sign_due),
        ]
    }

    /// The same with other days; a stage that the cycle lacks stays away.
    #[must_use]
    pub fn with_dates(mut self, dates: &Dates) -> Self {
        self.goals_due = self.goals_due.and(dates[0]);
        self.self_due = dates[1].unwrap_or(self.self_due);
        self.evaluation_due = dates[2].unwrap_or(self.evaluation_due);
        self.review_due = self.review_due.and(dates[3]);
        self.interview_due = dates[4].unwrap_or(self.interview_due);
        self.sign_due = dates[5].unwrap_or(self.sign_due);
        self
    }

    /// The terms as they are for a launch on that day.
    #[must_use]
    pub fn launched_on(self, day: Date, calendar: &Calendar) -> Self {
        let dates = deadlines::counted(self.dates(), &self.counts, day, self.ends_on, calendar);
        self.with_dates(&dates)
    }
}

/// Which deadlines are counted: `self_due_after` says from what, `self_due_days` how many.
fn counts(fields: &Fields, faults: &mut Faults) -> Counts {
    let mut counts = Counts::new();
    for name in DEADLINES {
        let optional = match name {
            "goals_due" => !fields.has("with_goals"),
            "review_due" => !fields.has("with_review"),
            _ => false,
        };
        let after = fields.get(&format!("{name}_after"));
        if optional || matches!(after, "" | "date") {
            continue;
        }
        let Some(after) = After::from_key(after) else {
            faults.add(name, Fault::NotAChoice);
            continue;
        };
        let mut own = Faults::default();
        let days = days(fields, &format!("{name}_days"), 1, 250, &mut own);
        if let Some(fault) = own.of(&format!("{name}_days")) {
            faults.add(name, fault.clone());
        }
        let days = u32::try_from(days).unwrap_or(1);
        counts.insert(name.to_owned(), Count { days, after });
    }
    counts
}

fn in_window(from: Option<Date>, to: Option<Date>, name: &str, l: &Texts, faults: &mut Faults) {
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        faults.add(name, Fault::Other(l.cycle_fault_period()));
    }
}

fn days(fields: &Fields, name: &str, least: i32, most: i32, faults: &mut Faults) -> i32 {
    let bounds = crate::ground::decimals::Bounds::new(least.into(), most.into(), 0);
    if let Some(value) = fields.decimal(name, bounds, faults) {
        value.to_i32().unwrap_or(least)
    } else {
        faults.add(name, Fault::Required);
        least
    }
}

/// Each deadline not before the one it follows, and time for the notice between result and interview.
fn in_order(due: &Dates, notice_days: i32, l: &Texts, faults: &mut Faults) {
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
