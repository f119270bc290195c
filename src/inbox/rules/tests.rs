//! Who owes what in each stage, and from which day.

mod properties;

use time::macros::{date, datetime};

use super::*;

const AT: Moment = Moment {
    today: date!(2026 - 03 - 10),
    now: datetime!(2026-03-10 09:00 UTC),
};
const EMPLOYEE: Uuid = Uuid::from_u128(1);
const SUPERIOR: Uuid = Uuid::from_u128(2);
const FACILITATOR: Uuid = Uuid::from_u128(3);
const ABOVE: Uuid = Uuid::from_u128(4);
const OTHER: Uuid = Uuid::from_u128(5);
const ROW: Uuid = Uuid::from_u128(9);

fn facts(stage: Stage) -> Facts {
    Facts {
        appraisal: Uuid::from_u128(100),
        cycle: Uuid::from_u128(101),
        department: None,
        appraisee: EMPLOYEE,
        superior: SUPERIOR,
        facilitator: Some(FACILITATOR),
        next_superior: Some(ABOVE),
        stage,
        due_on: Some(date!(2026 - 03 - 12)),
        approved: false,
        erased: false,
        low: false,
        superior_gone: false,
        done: next_actions::Facts::default(),
        goal_change: None,
        advices: Vec::new(),
        colleagues: None,
        co_evaluators: Vec::new(),
        calibrated: Vec::new(),
        delegates: Vec::new(),
        plan: Vec::new(),
        open_points: Vec::new(),
        case: None,
        reopening: None,
    }
}

/// Who owes what on a day: the person's number (0 is HR) and the kind.
fn on(facts: &Facts, at: Moment) -> Vec<(u128, Kind)> {
    let mut all: Vec<(u128, Kind)> = owed(facts, AT)
        .into_iter()
        .filter(|one| one.stands(at))
        .map(|one| match one.who {
            Who::Person(id) => (id.as_u128(), one.kind),
            Who::Hr { .. } => (0, one.kind),
        })
        .collect();
    all.sort_unstable();
    all
}

fn day(today: Date) -> Moment {
    Moment {
        today,
        now: today.midnight().assume_utc() + Duration::hours(9),
    }
}

#[test]
fn whose_turn_each_stage_is() {
    let table: [(Stage, &[(u128, Kind)]); 10] = [
        (
            Stage::Goals,
            &[(1, Kind::AgreeGoals), (2, Kind::AgreeGoals)],
        ),
        (Stage::SelfEvaluation, &[(1, Kind::WriteSelf)]),
        (Stage::Evaluation, &[(2, Kind::Evaluate)]),
        (Stage::Review, &[(0, Kind::Approve)]),
        (
            Stage::Preparation,
            &[
                (1, Kind::PrepareAsEmployee),
                (2, Kind::PrepareAsSuperior),
                (3, Kind::Appoint),
            ],
        ),
        (
            Stage::Interview,
            &[
                (1, Kind::HoldInterview),
                (2, Kind::HoldInterview),
                (3, Kind::HoldInterview),
            ],
        ),
        (Stage::SignOff, &[(1, Kind::Sign), (2, Kind::Sign)]),
        (Stage::Dispute, &[(2, Kind::AnswerDispute)]),
        (Stage::Concluded, &[]),
        (Stage::Withdrawn, &[]),
    ];
    for (stage, expected) in table {
        assert_eq!(on(&facts(stage), AT), expected, "{stage:?}");
    }
    let mut approved = facts(Stage::Review);
    approved.approved = true;
    approved.low = true;
    assert_eq!(on(&approved, AT), [(0, Kind::Release)]);
    assert!(owed(&approved, AT)[0].low);
}

#[test]
fn an_agreed_time_begins_an_hour_before_and_passes() {
    let mut f = facts(Stage::Preparation);
    f.done = next_actions::Facts {
        employee_prepared: true,
        superior_prepared: true,
        proposed: true,
        agreed: true,
        starts_at: Some(datetime!(2026-03-11 14:00 UTC)),
        minutes: 60,
        ..f.done
    };
    let at = |now: OffsetDateTime| Moment {
        today: now.date(),
        now,
    };
    let both = |kind| vec![(2, kind), (3, kind)];
    assert_eq!(on(&f, at(datetime!(2026-03-11 12:59 UTC))), []);
    assert_eq!(rest(&f), Some(Rest::AgreedDay));
    let begins = at(datetime!(2026-03-11 13:00 UTC));
    assert_eq!(on(&f, begins), both(Kind::StartInterview));
    let over = at(datetime!(2026-03-11 15:00 UTC));
    assert_eq!(on(&f, over), both(Kind::InterviewPassed));
    f.done.employee_prepared = false;
    assert_eq!(on(&f, begins), [(1, Kind::PrepareAsEmployee)]);
    f.done.wish = true;
    f.done.agreed = false;
    assert!(on(&f, begins).contains(&(2, Kind::AnswerWish)));
}

#[test]
fn a_delegate_has_it_while_they_stand_in_and_never_their_own_appraisal() {
    let mut f = facts(Stage::Preparation);
    let stands_in = |person| Delegate {
        id: person,
        person,
        since: datetime!(2026-03-11 00:00 UTC),
        until: datetime!(2026-03-13 00:00 UTC),
    };
    f.delegates = vec![stands_in(OTHER), stands_in(EMPLOYEE)];
    let has = |f: &Facts, at| on(f, at).contains(&(5, Kind::PrepareAsSuperior));
    assert!(!has(&f, AT));
    assert!(has(&f, day(date!(2026 - 03 - 12))));
    assert!(!has(&f, day(date!(2026 - 03 - 13))));
    let own = (1, Kind::PrepareAsSuperior);
    assert!(!on(&f, day(date!(2026 - 03 - 12))).contains(&own));
    let later = owed(&f, day(date!(2026 - 03 - 14)));
    let over = |one: &Owed| one.relation == Some(Relation::Delegate);
    assert!(!later.iter().any(over), "what is over is owed no more");
}

#[test]
fn what_is_late_goes_up_the_day_after() {
    let mut f = facts(Stage::SignOff);
    f.plan = vec![PlanItem {
        id: ROW,
        owner: EMPLOYEE,
        due_on: date!(2026 - 03 - 30),
        status: PlanState::Open,
    }];
    f.open_points = vec![OpenPoint {
        id: ROW,
        owner: FACILITATOR,
        due_on: date!(2026 - 03 - 12),
    }];
    let has = |today, one| on(&f, day(today)).contains(&one);
    let below = (4, Kind::NoResponseBelow);
    assert!(!has(date!(2026 - 03 - 12), below) && has(date!(2026 - 03 - 13), below));
    let point = (2, Kind::OpenPointLate);
    assert!(!has(date!(2026 - 03 - 12), point) && has(date!(2026 - 03 - 13), point));
    assert!(has(date!(2026 - 03 - 10), (3, Kind::OpenPoint)));
    let own = (1, Kind::PlanDue);
    assert!(!has(date!(2026 - 03 - 15), own) && has(date!(2026 - 03 - 16), own));
    let late = (2, Kind::PlanLate);
    assert!(!has(date!(2026 - 03 - 30), late) && has(date!(2026 - 03 - 31), late));
    f.plan[0].status = PlanState::Reported;
    assert!(on(&f, AT).contains(&(2, Kind::PlanToVerify)));
    f.open_points[0].owner = OTHER;
    assert!(
        on(&f, AT).contains(&(0, Kind::OpenPoint)),
        "nobody else may"
    );
    f.stage = Stage::Evaluation;
    assert_eq!(on(&f, AT), [(2, Kind::Evaluate)], "the plan rests");
}

#[test]
fn until_the_evaluation_is_submitted_others_are_asked() {
    let mut f = facts(Stage::Evaluation);
    f.goal_change = Some(GoalChange {
        employee_confirmed: false,
        superior_confirmed: true,
    });
    f.co_evaluators = vec![
        CoEvaluator {
            person: OTHER,
            submitted: false,
        },
        CoEvaluator {
            person: ABOVE,
            submitted: true,
        },
        // stands in for the direct superior meanwhile
        CoEvaluator {
            person: SUPERIOR,
            submitted: false,
        },
    ];
    f.advices = vec![Advice {
        id: ROW,
        author: ABOVE,
        final_word: false,
        due_on: date!(2026 - 03 - 20),
    }];
    let request = |colleague, state| Request { colleague, state };
    f.colleagues = Some(Colleagues {
        due_on: date!(2026 - 03 - 11),
        closed: false,
        requests: vec![
            request(FACILITATOR, RequestState::Accepted),
            request(ABOVE, RequestState::Nominated),
        ],
    });
    let expected = [
        (1, Kind::GoalChange),
        (2, Kind::Evaluate),
        (2, Kind::AskColleagues),
        (3, Kind::Input),
        (4, Kind::Advice),
        (5, Kind::Part),
    ];
    assert_eq!(on(&f, AT), expected);
    let after = on(&f, day(date!(2026 - 03 - 12)));
    assert!(!after.contains(&(3, Kind::Input)) && !after.contains(&(2, Kind::AskColleagues)));
    f.stage = Stage::Review;
    assert_eq!(on(&f, AT), [(0, Kind::Approve)]);
}

#[test]
fn the_committee_votes_rules_or_votes_again() {
    let mut f = facts(Stage::Dispute);
    f.done.dispute = Some(DisputePhase::Hearing);
    let seat = |n: u128, vote: Option<&str>| Seat {
        person: Uuid::from_u128(n),
        holds: true,
        vote: vote.map(str::to_owned),
    };
    let mut with = |votes: [Option<&str>; 3]| {
        f.case = Some(Case {
            id: ROW,
            phase: DisputePhase::Hearing,
            due_on: date!(2026 - 03 - 20),
            seats: votes
                .iter()
                .zip(11..)
                .map(|(vote, n)| seat(n, *vote))
                .collect(),
        });
        on(&f, AT)
    };
    let (up, down, back) = (Some("upheld"), Some("adjusted"), Some("returned"));
    assert_eq!(with([up, None, None]), [(12, Kind::Vote), (13, Kind::Vote)]);
    let all = |kind| vec![(11, kind), (12, kind), (13, kind)];
    assert_eq!(with([up, down, up]), all(Kind::Rule));
    assert_eq!(with([up, down, back]), all(Kind::VoteAgain));
    let case = f.case.as_mut().unwrap();
    case.seats[2].holds = false;
    assert_eq!(on(&f, AT), [(0, Kind::SeatVacant)]);
    assert_eq!(rest(&f), Some(Rest::Quorum));
    let late = on(&f, day(date!(2026 - 03 - 21)));
    assert_eq!(late, [(0, Kind::DisputeLate), (0, Kind::SeatVacant)]);
}

#[test]
fn hr_sees_to_what_nobody_else_can() {
    let mut f = facts(Stage::Dispute);
    f.case = Some(Case {
        id: ROW,
        phase: DisputePhase::Answer,
        due_on: date!(2026 - 03 - 20),
        seats: Vec::new(),
    });
    f.superior_gone = true;
    let asked = Reopening {
        id: ROW,
        requested_by: EMPLOYEE,
    };
    f.reopening = Some(asked);
    let expected = [
        (0, Kind::SuperiorGone),
        (0, Kind::DisputeOpened),
        (2, Kind::AnswerDispute),
    ];
    assert_eq!(on(&f, AT), expected, "a case is not opened again");
    f.stage = Stage::SignOff;
    let not_theirs = Who::Hr {
        except: Some(EMPLOYEE),
    };
    assert!(
        owed(&f, AT)
            .iter()
            .any(|one| one.kind == Kind::Reopening && one.who == not_theirs)
    );
    f.facilitator = None;
    f.done.without_facilitator = true;
    f.done.refusal_recorded = true;
    assert!(on(&f, AT).contains(&(0, Kind::WitnessRefusal)));
}
