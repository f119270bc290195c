//! The form of a cycle, read.

use time::macros::date;

use crate::{access::Lang, cycles::rules::*, web::texts};

fn read(fields: &Fields) -> (Option<Terms>, Faults) {
    Terms::read(
        fields,
        date!(2026 - 12 - 28),
        &Calendar::default(),
        texts(Lang::En),
    )
}

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
    let (terms, faults) = read(&fields(&[("goals_due", "1999-01-01")]));
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
        (("hired_to", "2026-02-30"), "hired_to"),
        (("least_months", "121"), "least_months"),
        (("kind", "monthly"), "kind"),
        (("self_due_after", "birth"), "self_due"),
        (("self_due_after", "previous"), "self_due"),
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
        let (terms, faults) = read(&typed);
        assert!(terms.is_none() && faults.of(field).is_some(), "{change:?}");
    }
}

#[test]
fn the_goals_deadline_counts_where_the_cycle_has_goals() {
    let typed = fields(&[("with_goals", "1"), ("goals_due", "2027-01-11")]);
    let (_, faults) = read(&typed);
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

#[test]
fn deadlines_counted_in_working_days_come_to_dates() {
    let typed = fields(&[
        ("self_due", ""),
        ("self_due_after", "launch"),
        ("self_due_days", "5"),
        ("sign_due_after", "previous"),
        ("sign_due_days", "3"),
        ("level", "staff"),
        ("level", "nonsense"),
    ]);
    let (terms, faults) = read(&typed);
    let terms = terms.unwrap_or_else(|| panic!("{faults:?}"));
    assert_eq!(terms.self_due, date!(2027 - 01 - 04));
    assert_eq!(terms.sign_due, date!(2027 - 02 - 15));
    assert_eq!(terms.levels, [Level::Staff]);
    let later = terms.launched_on(date!(2027 - 01 - 04), &Calendar::default());
    assert_eq!(later.self_due, date!(2027 - 01 - 11));
    assert_eq!(later.evaluation_due, date!(2027 - 01 - 20));
}
