//! The items of the improvement plan while they are a draft of the room.

use sqlx::PgConnection;
use time::Date;

use crate::{
    appraisals::Seen,
    evaluations::superior::Cause,
    ground::ids::{PersonId, PlanItemId},
    web::{OneRow, Result},
};

/// An item as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub item: String,
    pub what: String,
    pub cause: Cause,
    pub measure: String,
    pub support: String,
    pub support_by: Option<PersonId>,
    pub owner: PersonId,
    pub due_on: Date,
    pub criteria: String,
}

pub async fn add(tx: &mut PgConnection, seen: &Seen, draft: &Draft) -> Result<PlanItemId> {
    let id = sqlx::query_scalar!(
        "insert into plan_items (appraisal_id, item, what, cause, measure, support, support_by, owner_id, due_on, criteria)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id",
        seen.appraisal.id.0,
        draft.item,
        draft.what,
        draft.cause as Cause,
        draft.measure,
        draft.support,
        draft.support_by.map(|person| person.0),
        draft.owner.0,
        draft.due_on,
        draft.criteria
    )
    .fetch_one(&mut *tx)
    .await?;
    Ok(PlanItemId(id))
}

/// Changes an item over the version it was read at.
pub async fn change(
    tx: &mut PgConnection,
    seen: &Seen,
    id: PlanItemId,
    read_at: i32,
    draft: &Draft,
) -> Result<()> {
    sqlx::query!(
        "update plan_items set item = $4, what = $5, cause = $6, measure = $7, support = $8, support_by = $9,
             owner_id = $10, due_on = $11, criteria = $12, version = version + 1
         where appraisal_id = $1 and id = $2 and version = $3 and status = 'draft'",
        seen.appraisal.id.0,
        id.0,
        read_at,
        draft.item,
        draft.what,
        draft.cause as Cause,
        draft.measure,
        draft.support,
        draft.support_by.map(|person| person.0),
        draft.owner.0,
        draft.due_on,
        draft.criteria
    )
    .execute(&mut *tx)
    .await?.one_row()
}

pub async fn remove(
    tx: &mut PgConnection,
    seen: &Seen,
    id: PlanItemId,
    read_at: i32,
) -> Result<()> {
    sqlx::query!(
        "delete from plan_items where appraisal_id = $1 and id = $2 and version = $3 and status = 'draft'",
        seen.appraisal.id.0,
        id.0,
        read_at
    )
    .execute(&mut *tx)
    .await?.one_row()
}
