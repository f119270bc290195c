//! What holds whatever the facts are.

use proptest::prelude::*;

use super::*;
use crate::access::{Relations, policy};

prop_compose! {
    fn done()(
        bits in any::<u16>(),
        starts in proptest::option::of(-300i64..300),
        phase in 0usize..3,
    ) -> next_actions::Facts {
        let bit = |index: u32| bits & (1 << index) != 0;
        next_actions::Facts {
            goals_confirmed_by_employee: bit(0) && !bit(1),
            goals_confirmed_by_superior: bit(1) && !bit(0),
            employee_prepared: bit(2),
            superior_prepared: bit(3),
            proposed: starts.is_some(),
            agreed: starts.is_some() && bit(4) && !bit(5),
            wish: starts.is_some() && bit(5),
            starts_at: starts.map(|minutes| AT.now + Duration::minutes(minutes)),
            minutes: 60,
            place_kind: String::new(),
            place: String::new(),
            signed_by_employee: bit(6),
            // both have signed: then it is concluded
            signed_by_superior: bit(7) && !bit(6),
            refusal_declared: !bit(6) && bit(8),
            refusal_recorded: !bit(6) && bit(7) && bit(9),
            answer_by: (starts.is_some()).then(|| AT.today + Duration::days(starts.unwrap_or(0) / 10)),
            without_facilitator: false,
            dispute: Some(DisputePhase::ALL[phase]),
        }
    }
}

prop_compose! {
    fn anything()(
        stage in 0..Stage::ALL.len(),
        done in done(),
        bits in any::<u32>(),
        days in -40i64..40,
        owner in 1u128..6,
        seats in proptest::collection::vec((proptest::bool::weighted(0.9), 0usize..4), 0..5),
    ) -> Facts {
        let bit = |index: u32| bits & (1 << index) != 0;
        let due_on = AT.today + Duration::days(days);
        let mut f = facts(Stage::ALL[stage]);
        f.done = done;
        if bit(0) {
            f.facilitator = None;
            f.done.without_facilitator = true;
        }
        f.due_on = bit(1).then_some(due_on);
        (f.approved, f.low, f.superior_gone) = (bit(2), bit(3), bit(4));
        f.goal_change = bit(5).then_some(GoalChange { employee_confirmed: bit(6), superior_confirmed: bit(7) });
        let person = Uuid::from_u128(owner);
        f.advices = vec![Advice { id: ROW, author: person, final_word: bit(8), due_on }];
        f.colleagues = bit(9).then(|| Colleagues {
            due_on,
            closed: bit(10),
            requests: vec![
                Request { colleague: person, state: RequestState::Accepted },
                Request { colleague: OTHER, state: RequestState::Nominated },
            ],
        });
        f.co_evaluators = vec![CoEvaluator { person, submitted: bit(11) }];
        f.calibrated = if bit(12) { vec![Calibrated { calibration: ROW }] } else { Vec::new() };
        f.delegates = vec![Delegate {
            id: ROW,
            person,
            since: AT.now + Duration::hours(days),
            until: AT.now + Duration::hours(days + 24),
        }];
        let status = if bit(13) { PlanState::Open } else { PlanState::Reported };
        f.plan = vec![PlanItem { id: ROW, owner: if bit(14) { EMPLOYEE } else { SUPERIOR }, due_on, status }];
        f.open_points = vec![OpenPoint { id: ROW, owner: person, due_on }];
        f.case = Some(Case {
            id: ROW,
            phase: f.done.dispute.unwrap_or(DisputePhase::Answer),
            due_on,
            seats: seats
                .iter()
                .zip(20..)
                .map(|((holds, vote), n)| Seat {
                    person: Uuid::from_u128(n),
                    holds: *holds,
                    vote: ["upheld", "adjusted", "returned"].get(*vote).map(|vote| (*vote).to_owned()),
                })
                .collect(),
        });
        f.reopening = bit(15).then_some(Reopening { id: ROW, requested_by: EMPLOYEE });
        f
    }
}

/// As `Stake` says it for those whom these facts name.
fn relations(f: &Facts, owed: &Owed) -> Relations {
    let person = match owed.who {
        Who::Person(person) => person,
        Who::Hr { .. } => return vec![Relation::Hr].into(),
    };
    let mut all: Vec<Relation> = owed.relation.into_iter().collect();
    all.extend((person == f.appraisee).then_some(Relation::Appraisee));
    all.extend((person == f.superior).then_some(Relation::Superior));
    all.extend((f.facilitator == Some(person)).then_some(Relation::Facilitator));
    all.into()
}

proptest! {
    #[test]
    fn whoever_owes_something_may_do_it(f in anything(), later in 0i64..90) {
        let at = Moment { today: AT.today + Duration::days(later), now: AT.now + Duration::days(later) };
        for one in owed(&f, AT).iter().filter(|one| one.stands(at)) {
            if let Some(action) = one.kind.action() {
                let may = policy::may(&relations(&f, one), f.stage, action);
                prop_assert!(may.is_ok(), "{:?} {one:?}", f.stage);
            }
        }
    }

    #[test]
    fn an_open_appraisal_waits_for_somebody_or_says_why(f in anything(), later in 0i64..90) {
        let at = Moment { today: AT.today + Duration::days(later), now: AT.now + Duration::days(later) };
        let turn = owed(&f, AT).iter().any(|one| one.kind.is_turn() && one.stands(at));
        prop_assert_eq!(Stage::OPEN.contains(&f.stage), turn || rest(&f).is_some(), "{:?}", f);
    }

    #[test]
    fn nobody_owes_anything_once_it_is_over(f in anything()) {
        let left = owed(&f, AT);
        match f.stage {
            Stage::Withdrawn => prop_assert_eq!(left, []),
            Stage::Concluded => prop_assert!(left.iter().all(|one| matches!(one.kind, Kind::PlanDue | Kind::PlanToVerify
                | Kind::PlanLate | Kind::OpenPoint | Kind::OpenPointLate | Kind::Reopening | Kind::Advice)), "{:?}", left),
            _ => {}
        }
    }

    /// One answer is right for all later days: asked again later, the same stands.
    #[test]
    fn what_was_owed_before_says_what_stands_later(f in anything(), later in 0i64..90) {
        let at = Moment { today: AT.today + Duration::days(later), now: AT.now + Duration::days(later) };
        let standing = |from| owed(&f, from).into_iter().filter(|one: &Owed| one.stands(at)).collect::<Vec<_>>();
        prop_assert_eq!(standing(AT), standing(at));
    }

    #[test]
    fn a_person_owes_the_same_thing_once(f in anything(), later in 0i64..90) {
        let at = Moment { today: AT.today + Duration::days(later), now: AT.now + Duration::days(later) };
        let mut keys: Vec<_> = owed(&f, AT).iter().filter(|one| one.stands(at))
            .map(|one| (one.kind, one.who, one.relation, one.subject)).collect();
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        prop_assert_eq!(keys.len(), all);
    }
}
