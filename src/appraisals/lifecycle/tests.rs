//! The table, written a second time by hand.

use proptest::prelude::*;

use super::*;
use crate::access::policy;

/// DESIGN section 2, written a second time by hand: every pair (stage, step) not named here is refused.
const ALLOWED: &[(Stage, Step, Stage)] = &[
    (Goals, Step::GoalsConfirmed, SelfEvaluation),
    (SelfEvaluation, Step::SelfSubmitted, Evaluation),
    (SelfEvaluation, Step::SelfSkipped, Evaluation),
    (SelfEvaluation, Step::SelfOnBehalf, Evaluation),
    (Evaluation, Step::SelfReturned, SelfEvaluation),
    (Evaluation, Step::EvaluationSubmitted, Review),
    (Review, Step::EvaluationReturned, Evaluation),
    (Review, Step::Approved, Review),
    (Review, Step::Released, Preparation),
    (Preparation, Step::Unreleased, Review),
    (Preparation, Step::InterviewStarted, Interview),
    (Interview, Step::InterviewClosed, SignOff),
    (SignOff, Step::SignedByBoth, Concluded),
    (SignOff, Step::RefusalWitnessed, Concluded),
    (SignOff, Step::DisputeOpened, Dispute),
    (Concluded, Step::DisputeOpened, Dispute),
    (Dispute, Step::DisputeSettled, SignOff),
    (Dispute, Step::DisputeUpheld, SignOff),
    (Dispute, Step::DisputeAdjusted, SignOff),
    (Dispute, Step::DisputeReturned, Evaluation),
    (Evaluation, Step::SelfReopened, SelfEvaluation),
    (Review, Step::SelfReopened, SelfEvaluation),
    (Preparation, Step::SelfReopened, SelfEvaluation),
    (Interview, Step::SelfReopened, SelfEvaluation),
    (SignOff, Step::SelfReopened, SelfEvaluation),
    (Concluded, Step::SelfReopened, SelfEvaluation),
    (Review, Step::EvaluationReopened, Evaluation),
    (Preparation, Step::EvaluationReopened, Evaluation),
    (Interview, Step::EvaluationReopened, Evaluation),
    (SignOff, Step::EvaluationReopened, Evaluation),
    (Concluded, Step::EvaluationReopened, Evaluation),
];

/// The guards that are not among these.
fn all_but(missing: &[Guard]) -> Proven {
    let guards = MOVES.iter().flat_map(|line| line.guards);
    Proven::of(guards.map(|guard| (*guard, !missing.contains(guard))))
}

#[test]
fn all_allowed_and_all_refused_moves() {
    for stage in Stage::ALL {
        for step in Step::ALL {
            let expected = if *step == Step::Withdrawn {
                Stage::OPEN.contains(&stage).then_some(Stage::Withdrawn)
            } else {
                ALLOWED
                    .iter()
                    .find(|(from, by, _)| *from == stage && by == step)
                    .map(|(_, _, to)| *to)
            };
            assert_eq!(
                next(stage, *step, &all_but(&[])).ok().map(Allowed::to),
                expected,
                "{stage:?} {step:?}"
            );
        }
    }
}

#[test]
fn every_guard_blocks_its_step_and_is_named() {
    for line in MOVES {
        for guard in line.guards {
            for from in line.from {
                let refusal = next(*from, line.step, &all_but(&[*guard])).err();
                assert_eq!(refusal, Some(Refusal::Unmet(vec![*guard])));
            }
        }
    }
}

/// The trail tells of colleagues' answers from the moment the evaluation is handed in. Were one still open to be written then,
/// its event would say who wrote it, and when.
#[test]
fn while_a_colleague_may_answer_nothing_is_handed_in() {
    let open = policy::rule(Action::SubmitInput).when;
    let before = [Goals, SelfEvaluation, Evaluation];
    assert!(open.iter().all(|stage| before.contains(stage)), "{open:?}");
    for line in MOVES {
        assert!(
            !line.sets.contains(&Mark::Evaluated) || !open.contains(&line.to),
            "{:?}",
            line.step
        );
        let later = line.from.iter().any(|stage| !before.contains(stage));
        if later && open.contains(&line.to) {
            assert!(line.clears.contains(&Mark::Evaluated), "{:?}", line.step);
        }
    }
}

#[test]
fn what_nobody_has_proven_does_not_hold() {
    for line in MOVES {
        for from in line.from {
            let expected = (!line.guards.is_empty()).then(|| Refusal::Unmet(line.guards.to_vec()));
            assert_eq!(next(*from, line.step, &Proven::NOTHING).err(), expected);
        }
    }
}

#[test]
fn every_step_sets_and_takes_back_what_the_design_says() {
    use Mark::{
        Approved, Concluded, DisputeUntil, EarlyConsent, Evaluated, Interviewed, OnBehalf, Opened,
        Provisional, Released, Result, ReturnReason, SelfSkipped, SelfSubmitted, SignedOff,
        Withdrawal,
    };
    // what an evaluation that begins again makes void, whatever led there
    let evaluation = [Evaluated, Approved];
    let release = [Released, Opened, EarlyConsent];
    let end = [SignedOff, Concluded, DisputeUntil, Result];
    for step in Step::ALL {
        let (sets, may, clears): (&[Mark], &[Mark], Vec<Mark>) = match step {
            Step::GoalsConfirmed | Step::InterviewStarted => (&[], &[], vec![]),
            Step::SelfSubmitted => (&[SelfSubmitted], &[], vec![]),
            Step::SelfSkipped => (&[SelfSkipped], &[], vec![]),
            Step::SelfOnBehalf => (&[SelfSkipped, OnBehalf], &[], vec![]),
            Step::SelfReturned => (
                &[ReturnReason],
                &[],
                vec![SelfSubmitted, SelfSkipped, OnBehalf],
            ),
            Step::EvaluationSubmitted => (&[Evaluated, Result], &[Approved], vec![]),
            Step::EvaluationReturned => (&[ReturnReason], &[], evaluation.to_vec()),
            Step::Approved => (&[Approved], &[], vec![]),
            Step::Released => (&[Released], &[], vec![]),
            Step::Unreleased => (&[], &[], release.to_vec()),
            Step::InterviewClosed => (&[Interviewed, DisputeUntil], &[], vec![]),
            Step::SignedByBoth | Step::RefusalWitnessed => {
                (&[SignedOff, Concluded, DisputeUntil], &[], vec![])
            }
            Step::DisputeOpened => (&[Provisional], &[], vec![SignedOff, Concluded]),
            Step::DisputeSettled => (&[DisputeUntil], &[Result], vec![Provisional]),
            Step::DisputeUpheld => (&[], &[], vec![Provisional]),
            Step::DisputeAdjusted => (&[Result], &[], vec![Provisional]),
            Step::DisputeReturned => (
                &[ReturnReason],
                &[],
                [&[Provisional][..], &evaluation, &release, &[Interviewed]].concat(),
            ),
            Step::SelfReopened => (
                &[ReturnReason],
                &[],
                [
                    &[SelfSubmitted, SelfSkipped, OnBehalf][..],
                    &evaluation,
                    &release,
                    &[Interviewed],
                    &end,
                ]
                .concat(),
            ),
            Step::EvaluationReopened => (
                &[ReturnReason],
                &[],
                [&evaluation[..], &release, &[Interviewed], &end].concat(),
            ),
            Step::Withdrawn => (&[Withdrawal], &[], vec![Provisional]),
        };
        let line = line(*step);
        let expected = (sets.to_vec(), may.to_vec(), clears);
        let found = (line.sets.to_vec(), line.may.to_vec(), line.clears.to_vec());
        assert_eq!(found, expected, "{step:?}");
    }
}

#[test]
fn whoever_may_take_a_step_may_take_it_in_every_stage_it_starts_from() {
    for line in MOVES {
        let rule = policy::rule(line.action);
        for from in line.from {
            assert!(rule.when.contains(from), "{:?} from {from:?}", line.step);
        }
    }
}

#[test]
fn somebody_whose_turn_it_is_can_do_something() {
    let moments = Stage::OPEN
        .iter()
        .flat_map(|stage| DisputePhase::ALL.map(|phase| (stage, turn(*stage, Some(phase)))));
    for (stage, turn) in moments {
        for relation in turn {
            let can = MOVES.iter().any(|line| {
                line.from.contains(stage) && policy::rule(line.action).who.contains(relation)
            }) || crate::access::Action::ALL.iter().any(|action| {
                action.effect() != crate::access::Effect::Reads
                    && policy::may(&vec![*relation].into(), *stage, *action).is_ok()
            });
            assert!(can, "{relation:?} has nothing to do in {stage:?}");
        }
    }
}

proptest! {
    /// Random steps under random facts: no interview before a release, no signature before an interview.
    #[test]
    fn the_order_of_stages_holds_on_every_walk(walk in proptest::collection::vec((0..Step::ALL.len(), any::<u32>()), 0..60)) {
        let mut stage = Goals;
        let (mut released, mut interviewed) = (false, false);
        for (index, facts) in walk {
            let step = Step::ALL[index];
            let guards = line(step).guards.iter();
            let proven = Proven::of(guards.map(|guard| (*guard, facts & (1 << (*guard as u32)) != 0)));
            if let Ok(allowed) = next(stage, step, &proven) {
                match step {
                    Step::Released => released = true,
                    Step::Unreleased => released = false,
                    Step::InterviewStarted => prop_assert!(released),
                    Step::InterviewClosed => interviewed = true,
                    Step::SignedByBoth | Step::RefusalWitnessed | Step::DisputeOpened => prop_assert!(interviewed),
                    Step::DisputeReturned | Step::SelfReopened | Step::EvaluationReopened => { released = false; interviewed = false; }
                    _ => {}
                }
                stage = allowed.to();
            }
        }
    }
}
