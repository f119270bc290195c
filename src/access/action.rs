//! Everything that somebody can do to, or read of, one appraisal.

/// What an action does to the appraisal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Changes nothing.
    Reads,
    /// Drafts, notes, reports on the plan, and HR's care of who takes part: nobody has to answer them, so that they go on
    /// while a cycle is paused.
    Writes,
    /// Hands something to the others or decides: rests with the cycle, because they could not answer it.
    Submits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The appraisal's page: who, which stage, whose turn. No content.
    View,
    ReadTrail,

    ReadGoals,
    EditGoals,
    ConfirmGoals,
    /// Propose, confirm or decline a change of goals that both have agreed.
    ChangeGoals,
    /// Put goals in for somebody, for both to confirm.
    EnterGoals,
    /// Give these goals to others as well.
    CopyGoals,
    /// Figures of goals and indicators: what was reached.
    ReadActuals,
    /// An own figure, until the evaluation begins.
    ProposeActuals,
    RecordActuals,
    /// One's own notes and evidence, and what the other side shares.
    ReadNotes,
    WriteNotes,

    ReadSelfEvaluation,
    WriteSelfEvaluation,
    SubmitSelfEvaluation,
    SkipSelfEvaluation,
    /// HR does the employee's step for somebody who is away for long.
    CompleteOnBehalf,
    ReturnSelfEvaluation,

    /// The superior's evaluation and the computed result, before release.
    ReadEvaluation,
    WriteEvaluation,
    SubmitEvaluation,
    Approve,
    ReturnEvaluation,
    /// Propose other points in a calibration session, and close it.
    Calibrate,

    /// Who else scores, with which share.
    SetSuperiors,
    WritePart,
    SubmitPart,
    ReadPart,

    NominateColleague,
    /// Ask a nominated colleague or strike them; end the round.
    AskColleague,
    GiveInput,
    /// Accept or decline to answer, and send the answer.
    SubmitInput,
    ReadInput,

    Release,
    Unrelease,
    /// The released result with the basis of each score.
    ReadResult,

    Schedule,
    AnswerAppointment,
    ConsentEarly,
    PrepareAsEmployee,
    SubmitAsEmployee,
    PrepareAsSuperior,
    SubmitAsSuperior,
    /// What both sides wrote, to whoever prepares for the superior.
    ReadForPreparation,
    StartInterview,
    ReadInterview,
    TakePartInInterview,
    /// The superior's own words in the room: what they saw, and why they saw less.
    SpeakAsSuperior,
    ConductInterview,
    /// Agreeing, confirming a goal, confirming the result: only the employee's own word.
    AnswerInInterview,
    CloseInterview,

    ReadRecord,
    Sign,
    /// That there will be no signature, and taking that back.
    DeclareRefusal,
    RecordRefusal,
    WitnessRefusal,
    CommentRefusal,

    OpenDispute,
    ReadDispute,
    AnswerDispute,
    SettleDispute,
    ReferDispute,
    /// Give a member's seat to another.
    SeatDispute,
    HearDispute,
    RuleDispute,
    /// Let the employee open a case although the days for it are over.
    WaiveDisputeWindow,

    ReadPlan,
    ReportProgress,
    VerifyPlan,

    /// What an earlier superior has to say.
    ReadAdvice,
    AskAdvice,
    ReadParked,
    /// Report what became of a parked point.
    ReportParked,
    ReadReopenings,
    RequestReopening,
    DecideReopening,

    ChangeParties,
    Withdraw,
    /// Place a legal hold on this appraisal, and lift it.
    Hold,
}

impl Action {
    pub const ALL: &[Self] = &[
        Self::View,
        Self::ReadTrail,
        Self::ReadGoals,
        Self::EditGoals,
        Self::ConfirmGoals,
        Self::ChangeGoals,
        Self::EnterGoals,
        Self::CopyGoals,
        Self::ReadActuals,
        Self::ProposeActuals,
        Self::RecordActuals,
        Self::ReadNotes,
        Self::WriteNotes,
        Self::ReadSelfEvaluation,
        Self::WriteSelfEvaluation,
        Self::SubmitSelfEvaluation,
        Self::SkipSelfEvaluation,
        Self::CompleteOnBehalf,
        Self::ReturnSelfEvaluation,
        Self::ReadEvaluation,
        Self::WriteEvaluation,
        Self::SubmitEvaluation,
        Self::Approve,
        Self::ReturnEvaluation,
        Self::Calibrate,
        Self::SetSuperiors,
        Self::WritePart,
        Self::SubmitPart,
        Self::ReadPart,
        Self::NominateColleague,
        Self::AskColleague,
        Self::GiveInput,
        Self::SubmitInput,
        Self::ReadInput,
        Self::Release,
        Self::Unrelease,
        Self::ReadResult,
        Self::Schedule,
        Self::AnswerAppointment,
        Self::ConsentEarly,
        Self::PrepareAsEmployee,
        Self::SubmitAsEmployee,
        Self::PrepareAsSuperior,
        Self::SubmitAsSuperior,
        Self::ReadForPreparation,
        Self::StartInterview,
        Self::ReadInterview,
        Self::TakePartInInterview,
        Self::SpeakAsSuperior,
        Self::ConductInterview,
        Self::AnswerInInterview,
        Self::CloseInterview,
        Self::ReadRecord,
        Self::Sign,
        Self::DeclareRefusal,
        Self::RecordRefusal,
        Self::WitnessRefusal,
        Self::CommentRefusal,
        Self::OpenDispute,
        Self::ReadDispute,
        Self::AnswerDispute,
        Self::SettleDispute,
        Self::ReferDispute,
        Self::SeatDispute,
        Self::HearDispute,
        Self::RuleDispute,
        Self::WaiveDisputeWindow,
        Self::ReadPlan,
        Self::ReportProgress,
        Self::VerifyPlan,
        Self::ReadAdvice,
        Self::AskAdvice,
        Self::ReadParked,
        Self::ReportParked,
        Self::ReadReopenings,
        Self::RequestReopening,
        Self::DecideReopening,
        Self::ChangeParties,
        Self::Withdraw,
        Self::Hold,
    ];

    /// Whether it reads, writes or submits.
    #[must_use]
    pub const fn effect(self) -> Effect {
        match self {
            Self::View
            | Self::ReadTrail
            | Self::ReadGoals
            | Self::ReadActuals
            | Self::ReadNotes
            | Self::ReadSelfEvaluation
            | Self::ReadEvaluation
            | Self::ReadPart
            | Self::ReadInput
            | Self::ReadResult
            | Self::ReadForPreparation
            | Self::ReadInterview
            | Self::ReadRecord
            | Self::ReadDispute
            | Self::ReadPlan
            | Self::ReadAdvice
            | Self::ReadParked
            | Self::ReadReopenings => Effect::Reads,
            Self::EditGoals
            | Self::WriteNotes
            | Self::WriteSelfEvaluation
            | Self::WriteEvaluation
            | Self::WritePart
            | Self::GiveInput
            | Self::PrepareAsEmployee
            | Self::PrepareAsSuperior
            | Self::TakePartInInterview
            | Self::SpeakAsSuperior
            | Self::ReportProgress
            | Self::VerifyPlan
            | Self::AskAdvice
            | Self::ChangeParties
            | Self::Withdraw
            | Self::Hold => Effect::Writes,
            Self::ConfirmGoals
            | Self::ChangeGoals
            | Self::EnterGoals
            | Self::CopyGoals
            | Self::ProposeActuals
            | Self::RecordActuals
            | Self::SubmitSelfEvaluation
            | Self::SkipSelfEvaluation
            | Self::CompleteOnBehalf
            | Self::ReturnSelfEvaluation
            | Self::SubmitEvaluation
            | Self::Approve
            | Self::ReturnEvaluation
            | Self::Calibrate
            | Self::SetSuperiors
            | Self::SubmitPart
            | Self::NominateColleague
            | Self::AskColleague
            | Self::SubmitInput
            | Self::Release
            | Self::Unrelease
            | Self::Schedule
            | Self::AnswerAppointment
            | Self::ConsentEarly
            | Self::SubmitAsEmployee
            | Self::SubmitAsSuperior
            | Self::StartInterview
            | Self::ConductInterview
            | Self::AnswerInInterview
            | Self::CloseInterview
            | Self::Sign
            | Self::DeclareRefusal
            | Self::RecordRefusal
            | Self::WitnessRefusal
            | Self::CommentRefusal
            | Self::OpenDispute
            | Self::AnswerDispute
            | Self::SettleDispute
            | Self::ReferDispute
            | Self::SeatDispute
            | Self::HearDispute
            | Self::RuleDispute
            | Self::WaiveDisputeWindow
            | Self::ReportParked
            | Self::RequestReopening
            | Self::DecideReopening => Effect::Submits,
        }
    }
}
