//! What must hold before a step may be taken, beyond stage and relation.

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

/// The guards that were shown to hold, each by the fact that shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proven(Vec<Guard>);

impl Proven {
    /// For a step that has no guards.
    pub const NOTHING: Self = Self(Vec::new());

    /// Of these, the ones whose fact is true.
    pub fn of(facts: impl IntoIterator<Item = (Guard, bool)>) -> Self {
        let holds = |(guard, fact)| if fact { Some(guard) } else { None };
        Self(facts.into_iter().filter_map(holds).collect())
    }

    #[must_use]
    pub fn has(&self, guard: Guard) -> bool {
        self.0.contains(&guard)
    }
}
