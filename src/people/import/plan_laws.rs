//! What holds for every file and every company.

use std::collections::HashSet;

use proptest::prelude::*;

use super::{
    plan::Outcome,
    plan_tests::{applied, options, plan_of},
};
use crate::people::reporting;

/// Few numbers, names and addresses, so that they meet.
fn row() -> impl Strategy<Value = String> {
    let number = prop_oneof![Just(String::new()), "[1-9]", "[a-bA-B]"];
    let superior = prop_oneof![
        Just(String::new()),
        "[1-9]",
        "n[1-3]",
        Just("m1@x.org".to_owned())
    ];
    (
        number,
        "(n[1-3])?",
        "(m[1-4]@x\\.org)?",
        superior,
        "(2023-01-0[0-3]|[1-2]/1/2023)?",
        "(Sales|sales|HR)?",
    )
        .prop_map(|(number, name, email, superior, hired, department)| {
            format!("{number},{name},{email},{superior},{hired},{department}\n")
        })
}

fn roster() -> impl Strategy<Value = String> {
    prop::collection::vec(row(), 1..14)
        .prop_map(|rows| format!("No,Name,Email,Superior,DOH,Dept\n{}", rows.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn a_company_stays_sound_and_a_second_import_adds_nothing(first in roster(), second in roster()) {
        let mut people = Vec::new();
        for text in [&first, &second] {
            let plan = plan_of(text, &people, &options());
            people = applied(&plan, &people);
            prop_assert_eq!(plan.counts().create + plan.counts().change, plan.writes().count());

            let mut numbers = HashSet::new();
            let mut emails = HashSet::new();
            for person in &people {
                prop_assert!(numbers.insert(person.number.to_lowercase()));
                prop_assert!(!person.name.is_empty());
                prop_assert!(person.email.as_ref().is_none_or(|email| emails.insert(email.clone())));
            }
            let node = |number: &String| people.iter().position(|person| person.number == *number);
            let above: Vec<Option<usize>> = people.iter().map(|person| person.superior.as_ref().and_then(node)).collect();
            for (person, superior) in people.iter().zip(&above) {
                prop_assert_eq!(person.superior.is_some(), superior.is_some());
            }
            prop_assert!(reporting::loops(&above).is_empty());

            // what was taken is settled: a second time only refused rows and "nothing" are left, unless
            // somebody who was refused for lack of a superior finds one now
            let again = plan_of(text, &people, &options());
            for (before, after) in plan.rows.iter().zip(&again.rows) {
                if !matches!(before.outcome, Outcome::Refused(_)) {
                    let settled = matches!(after.outcome, Outcome::Nothing | Outcome::Refused(_));
                    prop_assert!(settled, "{:?} then {:?}", before, after);
                }
            }
        }
    }
}
