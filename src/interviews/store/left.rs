//! What the steps leave behind beside texts: stances, parked points, goals, the last word.

use std::collections::BTreeMap;

use sqlx::{PgConnection, types::Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{
    appraisals::Seen,
    ground::ids::PersonId,
    interviews::kinds::{GoalSource, Stance},
    web::{Error, OneRow, Result},
};

/// The employee agrees with these items; what was parked about them is settled by that.
pub async fn agree(
    tx: &mut PgConnection,
    seen: &Seen,
    items: &[String],
    now: OffsetDateTime,
) -> Result<()> {
    let id = seen.appraisal.id.0;
    sqlx::query!(
        "delete from parked_points where appraisal_id = $1 and item = any($2)",
        id,
        items
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into item_stances (appraisal_id, item, stance, person_id, at)
         select $1, item, $3, $4, $5 from unnest($2::text[]) item
         on conflict (appraisal_id, item) do update set stance = $3, person_id = $4, at = $5",
        id,
        items,
        Stance::Agreed as Stance,
        seen.viewer.id.0,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// A point as it is to be kept. A view that is `None` stays as it is.
pub struct Park<'a> {
    pub item: &'a str,
    pub employee_view: Option<&'a str>,
    pub superior_view: Option<&'a str>,
    /// The employee's view comes from the employee, who alone changes it from then on.
    pub by_employee: bool,
    pub owner: PersonId,
    pub due_on: Date,
}

/// Parks an item, or changes what is parked, over the version it was read at (0: there was none).
pub async fn park(
    tx: &mut PgConnection,
    seen: &Seen,
    read_at: i32,
    point: &Park<'_>,
    now: OffsetDateTime,
) -> Result<i32> {
    let id = seen.appraisal.id.0;
    let version = sqlx::query_scalar!(
        "insert into parked_points as k (appraisal_id, item, employee_view, superior_view, owner_id, due_on, employee_wrote)
         select $1, $2, coalesce($4, ''), coalesce($5, ''), $6, $7, $8 and coalesce($4, '') <> ''
         where $3 = 0 or exists (select from parked_points where appraisal_id = $1 and item = $2)
         on conflict (appraisal_id, item) do update
             set employee_view = case when $8 or not k.employee_wrote then coalesce($4, k.employee_view) else k.employee_view end,
                 employee_wrote = case when $8 then coalesce($4, '') <> '' else k.employee_wrote end,
                 superior_view = coalesce($5, k.superior_view),
                 owner_id = $6, due_on = $7, version = k.version + 1, outcome = null, reported_at = null, reported_by = null
             where k.version = $3
         returning version",
        id,
        point.item,
        read_at,
        point.employee_view,
        point.superior_view,
        point.owner.0,
        point.due_on,
        point.by_employee
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::Conflict)?;
    sqlx::query!(
        "insert into item_stances (appraisal_id, item, stance, person_id, at) values ($1, $2, $3, $4, $5)
         on conflict (appraisal_id, item) do update set stance = $3, person_id = $4, at = $5
             where item_stances.stance <> $3",
        id,
        point.item,
        Stance::Parked as Stance,
        seen.viewer.id.0,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(version)
}

pub async fn add_goal(
    tx: &mut PgConnection,
    seen: &Seen,
    title: &str,
    source: GoalSource,
    serves: &str,
    now: OffsetDateTime,
) -> Result<Uuid> {
    Ok(sqlx::query_scalar!(
        "insert into next_goals (appraisal_id, title, source, serves, added_at) values ($1, $2, $3, $4, $5) returning id",
        seen.appraisal.id.0,
        title,
        source as GoalSource,
        serves,
        now
    )
    .fetch_one(&mut *tx)
    .await?)
}

pub async fn remove_goal(tx: &mut PgConnection, seen: &Seen, goal: Uuid) -> Result<()> {
    sqlx::query!(
        "delete from next_goals where appraisal_id = $1 and id = $2",
        seen.appraisal.id.0,
        goal
    )
    .execute(&mut *tx)
    .await?
    .one_row()
}

/// The employee confirms one goal. False where it was confirmed already.
pub async fn confirm_goal(
    tx: &mut PgConnection,
    seen: &Seen,
    goal: Uuid,
    now: OffsetDateTime,
) -> Result<bool> {
    let changed = sqlx::query!(
        "update next_goals set confirmed_at = $3 where appraisal_id = $1 and id = $2 and confirmed_at is null",
        seen.appraisal.id.0,
        goal,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// The employee's own last word; a later one replaces it.
pub async fn confirm(
    tx: &mut PgConnection,
    seen: &Seen,
    objections: &BTreeMap<String, String>,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "insert into confirmations (appraisal_id, person_id, objections, at) values ($1, $2, $3, $4)
         on conflict (appraisal_id) do update set person_id = $2, objections = $3, at = $4",
        seen.appraisal.id.0,
        seen.viewer.id.0,
        Json(objections) as _,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}
