//! One line of a list of to-dos: what it says and where it leads.

use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::kind::{Escalation, Kind};
use crate::{
    access::{Relation, Stage},
    web::Texts,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Todo(Kind),
    /// What others are late with, for HR.
    Late(Escalation),
}

/// What a plan item or an open point says, and whose it is.
#[derive(Debug, Clone)]
pub struct About {
    pub text: String,
    pub owner: String,
}

/// A to-do, or several of one kind, with the names that belong to it.
#[derive(Debug, Clone)]
pub struct Line {
    /// None: nothing is to be done, it waits for others.
    pub what: Option<What>,
    /// The only one, or one of them.
    pub appraisal: Option<Uuid>,
    pub cycle_id: Option<Uuid>,
    pub subject: Option<Uuid>,
    pub relation: Option<Relation>,
    pub stage: Option<Stage>,
    pub due_on: Option<Date>,
    pub employee: String,
    pub superior: String,
    pub facilitator: String,
    pub cycle: String,
    pub paused: bool,
    pub count: i64,
    /// Of them, those with a low grade.
    pub low: i64,
    /// Since when it waits, and the key of the event that brought it.
    pub since: Option<OffsetDateTime>,
    pub why: Option<String>,
    pub about: Option<About>,
}

impl Line {
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        match self.what {
            Some(What::Todo(kind)) => Some(kind),
            _ => None,
        }
    }

    fn one(&self, below: &str) -> String {
        self.appraisal
            .map(|id| format!("/appraisals/{id}{below}"))
            .unwrap_or_default()
    }

    /// The only appraisal, or the list of them.
    fn one_or(&self, below: &str, filter: &str) -> String {
        match self.cycle_id.filter(|_| self.count > 1) {
            Some(cycle) => format!("/appraisals?as=hr&cycle={cycle}&{filter}"),
            None => self.one(below),
        }
    }

    fn plan(&self) -> String {
        self.subject
            .map(|id| format!("/plans/{id}"))
            .unwrap_or_default()
    }

    /// What is to be done, in words for its reader.
    #[must_use]
    pub fn label(&self, l: &Texts) -> String {
        match self.what {
            Some(What::Todo(kind)) => self.todo(kind, l),
            Some(What::Late(late)) => match late {
                Escalation::SelfLate => l.task_skip(self.count),
                Escalation::EvaluationsLate => l.task_evaluations_late(self.count),
                Escalation::NoResponse => l.task_no_response(self.count),
                Escalation::PlansLate => l.task_plans_late(self.count),
            },
            None => String::new(),
        }
    }

    fn todo(&self, kind: Kind, l: &Texts) -> String {
        let name = self.employee.clone();
        let own = self.relation == Some(Relation::Appraisee);
        let (text, owner) = self
            .about
            .as_ref()
            .map(|about| (about.text.clone(), about.owner.clone()))
            .unwrap_or_default();
        let named = |text: &str| format!("{}: {text}", self.employee);
        match kind {
            Kind::AgreeGoals if own => l.task_goals_own(),
            Kind::AgreeGoals => l.task_goals(name),
            Kind::WriteSelf => l.task_self(),
            Kind::Evaluate => l.task_evaluate(name),
            Kind::Approve => l.task_approve(self.count, self.low),
            Kind::Release => l.task_release(self.count),
            Kind::AnswerAppointment => l.task_answer_appointment(),
            Kind::PrepareAsEmployee => l.task_prepare_own(),
            Kind::PrepareAsSuperior => l.task_prepare(name),
            Kind::Appoint => l.task_appoint(name),
            Kind::AnswerWish => l.task_appoint_wish(name),
            Kind::StartInterview => l.task_start(name),
            Kind::InterviewPassed => l.task_passed(name),
            Kind::HoldInterview if own => l.task_interview_own(),
            Kind::HoldInterview => l.task_interview(name),
            Kind::Sign if own => l.task_sign_own(),
            Kind::Sign => l.task_sign(name),
            Kind::RecordRefusal => l.task_record_refusal(name),
            Kind::WitnessRefusal => l.task_witness(name),
            Kind::AnswerDispute => l.task_answer_dispute(name),
            Kind::ConsiderAnswer => l.task_consider_answer(),
            Kind::Vote => l.task_vote(name),
            Kind::Rule => l.task_rule(name),
            Kind::VoteAgain => l.task_vote_again(name),
            Kind::GoalChange if own => l.task_goal_change_own(self.superior.clone()),
            Kind::GoalChange => l.task_goal_change(name),
            Kind::Advice => l.task_advice(name),
            Kind::Input => l.task_input(name),
            Kind::AskColleagues => l.task_to_ask(name, self.count),
            Kind::Part => l.task_part(name),
            Kind::Calibrated => l.task_calibrated(name),
            Kind::PlanDue => l.task_plan(text),
            Kind::PlanToVerify => l.task_verify(named(&text)),
            // whose plan it is need not be said twice
            Kind::PlanLate if owner == name => l.task_plan_late(owner, text),
            Kind::PlanLate => l.task_plan_late(owner, named(&text)),
            Kind::OpenPoint => l.task_parked(named(&text)),
            Kind::OpenPointLate => l.task_parked_late(owner, named(&text)),
            // they are told who is silent; the appraisal itself is not theirs to open
            Kind::NoResponseBelow => l.task_no_response_below(name, self.superior.clone()),
            Kind::SuperiorGone => l.task_superior_gone(self.superior.clone(), name),
            Kind::DisputeOpened => l.task_disputes_opened(self.count, name),
            Kind::DisputeLate => l.task_disputes_late(self.count, name),
            Kind::SeatVacant => l.task_seat_vacant(name),
            Kind::Reopening => l.task_reopening(name),
            Kind::HrNotice => l.task_notices(self.count),
            Kind::LeaverDue => l.task_leavers_due(self.count),
        }
    }

    /// The same for a mail: no words of a plan or of an open point are among it, only what is to be done, with whom.
    #[must_use]
    pub fn label_in_mail(&self, l: &Texts) -> String {
        let name = self.employee.clone();
        let owner = || {
            self.about
                .as_ref()
                .map(|about| about.owner.clone())
                .unwrap_or_default()
        };
        match self.kind() {
            Some(Kind::PlanDue) => l.digest_plan(),
            Some(Kind::PlanToVerify) => l.digest_verify(name),
            Some(Kind::PlanLate) => l.digest_plan_late(owner(), name),
            Some(Kind::OpenPoint) => l.digest_parked(name),
            Some(Kind::OpenPointLate) => l.digest_parked_late(owner(), name),
            _ => self.label(l),
        }
    }

    /// Where it is done; nowhere where the reader may not open it.
    #[must_use]
    pub fn href(&self) -> String {
        let kind = match self.what {
            Some(What::Todo(kind)) => kind,
            Some(What::Late(late)) => return self.late(late),
            None => return self.one(""),
        };
        match kind {
            Kind::AgreeGoals | Kind::GoalChange => self.one("/goals"),
            Kind::WriteSelf => self.one("/self-evaluation"),
            Kind::Evaluate | Kind::Calibrated => self.one("/evaluation"),
            Kind::Approve => self.one_or("/evaluation", "stage=review"),
            Kind::Release => self.one_or("", "stage=review&releasable=1"),
            Kind::AnswerAppointment
            | Kind::PrepareAsEmployee
            | Kind::PrepareAsSuperior
            | Kind::Appoint
            | Kind::AnswerWish
            | Kind::StartInterview
            | Kind::InterviewPassed => self.one("/preparation"),
            Kind::HoldInterview => self.one("/interview"),
            Kind::Sign | Kind::RecordRefusal | Kind::WitnessRefusal => self.one("/sign"),
            Kind::DisputeOpened if self.count > 1 => "/disputes?status=open".to_owned(),
            Kind::DisputeLate if self.count > 1 => "/disputes?status=overdue".to_owned(),
            Kind::AnswerDispute
            | Kind::ConsiderAnswer
            | Kind::Vote
            | Kind::Rule
            | Kind::VoteAgain
            | Kind::DisputeOpened
            | Kind::DisputeLate => self.one("/dispute"),
            Kind::Advice => self
                .subject
                .map(|id| format!("/advices/{id}"))
                .unwrap_or_default(),
            Kind::Input => self.one("/input"),
            Kind::AskColleagues => self.one("/colleagues"),
            Kind::Part => self.one("/part"),
            Kind::PlanDue | Kind::PlanToVerify | Kind::PlanLate => self.plan(),
            Kind::OpenPoint | Kind::OpenPointLate => self.one("/parked"),
            Kind::NoResponseBelow => String::new(),
            Kind::SuperiorGone => self.one("/parties"),
            Kind::SeatVacant => self.one("/dispute/seats"),
            Kind::Reopening => self.one("/reopening"),
            Kind::HrNotice => "/notices".to_owned(),
            Kind::LeaverDue => "/retention/leavers".to_owned(),
        }
    }

    fn late(&self, late: Escalation) -> String {
        match late {
            Escalation::SelfLate => {
                self.one_or("/self-evaluation", "stage=self_evaluation&overdue=1")
            }
            Escalation::EvaluationsLate => self.one_or("", "stage=evaluation&overdue=1"),
            Escalation::NoResponse => self.one_or("", "stage=sign_off&overdue=1"),
            Escalation::PlansLate => "/plans?whose=ledger&state=overdue".to_owned(),
        }
    }
}
