//! The life of one appraisal as one table. Pages, to-do lists, notices and tests all read it.

use crate::access::{Action, DisputePhase, Relation, Stage};

/// What must hold before a step may be taken, beyond stage and relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Guard {
    /// Goal weights sum to exactly 100.00.
    WeightsWhole,
    /// Employee and superior have both confirmed the goals as they stand.
    BothConfirmed,
    /// The self-evaluation's deadline has passed.
    SelfDeadlinePassed,
    /// Every indicator has its input, so that there is a total and a grade.
    Scored,
    /// Every weak item has example, cause and the triple; every extreme score a comment.
    WeakItemsExplained,
    /// HR has approved, or the rules approved a result that needs no review.
    Approved,
    /// The employee has not opened the result yet.
    NotOpenedYet,
    /// Time and place are agreed.
    Appointed,
    /// The notice period is over, or the employee consented to start earlier.
    NoticeGiven,
    /// The employee's questionnaire and the superior's checklist are done.
    BothPrepared,
    /// All eight steps are done and each left behind what it must.
    StepsDone,
    BothSigned,
    /// The superior has recorded the refusal.
    RefusalRecorded,
    /// The window to open a dispute has not closed.
    DisputeWindowOpen,
    /// No committee has ruled on this appraisal yet: a ruling is final.
    NoRulingYet,
    /// Both sides agree to the corrected evaluation.
    BothSettled,
    /// An odd number of at least three members has voted.
    Quorum,
}

/// A named move from one stage to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    GoalsConfirmed,
    SelfSubmitted,
    SelfSkipped,
    SelfReturned,
    EvaluationSubmitted,
    EvaluationReturned,
    Approved,
    Released,
    Unreleased,
    InterviewStarted,
    InterviewClosed,
    SignedByBoth,
    RefusalWitnessed,
    DisputeOpened,
    DisputeSettled,
    DisputeUpheld,
    DisputeAdjusted,
    DisputeReturned,
    SelfReopened,
    EvaluationReopened,
    Withdrawn,
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Move {
    pub step: Step,
    pub from: &'static [Stage],
    pub to: Stage,
    /// The action whose policy rule says who may take this step.
    pub action: Action,
    pub guards: &'static [Guard],
}

/// Why a step is not possible now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    OtherStage { now: Stage },
    Unmet(Vec<Guard>),
}

macro_rules! table {
    ($($step:ident: $from:expr => $to:ident by $action:ident if [$($guard:ident),*];)*) => {
        pub const MOVES: &[Move] = &[$(Move {
            step: Step::$step,
            from: $from,
            to: Stage::$to,
            action: Action::$action,
            guards: &[$(Guard::$guard),*],
        }),*];
    };
}

use Stage::{
    Concluded, Dispute, Evaluation, Goals, Interview, Preparation, Review, SelfEvaluation, SignOff,
};

table! {
    GoalsConfirmed: &[Goals] => SelfEvaluation by ConfirmGoals if [WeightsWhole, BothConfirmed];
    SelfSubmitted: &[SelfEvaluation] => Evaluation by WriteSelfEvaluation if [];
    SelfSkipped: &[SelfEvaluation] => Evaluation by SkipSelfEvaluation if [SelfDeadlinePassed];
    SelfReturned: &[Evaluation] => SelfEvaluation by ReturnSelfEvaluation if [];
    EvaluationSubmitted: &[Evaluation] => Review by WriteEvaluation if [Scored, WeakItemsExplained];
    EvaluationReturned: &[Review] => Evaluation by ReturnEvaluation if [];
    Approved: &[Review] => Review by Approve if [];
    Released: &[Review] => Preparation by Release if [Approved];
    Unreleased: &[Preparation] => Review by Unrelease if [NotOpenedYet];
    InterviewStarted: &[Preparation] => Interview by StartInterview if [Appointed, NoticeGiven, BothPrepared];
    InterviewClosed: &[Interview] => SignOff by CloseInterview if [StepsDone];
    SignedByBoth: &[SignOff] => Concluded by Sign if [BothSigned];
    RefusalWitnessed: &[SignOff] => Concluded by WitnessRefusal if [RefusalRecorded];
    DisputeOpened: &[SignOff, Concluded] => Dispute by OpenDispute if [DisputeWindowOpen, NoRulingYet];
    DisputeSettled: &[Dispute] => SignOff by SettleDispute if [BothSettled];
    DisputeUpheld: &[Dispute] => SignOff by RuleDispute if [Quorum];
    DisputeAdjusted: &[Dispute] => SignOff by RuleDispute if [Quorum];
    DisputeReturned: &[Dispute] => Evaluation by RuleDispute if [Quorum];
    SelfReopened: &[Evaluation, Review, Preparation, Interview, SignOff, Concluded] => SelfEvaluation by DecideReopening if [NoRulingYet];
    EvaluationReopened: &[Review, Preparation, Interview, SignOff, Concluded] => Evaluation by DecideReopening if [NoRulingYet];
    Withdrawn: Stage::OPEN => Withdrawn by Withdraw if [];
}

/// The line of the table for a step.
#[must_use]
pub fn line(step: Step) -> &'static Move {
    MOVES
        .iter()
        .find(|line| line.step == step)
        // the table test proves that every step has its line
        .unwrap_or(&MOVES[0])
}

/// The stage that a step leads to, or why it may not be taken.
pub fn next(now: Stage, step: Step, holds: impl Fn(Guard) -> bool) -> Result<Stage, Refusal> {
    let line = line(step);
    if !line.from.contains(&now) {
        return Err(Refusal::OtherStage { now });
    }
    let unmet: Vec<Guard> = line
        .guards
        .iter()
        .copied()
        .filter(|guard| !holds(*guard))
        .collect();
    if unmet.is_empty() {
        Ok(line.to)
    } else {
        Err(Refusal::Unmet(unmet))
    }
}

/// Whose turn it is in a stage; in a dispute, where the case lies. It begins with the superior.
#[must_use]
pub fn turn(stage: Stage, dispute: Option<DisputePhase>) -> &'static [Relation] {
    match stage {
        Stage::Goals | Preparation | SignOff => &[Relation::Appraisee, Relation::Superior],
        SelfEvaluation => &[Relation::Appraisee],
        Evaluation => &[Relation::Superior],
        Review => &[Relation::Hr],
        Interview => &[
            Relation::Superior,
            Relation::Appraisee,
            Relation::Facilitator,
        ],
        Dispute => match dispute {
            None | Some(DisputePhase::Answer) => &[Relation::Superior],
            Some(DisputePhase::Consider) => &[Relation::Appraisee],
            Some(DisputePhase::Hearing) => &[Relation::Committee],
        },
        Concluded | Stage::Withdrawn => &[],
    }
}

/// The stages an appraisal passes when nothing goes wrong, for the strip on its page.
#[must_use]
pub fn path(with_goals: bool) -> Vec<Stage> {
    let mut path = vec![
        SelfEvaluation,
        Evaluation,
        Review,
        Preparation,
        Interview,
        SignOff,
        Concluded,
    ];
    if with_goals {
        path.insert(0, Goals);
    }
    path
}

impl Step {
    pub const ALL: &[Self] = &[
        Self::GoalsConfirmed,
        Self::SelfSubmitted,
        Self::SelfSkipped,
        Self::SelfReturned,
        Self::EvaluationSubmitted,
        Self::EvaluationReturned,
        Self::Approved,
        Self::Released,
        Self::Unreleased,
        Self::InterviewStarted,
        Self::InterviewClosed,
        Self::SignedByBoth,
        Self::RefusalWitnessed,
        Self::DisputeOpened,
        Self::DisputeSettled,
        Self::DisputeUpheld,
        Self::DisputeAdjusted,
        Self::DisputeReturned,
        Self::SelfReopened,
        Self::EvaluationReopened,
        Self::Withdrawn,
    ];

    /// The name under which the audit trail keeps it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::GoalsConfirmed => "goals_confirmed",
            Self::SelfSubmitted => "self_submitted",
            Self::SelfSkipped => "self_skipped",
            Self::SelfReturned => "self_returned",
            Self::EvaluationSubmitted => "evaluation_submitted",
            Self::EvaluationReturned => "evaluation_returned",
            Self::Approved => "approved",
            Self::Released => "released",
            Self::Unreleased => "unreleased",
            Self::InterviewStarted => "interview_started",
            Self::InterviewClosed => "interview_closed",
            Self::SignedByBoth => "signed_by_both",
            Self::RefusalWitnessed => "refusal_witnessed",
            Self::DisputeOpened => "dispute_opened",
            Self::DisputeSettled => "dispute_settled",
            Self::DisputeUpheld => "dispute_upheld",
            Self::DisputeAdjusted => "dispute_adjusted",
            Self::DisputeReturned => "dispute_returned",
            Self::SelfReopened => "self_reopened",
            Self::EvaluationReopened => "evaluation_reopened",
            Self::Withdrawn => "withdrawn",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::access::policy;

    /// DESIGN section 2, written a second time by hand: every pair (stage, step) not named here is refused.
    const ALLOWED: &[(Stage, Step, Stage)] = &[
        (Goals, Step::GoalsConfirmed, SelfEvaluation),
        (SelfEvaluation, Step::SelfSubmitted, Evaluation),
        (SelfEvaluation, Step::SelfSkipped, Evaluation),
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

    #[test]
    fn every_step_has_exactly_one_line() {
        for step in Step::ALL {
            assert_eq!(
                MOVES.iter().filter(|line| line.step == *step).count(),
                1,
                "{step:?}"
            );
        }
        assert_eq!(MOVES.len(), Step::ALL.len());
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
                    next(stage, *step, |_| true).ok(),
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
                    assert_eq!(
                        next(*from, line.step, |other| other != *guard),
                        Err(Refusal::Unmet(vec![*guard]))
                    );
                }
            }
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
                    !format!("{action:?}").starts_with("Read")
                        && *action != crate::access::Action::View
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
                if let Ok(to) = next(stage, step, |guard| facts & (1 << (guard as u32)) != 0) {
                    match step {
                        Step::Released => released = true,
                        Step::Unreleased => released = false,
                        Step::InterviewStarted => prop_assert!(released),
                        Step::InterviewClosed => interviewed = true,
                        Step::SignedByBoth | Step::RefusalWitnessed | Step::DisputeOpened => prop_assert!(interviewed),
                        Step::DisputeReturned | Step::SelfReopened | Step::EvaluationReopened => { released = false; interviewed = false; }
                        _ => {}
                    }
                    stage = to;
                }
            }
        }
    }
}
