use proptest::prelude::*;
use time::macros::date;
use uuid::Uuid;

use super::*;
use Decision::{Adjusted, Returned, Upheld};

fn id(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn member(n: u128, above: &[u128]) -> Member {
    Member {
        id: id(n),
        name: format!("M{n:02}"),
        above: above.iter().copied().map(id).collect(),
    }
}

/// Appraisee 1, superior 2, the superior's superior 3, facilitator 4; nobody else.
const CASE: Concerned = Concerned {
    appraisee: PersonId(Uuid::from_u128(1)),
    superior: PersonId(Uuid::from_u128(2)),
    next_superior: Some(PersonId(Uuid::from_u128(3))),
    facilitator: Some(PersonId(Uuid::from_u128(4))),
    others: Vec::new(),
};

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn points(values: &[(&str, &str)]) -> Points {
    values
        .iter()
        .map(|(item, value)| ((*item).to_owned(), d(value)))
        .collect()
}

#[test]
fn the_window() {
    let (day, next) = (date!(2026 - 12 - 01), date!(2026 - 12 - 02));
    for (stage, until, today, open) in [
        (Stage::Concluded, Some(day), day, true),
        (Stage::Concluded, Some(day), next, false),
        (Stage::Concluded, None, day, false),
        (Stage::SignOff, None, day, true),
        // the days count from sign-off, however long ago the interview was
        (Stage::SignOff, Some(day), next, true),
    ] {
        assert_eq!(
            window_open(stage, until, today),
            open,
            "{stage:?} {until:?}"
        );
    }
}

#[test]
fn a_ruling_that_adjusts_is_the_middle_of_the_votes() {
    let items = ["a".to_owned(), "b".to_owned()];
    let before = points(&[("a", "10"), ("b", "10")]);
    let votes = [
        points(&[("a", "12"), ("b", "10")]),
        points(&[("a", "17"), ("b", "4")]),
        points(&[("a", "13"), ("b", "10")]),
    ];
    assert_eq!(
        adjusted(&items, &before, &votes),
        Some(points(&[("a", "13"), ("b", "10")]))
    );
    // each vote changes something, and their middle nothing
    let crossed = [
        points(&[("a", "12"), ("b", "10")]),
        points(&[("a", "10"), ("b", "12")]),
        points(&[("a", "8"), ("b", "8")]),
    ];
    assert_eq!(adjusted(&items, &before, &crossed), None);
}

#[test]
fn deadlines_are_working_days() {
    let calendar = Calendar::default();
    assert_eq!(
        settle_by(&calendar, date!(2026 - 11 - 20)),
        date!(2026 - 12 - 01)
    );
    assert_eq!(
        rule_by(&calendar, date!(2026 - 11 - 20)),
        date!(2026 - 12 - 11)
    );
}

#[test]
fn who_may_not_sit() {
    for (n, above, expected) in [
        (1, &[][..], Some(Conflict::Party)),
        (2, &[3], Some(Conflict::Party)),
        (3, &[], Some(Conflict::Party)),
        (4, &[9], Some(Conflict::Party)),
        (5, &[2, 3], Some(Conflict::Dependent)),
        (6, &[7, 2, 3], Some(Conflict::Dependent)),
        (8, &[1, 2], Some(Conflict::Dependent)),
        // reports to the superior's superior through another line
        (9, &[3], None),
        (10, &[], None),
    ] {
        assert_eq!(conflict(&member(n, above), &CASE), expected, "{n}");
    }
    let alone = Concerned {
        next_superior: None,
        facilitator: None,
        ..CASE
    };
    assert_eq!(conflict(&member(3, &[]), &alone), None);
    let shared = Concerned {
        others: vec![id(10)],
        ..CASE
    };
    assert_eq!(conflict(&member(10, &[]), &shared), Some(Conflict::Party));
}

#[test]
fn an_odd_number_of_at_least_three() {
    let members: Vec<Member> = (10..16).map(|n| member(n, &[])).collect();
    for (given, seated, substitute) in [
        (3, 3, None),
        (4, 3, Some(13)),
        (5, 5, None),
        (6, 5, Some(15)),
    ] {
        let seating = seating(&members[..given], &CASE).unwrap();
        assert_eq!(seating.seated.len(), seated);
        assert_eq!(seating.substitute, substitute.map(id));
    }
    assert_eq!(seating(&members[..2], &CASE), Err(TooFew(2)));
    let with_conflict = [
        member(1, &[]),
        member(2, &[]),
        member(10, &[]),
        member(11, &[]),
    ];
    assert_eq!(seating(&with_conflict, &CASE), Err(TooFew(2)));
}

#[test]
fn what_votes_decide() {
    let (u, a, r, none) = (Some(Upheld), Some(Adjusted), Some(Returned), None);
    for (votes, expected) in [
        (vec![], Tally::NoQuorum { voted: 0 }),
        (vec![u, u, none], Tally::NoQuorum { voted: 2 }),
        (vec![u, u, a], Tally::Majority(Upheld)),
        (vec![a, r, a], Tally::Majority(Adjusted)),
        (vec![r, r, r], Tally::Majority(Returned)),
        (vec![u, a, r], Tally::Split),
        (vec![u, u, a, a, r], Tally::Split),
        (vec![u, u, u, a, r], Tally::Majority(Upheld)),
        // an odd quorum of five seats
        (vec![u, a, a, none, none], Tally::Majority(Adjusted)),
        (vec![u, a, a, a, none], Tally::NoQuorum { voted: 4 }),
        // most votes are not more than half of them
        (vec![u, u, u, a, a, r, r], Tally::Split),
    ] {
        assert_eq!(tally(&votes), expected, "{votes:?}");
    }
}

#[test]
fn medians_by_item() {
    let votes = [
        points(&[("a", "10"), ("b", "1")]),
        points(&[("a", "30"), ("b", "2.01")]),
        points(&[("a", "12")]),
    ];
    assert_eq!(medians(&votes), points(&[("a", "12"), ("b", "1.51")]));
    assert_eq!(medians([]), Points::new());
}

#[test]
fn new_points_are_for_the_named_items_and_change_something() {
    let items = vec!["a".to_owned(), "b".to_owned()];
    let before = points(&[("a", "10"), ("b", "1")]);
    for (after, expected) in [
        (&[("a", "10"), ("b", "2")][..], true),
        (&[("a", "10.00"), ("b", "1")], false),
        (&[("a", "11")], false),
        (&[("a", "11"), ("b", "1"), ("c", "1")], false),
    ] {
        assert_eq!(
            changes(&items, &before, &points(after)),
            expected,
            "{after:?}"
        );
    }
}

fn votes() -> impl Strategy<Value = Vec<Option<Decision>>> {
    proptest::collection::vec(
        proptest::option::of(proptest::sample::select(Decision::ALL)),
        0..12,
    )
}

proptest! {
    #[test]
    fn a_majority_is_more_than_half_and_never_depends_on_the_order(votes in votes(), turn in 0usize..12) {
        let mut turned = votes.clone();
        if !turned.is_empty() {
            let by = turn % turned.len();
            turned.rotate_left(by);
        }
        prop_assert_eq!(tally(&votes), tally(&turned));
        if let Tally::Majority(decision) = tally(&votes) {
            let cast = votes.iter().flatten().count();
            let agree = votes.iter().flatten().filter(|vote| **vote == decision).count();
            prop_assert!(agree * 2 > cast && cast % 2 == 1 && cast >= LEAST);
        }
    }

    #[test]
    fn two_kinds_of_votes_always_decide_with_a_quorum(sides in proptest::collection::vec(any::<bool>(), 3..12)) {
        let votes: Vec<_> = sides.iter().map(|side| Some(if *side { Upheld } else { Adjusted })).collect();
        let waits = tally(&votes) == Tally::NoQuorum { voted: votes.len() };
        prop_assert_eq!(waits, votes.len().is_multiple_of(2));
        prop_assert!(tally(&votes) != Tally::Split);
    }

    #[test]
    fn nobody_with_a_conflict_is_ever_seated(members in proptest::collection::vec((1u128..20, proptest::collection::vec(1u128..20, 0..4)), 0..15)) {
        let members: Vec<Member> = members.iter().map(|(n, above)| member(*n, above)).collect();
        if let Ok(seating) = seating(&members, &CASE) {
            prop_assert!(seating.seated.len() >= LEAST && seating.seated.len() % 2 == 1);
            let mut unique = seating.seated.clone();
            unique.sort_unstable();
            unique.dedup();
            prop_assert_eq!(unique.len(), seating.seated.len());
            for seat in seating.seated.iter().chain(&seating.substitute) {
                prop_assert!(members.iter().any(|member| member.id == *seat && conflict(member, &CASE).is_none()));
            }
        }
    }

    #[test]
    fn a_median_lies_between_the_votes(values in proptest::collection::vec(0i64..10_000, 1..9)) {
        let votes: Vec<Points> = values.iter().map(|value| Points::from([("a".to_owned(), Decimal::new(*value, 2))])).collect();
        let middle = medians(&votes)["a"];
        let (least, most) = (values.iter().min().unwrap(), values.iter().max().unwrap());
        prop_assert!(middle >= Decimal::new(*least, 2) && middle <= Decimal::new(*most, 2));
        prop_assert!(middle.scale() <= 2);
    }
}
