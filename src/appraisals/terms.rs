//! What the cycle lays down for one appraisal.

use std::sync::Arc;

use time::Date;

use crate::{
    access::Stage,
    cycles::{form::Form, grades::Scheme},
    ground::ids::CycleId,
};

#[derive(Debug, Clone)]
pub struct CycleTerms {
    pub id: CycleId,
    pub name: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub with_goals: bool,
    pub with_review: bool,
    pub with_facilitator: bool,
    pub notice_days: i32,
    pub dispute_days: i32,
    pub goals_due: Option<Date>,
    pub self_due: Date,
    pub evaluation_due: Date,
    pub review_due: Option<Date>,
    pub interview_due: Date,
    pub sign_due: Date,
    /// Nothing is submitted, signed or decided until it goes on.
    pub paused: bool,
    pub form: Arc<Form>,
    pub form_version: i32,
    pub scheme: Arc<Scheme>,
    pub scheme_version: i32,
}

impl CycleTerms {
    /// The day by which a stage is to be left.
    #[must_use]
    pub fn due(&self, stage: Stage) -> Option<Date> {
        match stage {
            Stage::Goals => self.goals_due,
            Stage::SelfEvaluation => Some(self.self_due),
            Stage::Evaluation => Some(self.evaluation_due),
            Stage::Review => self.review_due.or(Some(self.interview_due)),
            Stage::Preparation | Stage::Interview => Some(self.interview_due),
            Stage::SignOff => Some(self.sign_due),
            // a dispute sets its own day; the rest waits for nobody
            Stage::Dispute | Stage::Concluded | Stage::Withdrawn => None,
        }
    }
}
