//! A delegation as typed.

use time::Date;

use crate::web::{
    Fields, Texts,
    forms::{Fault, Faults, SHORT},
};

/// Longer than this is no delegation but another superior.
pub const LONGEST_DAYS: i64 = 184;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// For whom; empty is the writer.
    pub delegator: String,
    pub delegate: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub reason: String,
}

/// `None` where there are faults.
pub fn read(fields: &Fields, today: Date, l: &Texts) -> (Option<Typed>, Faults) {
    let mut faults = Faults::default();
    let delegator = fields.text("delegator", SHORT, &mut faults);
    let delegate = fields.required("delegate", SHORT, &mut faults);
    let reason = fields.required("reason", SHORT, &mut faults);
    let starts = fields.day("starts_on", &mut faults);
    let ends = fields.day("ends_on", &mut faults);
    for (field, day) in [("starts_on", starts), ("ends_on", ends)] {
        if day.is_none() {
            faults.add(field, Fault::Required);
        }
    }
    if let (Some(starts), Some(ends)) = (starts, ends) {
        if ends < starts || ends < today {
            faults.add("ends_on", Fault::Other(l.delegation_ends_before()));
        } else if (ends - starts).whole_days() >= LONGEST_DAYS {
            faults.add("ends_on", Fault::Other(l.delegation_too_long(LONGEST_DAYS)));
        }
    }
    match (starts, ends, faults.is_empty()) {
        (Some(starts_on), Some(ends_on), true) => (
            Some(Typed {
                delegator,
                delegate,
                starts_on,
                ends_on,
                reason,
            }),
            faults,
        ),
        _ => (None, faults),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::{access::Lang, web::texts};

    #[test]
    fn a_delegation_is_for_a_limited_time_that_is_not_over() {
        let today = date!(2026 - 11 - 27);
        for (starts, ends, fault) in [
            ("2026-11-27", "2026-11-27", ""),
            ("2026-11-01", "2026-12-24", ""),
            ("2027-01-01", "2027-07-03", ""),
            ("2027-01-01", "2027-07-04", "ends_on"),
            ("2026-12-02", "2026-12-01", "ends_on"),
            ("2026-11-01", "2026-11-26", "ends_on"),
            ("2026-02-30", "2026-12-01", "starts_on"),
            ("", "2026-12-01", "starts_on"),
            ("2026-12-01", "", "ends_on"),
        ] {
            let fields = [
                ("delegate", "Li Wei"),
                ("reason", "Leave"),
                ("starts_on", starts),
                ("ends_on", ends),
            ];
            let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
            let (typed, faults) = read(&Fields::from_pairs(fields.into()), today, texts(Lang::En));
            assert_eq!(typed.is_some(), fault.is_empty(), "{starts} {ends}");
            assert_eq!(
                faults.of(fault).is_some(),
                !fault.is_empty(),
                "{starts} {ends}"
            );
        }
    }
}
