//! What stands with an appraisal beside its stage, and is set or taken back by its steps.

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    SelfSubmitted,
    /// HR moved on without a self-evaluation.
    SelfSkipped,
    /// HR did the employee's step: who, why, and what is known of their view.
    OnBehalf,
    Evaluated,
    Approved,
    Released,
    /// The employee has opened the result.
    Opened,
    /// The employee consented to an interview before the notice period is over.
    EarlyConsent,
    Interviewed,
    SignedOff,
    /// The last day to open a dispute.
    DisputeUntil,
    Concluded,
    /// The result is disputed.
    Provisional,
    /// Total, grade and multiplier.
    Result,
    /// What kind of end, and why.
    Withdrawal,
    /// Why work is given back. It is for the stage that it leads to: every step takes back an earlier one.
    ReturnReason,
}

impl Mark {
    pub const ALL: [Self; 16] = [
        Self::SelfSubmitted,
        Self::SelfSkipped,
        Self::OnBehalf,
        Self::Evaluated,
        Self::Approved,
        Self::Released,
        Self::Opened,
        Self::EarlyConsent,
        Self::Interviewed,
        Self::SignedOff,
        Self::DisputeUntil,
        Self::Concluded,
        Self::Provisional,
        Self::Result,
        Self::Withdrawal,
        Self::ReturnReason,
    ];

    /// The name under which the statement that moves an appraisal knows it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::SelfSubmitted => "self_submitted",
            Self::SelfSkipped => "self_skipped",
            Self::OnBehalf => "on_behalf",
            Self::Evaluated => "evaluated",
            Self::Approved => "approved",
            Self::Released => "released",
            Self::Opened => "opened",
            Self::EarlyConsent => "early_consent",
            Self::Interviewed => "interviewed",
            Self::SignedOff => "signed_off",
            Self::DisputeUntil => "dispute_until",
            Self::Concluded => "concluded",
            Self::Provisional => "provisional",
            Self::Result => "result",
            Self::Withdrawal => "withdrawal",
            Self::ReturnReason => "return_reason",
        }
    }

    /// Whether the caller has to bring it: the others are a moment or a yes.
    #[must_use]
    pub const fn is_brought(self) -> bool {
        matches!(
            self,
            Self::OnBehalf
                | Self::DisputeUntil
                | Self::Result
                | Self::Withdrawal
                | Self::ReturnReason
        )
    }
}
