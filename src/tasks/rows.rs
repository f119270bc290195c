//! What a row of the start page is about.

use time::Date;
use uuid::Uuid;

use crate::{
    access::{Relation, Stage},
    appraisals::next_actions::Facts,
};

/// The kinds of rows, beside an appraisal one is party to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Appraisal,
    /// HR: results to approve in a cycle.
    ToApprove,
    /// HR: approved results to release in a cycle.
    ToRelease,
    /// HR: self-evaluations that did not come.
    ToSkip,
    /// HR: open appraisals whose superior has left.
    SuperiorGone,
    /// HR: work that moved because somebody is away or has left.
    Notices,
    /// HR: a refusal that has no facilitator to witness it.
    ToWitness,
    /// Committee: a case to vote on.
    Vote,
    /// Committee: all have voted; the ruling is to be entered.
    ToRule,
    /// Committee: all have voted, and no decision has more than half.
    VoteAgain,
    PlanDue,
    PlanToVerify,
    /// The superior: an item of the team whose owner is late.
    PlanLate,
    /// HR: items of plans that are late.
    PlansLate,
    /// HR: disputes that the superiors answer next.
    DisputesOpened,
    /// HR: disputes that are late.
    DisputesLate,
    /// HR: a seat of a committee whose holder may not vote any more.
    SeatVacant,
    /// HR: evaluations that did not come.
    EvaluationsLate,
    Parked,
    /// A change of agreed goals that waits for the viewer's confirmation.
    GoalChange,
    /// An earlier superior is asked for what they have to say.
    Advice,
    /// A colleague: questions to answer.
    Input,
    /// The superior: nominated colleagues to ask or strike.
    ToAsk,
    /// A further superior: their part of an evaluation.
    Part,
    /// The superior: a calibration session changed a result.
    Calibrated,
    /// The superior: a point of the team whose owner is late.
    ParkedLate,
    /// HR, by cycle: records that nobody signed in time.
    NoResponse,
    /// The superior's superior: one of those.
    NoResponseBelow,
    /// HR: a request to open something again.
    ToReopen,
    /// Such a request, as the two sides are told of it.
    ReopeningAsked,
    /// HR: people who left and whose time is over.
    LeaversDue,
}

impl Kind {
    pub(super) fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "appraisal" => Self::Appraisal,
            "to_approve" => Self::ToApprove,
            "to_release" => Self::ToRelease,
            "to_skip" => Self::ToSkip,
            "superior_gone" => Self::SuperiorGone,
            "notices" => Self::Notices,
            "to_witness" => Self::ToWitness,
            "vote" => Self::Vote,
            "rule" => Self::ToRule,
            "vote_again" => Self::VoteAgain,
            "plan_late" => Self::PlanLate,
            "plans_late" => Self::PlansLate,
            "disputes_opened" => Self::DisputesOpened,
            "disputes_late" => Self::DisputesLate,
            "seat_vacant" => Self::SeatVacant,
            "evaluations_late" => Self::EvaluationsLate,
            "plan_due" => Self::PlanDue,
            "plan_to_verify" => Self::PlanToVerify,
            "parked" => Self::Parked,
            "goal_change" => Self::GoalChange,
            "advice" => Self::Advice,
            "input" => Self::Input,
            "to_ask" => Self::ToAsk,
            "part" => Self::Part,
            "calibrated" => Self::Calibrated,
            "parked_late" => Self::ParkedLate,
            "no_response" => Self::NoResponse,
            "no_response_below" => Self::NoResponseBelow,
            "to_reopen" => Self::ToReopen,
            "reopening_asked" => Self::ReopeningAsked,
            "leavers_due" => Self::LeaversDue,
            _ => return None,
        })
    }
}

pub struct Row {
    pub kind: Kind,
    /// The appraisal, the item of a plan, or the cycle of a grouped line.
    pub id: Uuid,
    pub relation: Option<Relation>,
    pub stage: Option<Stage>,
    pub due_on: Option<Date>,
    /// The employee, the plan item or the parked point.
    pub subject: String,
    pub cycle: String,
    pub superior: String,
    pub facilitator: String,
    pub count: i64,
    /// Of them, those with a low grade.
    pub low: i64,
    pub facts: Facts,
    /// The cycle rests.
    pub paused: bool,
}

/// More than anybody works through in a day; the list of appraisals has the rest.
pub(super) const MOST: i64 = 400;
