//! What the cycle lays down for one appraisal.

use std::{collections::BTreeMap, sync::Arc};

use sqlx::PgPool;
use time::Date;
use uuid::Uuid;

use crate::{
    access::Stage,
    forms::{cache::Cache, documents, form::Form, grades::Scheme},
    ground::ids::CycleId,
    scoring::breakdown::Basis,
    web::{Result, when},
};

/// By edition: after a change of the cycle it is another.
static KNOWN: Cache<Arc<CycleTerms>> = Cache::new();

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
    scheme_id: Uuid,
}

/// Days of its own that an appraisal has, by the name of the deadline.
pub type OwnDays = BTreeMap<String, String>;

impl CycleTerms {
    /// What a cycle lays down in this edition, or in a later one.
    pub async fn load(db: &PgPool, cycle: Uuid, edition: Uuid) -> Result<Arc<Self>> {
        if let Some(known) = KNOWN.get(edition) {
            return Ok(known);
        }
        let row = sqlx::query!(
            r#"select edition, name, starts_on, ends_on, with_goals, with_review, with_facilitator, notice_days, dispute_days,
                goals_due, self_due, evaluation_due, review_due, interview_due, sign_due, status = 'paused' as "paused!",
                form_id, scheme_id
               from cycles where id = $1"#,
            cycle
        )
        .fetch_one(db)
        .await?;
        let (form, scheme) = documents::load(db, row.form_id, row.scheme_id).await?;
        let terms = Self {
            id: CycleId(cycle),
            name: row.name,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            with_goals: row.with_goals,
            with_review: row.with_review,
            with_facilitator: row.with_facilitator,
            notice_days: row.notice_days,
            dispute_days: row.dispute_days,
            goals_due: row.goals_due,
            self_due: row.self_due,
            evaluation_due: row.evaluation_due,
            review_due: row.review_due,
            interview_due: row.interview_due,
            sign_due: row.sign_due,
            paused: row.paused,
            form: form.document,
            form_version: form.version,
            scheme: scheme.document,
            scheme_version: scheme.version,
            scheme_id: row.scheme_id,
        };
        Ok(KNOWN.keep(row.edition, Arc::new(terms)))
    }

    /// The same for an appraisal that has a form or days of its own.
    pub async fn with_own(
        mut self: Arc<Self>,
        db: &PgPool,
        form: Option<Uuid>,
        days: &OwnDays,
    ) -> Result<Arc<Self>> {
        if let Some(form) = form {
            let (form, _) = documents::load(db, form, self.scheme_id).await?;
            let own = Arc::make_mut(&mut self);
            own.form = form.document;
            own.form_version = form.version;
        }
        if !days.is_empty() {
            Arc::make_mut(&mut self).set(days);
        }
        Ok(self)
    }

    /// A step that the cycle does without gets no day.
    fn set(&mut self, days: &OwnDays) {
        let own = |name: &str| days.get(name).and_then(|day| when::parse_day(day));
        let of_step = |name: &str, day: Option<Date>| day.map(|day| own(name).unwrap_or(day));
        self.goals_due = of_step("goals_due", self.goals_due);
        self.self_due = own("self_due").unwrap_or(self.self_due);
        self.evaluation_due = own("evaluation_due").unwrap_or(self.evaluation_due);
        self.review_due = of_step("review_due", self.review_due);
        self.interview_due = own("interview_due").unwrap_or(self.interview_due);
        self.sign_due = own("sign_due").unwrap_or(self.sign_due);
    }

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

    /// What a result of it is explained by.
    #[must_use]
    pub fn basis(&self) -> Basis<'_> {
        Basis {
            form: &self.form,
            form_version: self.form_version,
            scheme: &self.scheme,
            scheme_version: self.scheme_version,
        }
    }
}
