//! The life of one appraisal as one table. Pages, to-do lists, notices and tests all read it.

mod guards;
mod marks;
#[cfg(test)]
mod tests;

use crate::{
    access::{Action, DisputePhase, Relation, Stage},
    audit::Kind,
};

pub use guards::{Guard, Proven};
pub use marks::Mark;

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Move {
    pub step: Step,
    pub from: &'static [Stage],
    pub to: Stage,
    /// The action whose policy rule says who may take this step.
    pub action: Action,
    pub guards: &'static [Guard],
    /// What stands with the appraisal from now on.
    pub sets: &'static [Mark],
    /// What stands there too where the caller brings it.
    pub may: &'static [Mark],
    /// What is taken back.
    pub clears: &'static [Mark],
}

/// Why a step is not possible now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    OtherStage { now: Stage },
    Unmet(Vec<Guard>),
}

/// A step that the table allows. Only [`next`] makes one, and nothing moves an appraisal without it.
#[derive(Debug, Clone, Copy)]
pub struct Allowed(&'static Move);

impl Allowed {
    #[must_use]
    pub const fn line(self) -> &'static Move {
        self.0
    }

    /// The stage that it leads to.
    #[must_use]
    pub const fn to(self) -> Stage {
        self.0.to
    }
}

macro_rules! table {
    ($($(#[$doc:meta])* $step:ident: $from:expr => $to:ident by $action:ident
        $(if [$($guard:ident),*])? $(sets [$($sets:ident),*])? $(may [$($may:ident),*])? $(clears [$($clears:ident),*])?;)*
    ) => {
        /// A named move from one stage to another.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Step { $($(#[$doc])* $step),* }

        impl Step {
            pub const ALL: &[Self] = &[$(Self::$step),*];

            /// The event that tells of it.
            #[must_use]
            pub const fn kind(self) -> Kind {
                match self { $(Self::$step => Kind::$step),* }
            }

            /// The name under which the audit trail keeps it.
            #[must_use]
            pub const fn key(self) -> &'static str {
                self.kind().key()
            }
        }

        /// The line of the table for a step.
        #[must_use]
        pub const fn line(step: Step) -> &'static Move {
            match step {
                $(Step::$step => &Move {
                    step: Step::$step,
                    from: $from,
                    to: Stage::$to,
                    action: Action::$action,
                    guards: &[$($(Guard::$guard),*)?],
                    sets: &[$($(Mark::$sets),*)?],
                    may: &[$($(Mark::$may),*)?],
                    clears: &[$($(Mark::$clears),*)?],
                }),*
            }
        }

        /// Every line.
        pub const MOVES: &[&Move] = &[$(line(Step::$step)),*];
    };
}

use Stage::{
    Concluded, Dispute, Evaluation, Goals, Interview, Preparation, Review, SelfEvaluation, SignOff,
};

table! {
    GoalsConfirmed: &[Goals] => SelfEvaluation by ConfirmGoals if [WeightsWhole, BothConfirmed];
    SelfSubmitted: &[SelfEvaluation] => Evaluation by SubmitSelfEvaluation
        sets [SelfSubmitted];
    SelfSkipped: &[SelfEvaluation] => Evaluation by SkipSelfEvaluation if [SelfDeadlinePassed]
        sets [SelfSkipped];
    /// HR did it for somebody who is away for long.
    SelfOnBehalf: &[SelfEvaluation] => Evaluation by CompleteOnBehalf
        sets [SelfSkipped, OnBehalf];
    SelfReturned: &[Evaluation] => SelfEvaluation by ReturnSelfEvaluation
        sets [ReturnReason] clears [SelfSubmitted, SelfSkipped, OnBehalf];
    EvaluationSubmitted: &[Evaluation] => Review by SubmitEvaluation if [Scored, WeakItemsExplained]
        sets [Evaluated, Result] may [Approved];
    EvaluationReturned: &[Review] => Evaluation by ReturnEvaluation
        sets [ReturnReason] clears [Evaluated, Approved];
    Approved: &[Review] => Review by Approve
        sets [Approved];
    Released: &[Review] => Preparation by Release if [Approved]
        sets [Released];
    Unreleased: &[Preparation] => Review by Unrelease if [NotOpenedYet]
        clears [Released, Opened, EarlyConsent];
    InterviewStarted: &[Preparation] => Interview by StartInterview
        if [Appointed, NoticeGiven, BothPrepared];
    InterviewClosed: &[Interview] => SignOff by CloseInterview if [StepsDone]
        sets [Interviewed, DisputeUntil];
    SignedByBoth: &[SignOff] => Concluded by Sign if [BothSigned]
        sets [SignedOff, Concluded, DisputeUntil];
    RefusalWitnessed: &[SignOff] => Concluded by WitnessRefusal if [RefusalRecorded]
        sets [SignedOff, Concluded, DisputeUntil];
    DisputeOpened: &[SignOff, Concluded] => Dispute by OpenDispute if [DisputeWindowOpen, NoRulingYet]
        sets [Provisional] clears [SignedOff, Concluded];
    DisputeSettled: &[Dispute] => SignOff by SettleDispute if [BothSettled]
        sets [DisputeUntil] may [Result] clears [Provisional];
    DisputeUpheld: &[Dispute] => SignOff by RuleDispute if [Quorum]
        clears [Provisional];
    DisputeAdjusted: &[Dispute] => SignOff by RuleDispute if [Quorum]
        sets [Result] clears [Provisional];
    DisputeReturned: &[Dispute] => Evaluation by RuleDispute if [Quorum]
        sets [ReturnReason]
        clears [Provisional, Evaluated, Approved, Released, Opened, EarlyConsent, Interviewed];
    SelfReopened:
        &[Evaluation, Review, Preparation, Interview, SignOff, Concluded] => SelfEvaluation by DecideReopening if [NoRulingYet]
        sets [ReturnReason]
        clears [SelfSubmitted, SelfSkipped, OnBehalf, Evaluated, Approved, Released, Opened, EarlyConsent, Interviewed,
            SignedOff, Concluded, DisputeUntil, Result];
    EvaluationReopened:
        &[Review, Preparation, Interview, SignOff, Concluded] => Evaluation by DecideReopening if [NoRulingYet]
        sets [ReturnReason]
        clears [Evaluated, Approved, Released, Opened, EarlyConsent, Interviewed,
            SignedOff, Concluded, DisputeUntil, Result];
    Withdrawn: Stage::OPEN => Withdrawn by Withdraw
        sets [Withdrawal] clears [Provisional];
}

/// The step, where the stage and what was proven allow it, or why it may not be taken. A guard that nobody has
/// proven does not hold.
pub fn next(now: Stage, step: Step, proven: &Proven) -> Result<Allowed, Refusal> {
    let line = line(step);
    if !line.from.contains(&now) {
        return Err(Refusal::OtherStage { now });
    }
    let unmet = unmet(step, proven);
    if unmet.is_empty() {
        Ok(Allowed(line))
    } else {
        Err(Refusal::Unmet(unmet))
    }
}

/// The guards of a step that were not proven.
#[must_use]
pub fn unmet(step: Step, proven: &Proven) -> Vec<Guard> {
    let guards = line(step).guards.iter().copied();
    guards.filter(|guard| !proven.has(*guard)).collect()
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
