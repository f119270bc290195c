//! What somebody can owe. The database names the same kinds (`todo_kind`).

use crate::{access::Action, appraisals::next_actions::NextAction};

/// One kind of to-do; the first group are the turns of the lifecycle, the others stand beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, sqlx::Type)]
#[sqlx(type_name = "todo_kind", rename_all = "snake_case")]
pub enum Kind {
    AgreeGoals,
    WriteSelf,
    Evaluate,
    /// HR: a result to approve.
    Approve,
    /// HR: an approved result to release.
    Release,
    AnswerAppointment,
    PrepareAsEmployee,
    PrepareAsSuperior,
    Appoint,
    /// The employee wants another time or place.
    AnswerWish,
    StartInterview,
    /// The agreed time is over: hold it, or agree on another.
    InterviewPassed,
    HoldInterview,
    Sign,
    RecordRefusal,
    /// The facilitator, or HR where there is none.
    WitnessRefusal,
    AnswerDispute,
    ConsiderAnswer,
    Vote,
    /// All have voted; the ruling is to be entered.
    Rule,
    /// All have voted, and no decision has more than half.
    VoteAgain,

    /// A change of agreed goals that waits for a confirmation.
    GoalChange,
    /// An earlier superior is asked for what they have to say.
    Advice,
    /// A colleague: questions to answer.
    Input,
    /// The superior: nominated colleagues to ask or strike.
    AskColleagues,
    /// A further superior: their part of an evaluation.
    Part,
    /// The superior: a calibration session changed a result.
    Calibrated,
    PlanDue,
    PlanToVerify,
    /// The superior: an item of the team whose owner is late.
    PlanLate,
    /// The outcome of an open point; HR's where its owner has no part in the appraisal any more.
    OpenPoint,
    /// The superior: a point of the team whose owner is late.
    OpenPointLate,
    /// The superior's superior: a record that nobody signed in time.
    NoResponseBelow,
    /// HR: an open appraisal whose superior has left.
    SuperiorGone,
    /// HR: a dispute that the superior answers next.
    DisputeOpened,
    DisputeLate,
    /// HR: a seat of a committee whose holder may not vote any more.
    SeatVacant,
    /// HR: a request to open something again.
    Reopening,
    /// HR: work that moved because somebody is away or has left. About no appraisal.
    HrNotice,
    /// HR: somebody who left and whose time is over. About no appraisal.
    LeaverDue,
}

/// What becomes HR's to see to once somebody else is late with it: counted from their own to-dos, so that
/// nothing is kept twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Escalation {
    /// Self-evaluations that did not come.
    SelfLate,
    EvaluationsLate,
    /// Records that nobody signed in time.
    NoResponse,
    /// Items of plans.
    PlansLate,
}

impl Kind {
    pub const ALL: [Self; 40] = [
        Self::AgreeGoals,
        Self::WriteSelf,
        Self::Evaluate,
        Self::Approve,
        Self::Release,
        Self::AnswerAppointment,
        Self::PrepareAsEmployee,
        Self::PrepareAsSuperior,
        Self::Appoint,
        Self::AnswerWish,
        Self::StartInterview,
        Self::InterviewPassed,
        Self::HoldInterview,
        Self::Sign,
        Self::RecordRefusal,
        Self::WitnessRefusal,
        Self::AnswerDispute,
        Self::ConsiderAnswer,
        Self::Vote,
        Self::Rule,
        Self::VoteAgain,
        Self::GoalChange,
        Self::Advice,
        Self::Input,
        Self::AskColleagues,
        Self::Part,
        Self::Calibrated,
        Self::PlanDue,
        Self::PlanToVerify,
        Self::PlanLate,
        Self::OpenPoint,
        Self::OpenPointLate,
        Self::NoResponseBelow,
        Self::SuperiorGone,
        Self::DisputeOpened,
        Self::DisputeLate,
        Self::SeatVacant,
        Self::Reopening,
        Self::HrNotice,
        Self::LeaverDue,
    ];

    /// The turns of the lifecycle: for these the appraisal itself waits.
    #[must_use]
    pub fn is_turn(self) -> bool {
        self <= Self::VoteAgain
    }

    /// The turns, as a parameter of a query.
    #[must_use]
    pub fn turns() -> Vec<Self> {
        Self::ALL
            .into_iter()
            .filter(|kind| kind.is_turn())
            .collect()
    }

    /// About one item of a plan.
    #[must_use]
    pub fn is_of_plan(self) -> bool {
        matches!(self, Self::PlanDue | Self::PlanToVerify | Self::PlanLate)
    }

    /// About one open point.
    #[must_use]
    pub fn is_of_point(self) -> bool {
        matches!(self, Self::OpenPoint | Self::OpenPointLate)
    }

    /// What HR sees to when it is late.
    #[must_use]
    pub fn escalates(self) -> Option<Escalation> {
        match self {
            Self::WriteSelf => Some(Escalation::SelfLate),
            Self::Evaluate => Some(Escalation::EvaluationsLate),
            Self::Sign | Self::RecordRefusal | Self::WitnessRefusal => Some(Escalation::NoResponse),
            Self::PlanDue | Self::PlanToVerify => Some(Escalation::PlansLate),
            _ => None,
        }
    }

    /// The action of the policy that it comes down to; none where the appraisal itself is not theirs to open, or it
    /// is about none.
    #[must_use]
    pub fn action(self) -> Option<Action> {
        Some(match self {
            Self::AgreeGoals => Action::ConfirmGoals,
            Self::WriteSelf => Action::WriteSelfEvaluation,
            Self::Evaluate => Action::WriteEvaluation,
            Self::Approve => Action::Approve,
            Self::Release => Action::Release,
            Self::AnswerAppointment => Action::AnswerAppointment,
            Self::PrepareAsEmployee => Action::PrepareAsEmployee,
            Self::PrepareAsSuperior => Action::PrepareAsSuperior,
            Self::Appoint | Self::AnswerWish | Self::InterviewPassed => Action::Schedule,
            Self::StartInterview => Action::StartInterview,
            Self::HoldInterview => Action::TakePartInInterview,
            Self::Sign => Action::Sign,
            Self::RecordRefusal => Action::RecordRefusal,
            Self::WitnessRefusal => Action::WitnessRefusal,
            Self::AnswerDispute => Action::AnswerDispute,
            Self::ConsiderAnswer => Action::SettleDispute,
            Self::Vote | Self::Rule | Self::VoteAgain => Action::RuleDispute,
            Self::GoalChange => Action::ChangeGoals,
            Self::Input => Action::GiveInput,
            Self::AskColleagues => Action::AskColleague,
            Self::Part => Action::WritePart,
            Self::PlanDue => Action::ReportProgress,
            Self::PlanToVerify => Action::VerifyPlan,
            Self::PlanLate => Action::ReadPlan,
            Self::OpenPoint => Action::ReportParked,
            Self::OpenPointLate => Action::ReadParked,
            Self::SuperiorGone => Action::ChangeParties,
            Self::SeatVacant => Action::SeatDispute,
            Self::DisputeOpened | Self::DisputeLate => Action::ReadDispute,
            Self::Reopening => Action::DecideReopening,
            Self::Advice
            | Self::Calibrated
            | Self::NoResponseBelow
            | Self::HrNotice
            | Self::LeaverDue => return None,
        })
    }
}

impl From<NextAction> for Kind {
    fn from(deed: NextAction) -> Self {
        match deed {
            NextAction::AgreeGoals => Self::AgreeGoals,
            NextAction::WriteSelf => Self::WriteSelf,
            NextAction::Evaluate => Self::Evaluate,
            NextAction::Review => Self::Approve,
            NextAction::AnswerAppointment => Self::AnswerAppointment,
            NextAction::PrepareAsEmployee => Self::PrepareAsEmployee,
            NextAction::PrepareAsSuperior => Self::PrepareAsSuperior,
            NextAction::Appoint => Self::Appoint,
            NextAction::StartInterview => Self::StartInterview,
            NextAction::HoldInterview => Self::HoldInterview,
            NextAction::Sign => Self::Sign,
            NextAction::RecordRefusal => Self::RecordRefusal,
            NextAction::WitnessRefusal => Self::WitnessRefusal,
            NextAction::AnswerDispute => Self::AnswerDispute,
            NextAction::ConsiderAnswer => Self::ConsiderAnswer,
            NextAction::Vote => Self::Vote,
        }
    }
}
