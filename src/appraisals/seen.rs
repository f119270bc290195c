//! An appraisal as one viewer may see it. There is no other way to hold one in a handler: it is
//! loaded with everything that makes people something to it, and without a relation there is none.

use std::sync::Arc;

use axum::{extract::FromRequestParts, http::request::Parts};
use rust_decimal::Decimal;
use serde::Deserialize;
use sqlx::types::Json;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    lifecycle::{self, Allowed, Proven, Step},
    next_actions::{self, Facts, NextAction},
    refusal::StepRefusal,
    terms::{CycleTerms, OwnDays},
};
use crate::{
    access::{
        Action, Denial, DisputePhase, Effect, Relation, Relations, Stage, Stake, Viewer, policy,
    },
    app::App,
    audit::Moment,
    ground::ids::{AppraisalId, DepartmentId, PersonId},
    web::{Error, Fields, Result, Texts},
};

/// One of the people of an appraisal.
#[derive(Debug, Clone)]
pub struct Party {
    pub id: PersonId,
    pub name: String,
}

/// A further superior, with the share of what is judged in percent.
#[derive(Debug, Clone, Deserialize)]
pub struct Further {
    pub id: PersonId,
    pub name: String,
    pub share: String,
}

#[derive(Debug, Clone)]
pub struct Appraisal {
    pub id: AppraisalId,
    pub version: i32,
    pub cycle: Arc<CycleTerms>,
    pub appraisee: Party,
    pub appraisee_number: String,
    pub superior: Party,
    /// Those who score beside the direct superior, the largest share first.
    pub further: Vec<Further>,
    pub facilitator: Option<Party>,
    pub department: Option<(DepartmentId, String)>,
    pub position: String,
    pub stage: Stage,
    pub stage_since: OffsetDateTime,
    pub due_on: Option<Date>,
    pub self_submitted_at: Option<OffsetDateTime>,
    pub self_skipped: bool,
    pub evaluated_at: Option<OffsetDateTime>,
    pub approved_at: Option<OffsetDateTime>,
    pub released_at: Option<OffsetDateTime>,
    pub opened_at: Option<OffsetDateTime>,
    pub early_consent_at: Option<OffsetDateTime>,
    pub interviewed_at: Option<OffsetDateTime>,
    pub signed_off_at: Option<OffsetDateTime>,
    pub dispute_until: Option<Date>,
    pub concluded_at: Option<OffsetDateTime>,
    pub provisional: bool,
    pub withdrawn_reason: Option<String>,
    /// Why the work of the present stage came back.
    pub return_reason: Option<String>,
    pub on_behalf: Option<OnBehalf>,
    /// Where an open dispute lies.
    pub dispute: Option<DisputePhase>,
    /// After a ruling that returned it, the only items that may be evaluated again.
    pub returned_items: Option<Vec<String>>,
    /// Whether there is a record: of this round, or of one that was opened again.
    pub recorded: bool,
    /// When its working material was removed under retention, when colleagues' input, and when all its words.
    pub purged_at: Option<OffsetDateTime>,
    pub input_purged_at: Option<OffsetDateTime>,
    pub erased_at: Option<OffsetDateTime>,
    /// A legal hold on it, or on the appraisee.
    pub held: bool,
    /// Whether requests to open it again, earlier superiors' words or a delegate stand beside it.
    pub annexed: bool,
    /// A committee has ruled on it: that is final.
    pub ruled: bool,
    /// What each side has done of the present stage.
    pub facts: Facts,
    /// Behind `Seen::result`: not everybody who sees the appraisal may know it.
    result: Option<Outcome>,
}

/// The employee's step, done by HR.
#[derive(Debug, Clone)]
pub struct OnBehalf {
    pub by: String,
    pub reason: String,
    pub text: String,
}

impl Appraisal {
    /// Whether an indicator may get other points: all but those that a returned ruling did not name.
    #[must_use]
    pub fn item_is_open(&self, key: &str) -> bool {
        self.returned_items
            .as_ref()
            .is_none_or(|open| open.iter().any(|one| one == key))
    }
}

/// Total, grade and multiplier as computed when the evaluation was submitted (or by a ruling).
#[derive(Debug, Clone)]
pub struct Outcome {
    pub total: Decimal,
    pub grade: usize,
    pub multiplier: Decimal,
}

/// A person's id, name and number.
type Named = (Uuid, String, String);

/// What the database says of an appraisal to which more people are party than it names.
#[derive(Debug, Default, Deserialize)]
struct Others {
    further: bool,
    asked: bool,
    seat: bool,
    voted: bool,
    ruled: bool,
    // each may be null, and none may be missing
    #[serde(deserialize_with = "Option::deserialize")]
    superiors: Option<Vec<Further>>,
    #[serde(deserialize_with = "Option::deserialize")]
    dispute: Option<DisputePhase>,
    #[serde(deserialize_with = "Option::deserialize")]
    returned_items: Option<Vec<String>>,
}

/// An appraisal, the viewer and what the viewer is to it.
#[derive(Debug, Clone)]
pub struct Seen {
    pub appraisal: Appraisal,
    pub viewer: Viewer,
    pub relations: Relations,
    /// A member who has voted and waits for the others.
    voted: bool,
}

impl Seen {
    /// Loads the appraisal `{id}` of the route as this viewer; 404 when there is none for them.
    pub async fn load(parts: &mut Parts, app: &App, viewer: Viewer) -> Result<Self> {
        let params = axum::extract::RawPathParams::from_request_parts(parts, app)
            .await
            .map_err(|_| Error::NotFound)?;
        let id = params
            .iter()
            .find(|(name, _)| *name == "id")
            .and_then(|(_, value)| value.parse().ok())
            .ok_or(Error::NotFound)?;
        Self::by_id(&app.db, id, viewer).await
    }

    pub async fn by_id(db: &sqlx::PgPool, id: AppraisalId, viewer: Viewer) -> Result<Self> {
        let row = sqlx::query!(
            r#"select a.id, a.version, a.stage as "stage: Stage", a.stage_since, a.due_on, a.position,
                a.self_submitted_at, a.self_skipped, a.evaluated_at, a.approved_at, a.released_at, a.opened_at,
                a.early_consent_at, a.interviewed_at, a.signed_off_at, a.dispute_until, a.concluded_at,
                a.provisional, a.withdrawn_reason, a.return_reason, a.total, a.grade, a.multiplier,
                a.appraisee_id as "appraisee_id: PersonId", a.superior_id as "superior_id: PersonId",
                a.facilitator_id as "facilitator_id: PersonId", a.next_superior_id as "next_superior_id: PersonId",
                array(select (id, name, number) from people
                    where id in (a.appraisee_id, a.superior_id, a.facilitator_id, a.behalf_by)) as "people!: Vec<Named>",
                a.department_id as "department_id: DepartmentId",
                (select name from departments where id = a.department_id) as department,
                a.cycle_id, (select edition from cycles where id = a.cycle_id) as "edition!", a.form_id,
                a.own_deadlines as "own: Json<OwnDays>",
                a.behalf_reason, a.behalf_text, a.behalf_by,
                exists (select from records where appraisal_id = a.id) as "recorded!", a.annexed,
                a.working_purged_at, a.input_purged_at, a.erased_at,
                exists (select from legal_holds h where h.lifted_at is null
                    and (h.appraisal_id = a.id or h.person_id = a.appraisee_id)) as "held!",
                case when a.stage in ('goals', 'preparation', 'sign_off', 'dispute') then (select facts from deed_facts where appraisal_id = a.id) end as "facts: Json<Facts>",
                case when a.annexed then others_beside(a.id, $2) end as "others: Json<Others>",
                -- none where nobody stands in
                (select bool_or(delegate_id = $2) from delegations
                    where delegator_id = a.superior_id and revoked_at is null and since <= now() and until > now()
                ) as stands_in
               from appraisals a where a.id = $1"#,
            id.0,
            viewer.id.0
        )
        .fetch_optional(db)
        .await?
        .ok_or(Error::NotFound)?;
        let result = match (row.total, row.grade, row.multiplier) {
            (Some(total), Some(grade), Some(multiplier)) => Some(Outcome {
                total,
                grade: usize::try_from(grade).unwrap_or(0),
                multiplier,
            }),
            _ => None,
        };
        let named = |id: PersonId| row.people.iter().find(|(one, ..)| *one == id.0);
        let name = |id| {
            named(id)
                .map(|(_, name, _)| name.clone())
                .unwrap_or_default()
        };
        let party = |id: PersonId| Party { id, name: name(id) };
        let others = row.others.map(|others| others.0).unwrap_or_default();
        let stake = Stake {
            appraisee: row.appraisee_id,
            superior: row.superior_id,
            facilitator: row.facilitator_id,
            next_superior: row.next_superior_id,
            department: row.department_id,
            further: others.further,
            seat: others.seat,
            asked: others.asked,
            stands_in: row.stands_in.unwrap_or(false),
        };
        let relations = stake.relations(&viewer);
        if relations.is_empty() {
            return Err(Error::NotFound);
        }
        let on_behalf = row
            .behalf_by
            .zip(row.behalf_reason)
            .map(|(by, reason)| OnBehalf {
                by: name(PersonId(by)),
                reason,
                text: row.behalf_text.unwrap_or_default(),
            });
        // what began again has material of its own again
        let over = !Stage::OPEN.contains(&row.stage);
        let cycle = CycleTerms::load(db, row.cycle_id, row.edition).await?;
        let cycle = cycle.with_own(db, row.form_id, &row.own).await?;
        let appraisal = Appraisal {
            id: AppraisalId(row.id),
            version: row.version,
            cycle,
            appraisee: party(row.appraisee_id),
            appraisee_number: named(row.appraisee_id)
                .map(|(.., number)| number.clone())
                .unwrap_or_default(),
            superior: party(row.superior_id),
            // one who stands in for the direct superior meanwhile
            further: others
                .superiors
                .into_iter()
                .flatten()
                .filter(|one| one.id != row.superior_id)
                .collect(),
            facilitator: row.facilitator_id.map(party),
            department: row.department_id.zip(row.department),
            position: row.position,
            stage: row.stage,
            stage_since: row.stage_since,
            due_on: row.due_on,
            self_submitted_at: row.self_submitted_at,
            self_skipped: row.self_skipped,
            evaluated_at: row.evaluated_at,
            approved_at: row.approved_at,
            released_at: row.released_at,
            opened_at: row.opened_at,
            early_consent_at: row.early_consent_at,
            interviewed_at: row.interviewed_at,
            signed_off_at: row.signed_off_at,
            dispute_until: row.dispute_until,
            concluded_at: row.concluded_at,
            provisional: row.provisional,
            withdrawn_reason: row.withdrawn_reason,
            return_reason: row.return_reason,
            on_behalf,
            dispute: others.dispute.filter(|_| row.stage == Stage::Dispute),
            returned_items: others.returned_items,
            recorded: row.recorded,
            purged_at: row.working_purged_at.filter(|_| over),
            input_purged_at: row.input_purged_at.filter(|_| over),
            erased_at: row.erased_at,
            held: row.held,
            annexed: row.annexed || row.stands_in.is_some(),
            ruled: others.ruled,
            facts: Facts::of(row.stage, row.facts.map(|facts| facts.0))?,
            result,
        };
        Ok(Self {
            appraisal,
            viewer,
            relations,
            voted: others.voted,
        })
    }

    #[must_use]
    pub fn is(&self, relation: Relation) -> bool {
        self.relations.has(relation)
    }

    /// Whether the viewer may do this in the present stage: what buttons ask.
    pub fn may(&self, action: Action) -> Result<(), Denial> {
        policy::may(&self.relations, self.appraisal.stage, action)?;
        let effect = action.effect();
        if self.appraisal.cycle.paused && effect == Effect::Submits {
            return Err(Denial::Paused);
        }
        // of an anonymised appraisal there is nothing left to work on
        if self.appraisal.erased_at.is_some() && effect != Effect::Reads && action != Action::Hold {
            let now = self.appraisal.stage;
            return Err(Denial::OtherStage { now, when: &[] });
        }
        Ok(())
    }

    #[must_use]
    pub fn can(&self, action: Action) -> bool {
        self.may(action).is_ok()
    }

    /// The same question as an error page: what handlers ask.
    pub fn must(&self, action: Action) -> Result<()> {
        Ok(self.may(action)?)
    }

    /// For decisions that are taken on what a page shows: refuses where the page was of an older
    /// version, or does not say of which.
    pub fn must_be_current(&self, fields: &Fields) -> Result<()> {
        if fields.version() != self.appraisal.version {
            return Err(Error::Conflict);
        }
        Ok(())
    }

    /// Whether the result is released to the viewer, who has not opened it yet. Until it is opened it
    /// can be taken back, so that no other page may tell it.
    #[must_use]
    pub fn result_unopened(&self) -> bool {
        self.is(Relation::Appraisee)
            && self.appraisal.stage == Stage::Preparation
            && self.appraisal.opened_at.is_none()
    }

    /// The result, to those who may know it now.
    #[must_use]
    pub fn result(&self) -> Option<&Outcome> {
        ((self.can(Action::ReadResult) || self.can(Action::ReadEvaluation))
            && !self.result_unopened())
        .then_some(self.appraisal.result.as_ref())
        .flatten()
    }

    /// The step, where it is open to the viewer now.
    pub fn next(&self, step: Step, proven: &Proven) -> Result<Allowed, StepRefusal> {
        self.may(lifecycle::line(step).action)
            .map_err(StepRefusal::Denied)?;
        lifecycle::next(self.appraisal.stage, step, proven).map_err(StepRefusal::Refused)
    }

    /// The same, refused as an error page in the reader's language.
    pub fn step(&self, step: Step, proven: &Proven, l: &Texts) -> Result<Allowed> {
        self.next(step, proven).map_err(|stop| stop.tell(l))
    }

    /// What the viewer has to do now, if anything.
    #[must_use]
    pub fn next_action(&self, at: Moment) -> Option<NextAction> {
        let a = &self.appraisal;
        self.relations
            .iter()
            .filter(|relation| *relation != Relation::Committee || !self.voted)
            .find_map(|relation| next_actions::next_action(a.stage, relation, &a.facts, at))
    }

    /// The superior for whom the viewer acts as a delegate.
    #[must_use]
    pub fn stands_in_for(&self) -> Option<PersonId> {
        (self.is(Relation::Delegate) && !self.is(Relation::Facilitator))
            .then_some(self.appraisal.superior.id)
    }

    /// The address of the appraisal's page or one below it.
    #[must_use]
    pub fn address(&self, below: &str) -> String {
        format!("/appraisals/{}{below}", self.appraisal.id)
    }
}

impl FromRequestParts<App> for Seen {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        // put there by the guard of the route's line
        parts.extensions.remove::<Self>().ok_or(Error::NotFound)
    }
}
