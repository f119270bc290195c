//! The one table of who may do what, when: default deny over (relation, stage, action).
//! What is finer than a stage (a draft, a deadline, a missing signature) is a guard of the rules.

use super::{
    action::Action,
    relation::{Relation, Relations},
    stage::Stage,
};

/// Why a visible thing may not be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// Never for this viewer: who may instead.
    NotYours { who: &'static [Relation] },
    /// The cycle rests: nothing is submitted, signed or decided.
    Paused,
    /// Theirs, in another stage.
    OtherStage { now: Stage, when: &'static [Stage] },
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    pub who: &'static [Relation],
    pub when: &'static [Stage],
}

use Relation::{
    Appraisee, Clerk, CoSuperior, Colleague, Committee, Delegate, Facilitator, Hr, Superior,
};
use Stage::{
    Concluded, Dispute, Evaluation, Goals, Interview, Preparation, Review, SelfEvaluation, SignOff,
};

/// Everybody to whom the appraisal itself is open: all but a colleague, who only answers questions.
const PARTIES: &[Relation] = &[
    Appraisee,
    Superior,
    CoSuperior,
    Facilitator,
    Hr,
    Clerk,
    Committee,
    Delegate,
];
const EVERY_STAGE: &[Stage] = &Stage::ALL;
/// Those who read what is written in it: the informed, and whoever scores a part of it.
const READERS: &[Relation] = &[
    Appraisee,
    Superior,
    CoSuperior,
    Facilitator,
    Hr,
    Clerk,
    Committee,
];
/// Everybody who may know how it ends; a delegate prepares and knows no more than that.
const INFORMED: &[Relation] = &[Appraisee, Superior, Facilitator, Hr, Clerk, Committee];
const BOTH: &[Relation] = &[Appraisee, Superior];
const HR: &[Relation] = &[Hr];
const EMPLOYEE: &[Relation] = &[Appraisee];
const SUPERIOR: &[Relation] = &[Superior];
const ARRANGERS: &[Relation] = &[Superior, Facilitator];
const ROOM: &[Relation] = &[Appraisee, Superior, Facilitator];
const WHILE_EVALUATED: &[Stage] = &[SelfEvaluation, Evaluation];
const AFTER_SELF: &[Stage] = &[
    Evaluation,
    Review,
    Preparation,
    Interview,
    SignOff,
    Dispute,
    Concluded,
];
const FROM_SELF: &[Stage] = &[
    SelfEvaluation,
    Evaluation,
    Review,
    Preparation,
    Interview,
    SignOff,
    Dispute,
    Concluded,
];
/// What was submitted may be opened again: not while a committee has it.
const SUBMITTED: &[Stage] = &[
    Evaluation,
    Review,
    Preparation,
    Interview,
    SignOff,
    Concluded,
];
const AFTER_EVALUATION: &[Stage] = &[Review, Preparation, Interview, SignOff, Dispute, Concluded];
const AFTER_INTERVIEW: &[Stage] = &[SignOff, Dispute, Concluded];

/// The table. A clerk reads and facilitates; administering is not reading; an auditor reads trails only.
#[must_use]
pub fn rule(action: Action) -> Rule {
    let (who, when): (&[Relation], &[Stage]) = match action {
        Action::View => (PARTIES, EVERY_STAGE),
        Action::ReadTrail => (&[Hr], EVERY_STAGE),

        Action::ReadGoals | Action::ReadActuals => (
            &[Appraisee, Superior, CoSuperior, Facilitator, Hr, Clerk],
            EVERY_STAGE,
        ),
        Action::EditGoals | Action::ConfirmGoals => (BOTH, &[Goals]),
        // once an evaluation was ever submitted, a guard of the rules closes both for good
        Action::ChangeGoals => (BOTH, &[SelfEvaluation, Evaluation]),
        Action::ProposeActuals => (EMPLOYEE, &[Goals, SelfEvaluation]),
        Action::RecordActuals => (&[Superior, Hr], &[Goals, SelfEvaluation, Evaluation]),
        Action::EnterGoals => (&[Superior, Hr], &[Goals]),
        Action::CopyGoals => (&[Superior, Hr], Stage::OPEN),
        Action::ReadNotes => (BOTH, EVERY_STAGE),
        Action::WriteNotes => (BOTH, Stage::OPEN),

        Action::WriteSelfEvaluation | Action::SubmitSelfEvaluation => (EMPLOYEE, &[SelfEvaluation]),
        Action::SkipSelfEvaluation | Action::CompleteOnBehalf => (HR, &[SelfEvaluation]),
        Action::ReadSelfEvaluation => (READERS, AFTER_SELF),
        Action::WriteEvaluation | Action::SubmitEvaluation | Action::ReturnSelfEvaluation => {
            (SUPERIOR, &[Evaluation])
        }
        Action::ReadEvaluation => (&[Superior, Hr, Clerk], AFTER_EVALUATION),
        Action::Approve | Action::ReturnEvaluation => (HR, &[Review]),
        Action::Calibrate => (HR, &[Review]),

        Action::SetSuperiors => (HR, &[Goals, SelfEvaluation, Evaluation]),
        Action::WritePart | Action::SubmitPart => (&[CoSuperior], &[Evaluation]),
        Action::ReadPart => (&[CoSuperior], AFTER_SELF),

        Action::NominateColleague => (BOTH, WHILE_EVALUATED),
        Action::AskColleague => (SUPERIOR, WHILE_EVALUATED),
        Action::GiveInput | Action::SubmitInput => (&[Colleague], WHILE_EVALUATED),
        Action::ReadInput => (&[Superior, Hr], FROM_SELF),

        Action::Release => (HR, &[Review]),
        Action::Unrelease => (HR, &[Preparation]),
        Action::ReadResult => (READERS, Stage::RELEASED),

        Action::Schedule => (&[Superior, Facilitator, Delegate], &[Preparation]),
        Action::AnswerAppointment
        | Action::ConsentEarly
        | Action::PrepareAsEmployee
        | Action::SubmitAsEmployee => (EMPLOYEE, &[Preparation]),
        Action::PrepareAsSuperior | Action::SubmitAsSuperior => {
            (&[Superior, Delegate], &[Preparation])
        }
        Action::ReadForPreparation => (&[Delegate], &[Preparation]),
        Action::StartInterview => (ARRANGERS, &[Preparation]),
        Action::TakePartInInterview => (ROOM, &[Interview]),
        Action::ReadInterview => (ROOM, &[Interview, SignOff, Dispute, Concluded]),
        Action::ConductInterview => (ARRANGERS, &[Interview]),
        Action::AnswerInInterview => (EMPLOYEE, &[Interview]),
        Action::SpeakAsSuperior | Action::CloseInterview => (SUPERIOR, &[Interview]),

        // what was signed stays readable when the work is opened again
        Action::ReadRecord => (INFORMED, FROM_SELF),
        Action::Sign => (BOTH, &[SignOff]),
        Action::DeclareRefusal => (EMPLOYEE, &[SignOff]),
        Action::RecordRefusal => (SUPERIOR, &[SignOff]),
        Action::WitnessRefusal => (&[Facilitator, Hr], &[SignOff]),
        Action::CommentRefusal => (EMPLOYEE, AFTER_INTERVIEW),

        // Concluded is read-only but for this one door, until the window closes.
        Action::OpenDispute => (EMPLOYEE, &[SignOff, Concluded]),
        Action::ReadDispute => (&[Appraisee, Superior, Hr, Committee], AFTER_SELF),
        // the superior offers, the employee accepts
        Action::AnswerDispute => (SUPERIOR, &[Dispute]),
        Action::SettleDispute => (EMPLOYEE, &[Dispute]),
        Action::ReferDispute => (&[Appraisee, Superior, Hr], &[Dispute]),
        Action::SeatDispute => (HR, &[Dispute]),
        Action::WaiveDisputeWindow => (HR, &[SignOff, Concluded]),
        Action::HearDispute | Action::RuleDispute => (&[Committee], &[Dispute]),

        Action::ReadPlan => (
            &[Appraisee, Superior, Facilitator, Hr, Clerk],
            AFTER_INTERVIEW,
        ),
        Action::ReportProgress => (BOTH, AFTER_INTERVIEW),
        Action::VerifyPlan => (SUPERIOR, AFTER_INTERVIEW),

        Action::ReadAdvice => (&[Superior, Hr], EVERY_STAGE),
        Action::AskAdvice => (HR, &[Goals, SelfEvaluation, Evaluation]),
        Action::ReadParked => (
            &[Appraisee, Superior, Facilitator, Hr, Clerk],
            AFTER_INTERVIEW,
        ),
        // the owner is one of the three; HR steps in for one who cannot
        Action::ReportParked => (&[Appraisee, Superior, Facilitator, Hr], AFTER_INTERVIEW),
        Action::ReadReopenings => (&[Appraisee, Superior, Hr], EVERY_STAGE),
        Action::RequestReopening => (BOTH, SUBMITTED),
        Action::DecideReopening => (HR, SUBMITTED),

        Action::ChangeParties | Action::Withdraw => (HR, Stage::OPEN),
        // says nothing about the work: it only keeps what is there
        Action::Hold => (HR, EVERY_STAGE),
    };
    Rule { who, when }
}

/// The question every page, button and handler asks.
pub fn may(relations: &Relations, stage: Stage, action: Action) -> Result<(), Denial> {
    let rule = rule(action);
    if !rule.who.iter().any(|relation| relations.has(*relation)) {
        return Err(Denial::NotYours { who: rule.who });
    }
    if !rule.when.contains(&stage) {
        return Err(Denial::OtherStage {
            now: stage,
            when: rule.when,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Effect;

    fn allowed(relation: Relation, stage: Stage, action: Action) -> bool {
        may(&vec![relation].into(), stage, action).is_ok()
    }

    #[test]
    fn the_appraisee_reads_nothing_of_the_evaluation_before_release() {
        for stage in [Goals, SelfEvaluation, Evaluation, Review, Stage::Withdrawn] {
            for action in [
                Action::ReadEvaluation,
                Action::ReadResult,
                Action::ReadInterview,
            ] {
                assert!(!allowed(Appraisee, stage, action), "{stage:?} {action:?}");
            }
        }
    }

    #[test]
    fn nobody_but_the_appraisee_reads_a_self_evaluation_before_it_is_submitted() {
        for relation in Relation::ALL {
            for stage in [Goals, SelfEvaluation] {
                assert!(!allowed(relation, stage, Action::ReadSelfEvaluation));
                assert_eq!(
                    allowed(relation, stage, Action::WriteSelfEvaluation),
                    relation == Appraisee && stage == SelfEvaluation
                );
            }
        }
    }

    #[test]
    fn nothing_is_written_once_concluded_or_withdrawn() {
        let living_on = [
            Action::OpenDispute,
            Action::CommentRefusal,
            Action::ReportProgress,
            Action::VerifyPlan,
            Action::ReportParked,
            Action::WaiveDisputeWindow,
            // the other door: both sides' work again, with HR's approval
            Action::RequestReopening,
            Action::DecideReopening,
        ];
        for relation in Relation::ALL {
            for action in Action::ALL {
                let reads = action.effect() == Effect::Reads || *action == Action::Hold;
                if !reads && !living_on.contains(action) {
                    assert!(
                        !allowed(relation, Concluded, *action),
                        "{relation:?} {action:?}"
                    );
                }
                if !reads {
                    assert!(
                        !allowed(relation, Stage::Withdrawn, *action),
                        "{relation:?} {action:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_colleague_answers_and_sees_nothing() {
        for stage in Stage::ALL {
            for action in Action::ALL {
                assert_eq!(
                    allowed(Colleague, stage, *action),
                    [Action::GiveInput, Action::SubmitInput].contains(action)
                        && WHILE_EVALUATED.contains(&stage),
                    "{stage:?} {action:?}"
                );
            }
        }
    }

    #[test]
    fn no_relation_is_no_permission() {
        for stage in Stage::ALL {
            for action in Action::ALL {
                assert!(may(&Relations::default(), stage, *action).is_err());
            }
        }
    }
}
