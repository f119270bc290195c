//! Goals and their confirmations.

use sqlx::{PgPool, PgTransaction};
use time::OffsetDateTime;

use super::rules::Goal;
use crate::{
    appraisals::Seen,
    ground::ids::PersonId,
    web::{Error, Result},
};

#[derive(Debug, Default)]
pub struct Goals {
    pub goals: Vec<Goal>,
    /// Who has confirmed them as they stand.
    pub confirmed: Vec<PersonId>,
}

pub async fn load(db: &PgPool, seen: &Seen) -> Result<Goals> {
    let rows = sqlx::query!(
        r#"select c.people as "people!", g.title as "title?", g.serves as "serves?", g.weight as "weight?"
           from (
               select coalesce(array_agg(person_id), '{}') as people from goal_confirmations where appraisal_id = $1
           ) c
           left join goals g on g.appraisal_id = $1
           order by g.position"#,
        seen.appraisal.id.0
    )
    .fetch_all(db)
    .await?;
    let mut found = Goals::default();
    for row in rows {
        found.confirmed = row.people.into_iter().map(PersonId).collect();
        if let (Some(title), Some(serves), Some(weight)) = (row.title, row.serves, row.weight) {
            found.goals.push(Goal {
                title,
                serves,
                weight,
            });
        }
    }
    Ok(found)
}

/// Puts other goals in the place of the present ones and voids both confirmations. The appraisal's
/// version goes up, so that nobody confirms what they have not seen.
pub async fn replace(
    tx: &mut PgTransaction<'_>,
    seen: &Seen,
    goals: &[Goal],
    reason: Option<&str>,
) -> Result<()> {
    let id = seen.appraisal.id.0;
    let changed = sqlx::query!(
        "update appraisals set version = version + 1, return_reason = $3
         where id = $1 and version = $2 and stage = 'goals'",
        id,
        seen.appraisal.version,
        reason
    )
    .execute(&mut **tx)
    .await?;
    if changed.rows_affected() != 1 {
        return Err(Error::Conflict);
    }
    sqlx::query!("delete from goals where appraisal_id = $1", id)
        .execute(&mut **tx)
        .await?;
    let titles: Vec<String> = goals.iter().map(|goal| goal.title.clone()).collect();
    let serves: Vec<String> = goals.iter().map(|goal| goal.serves.clone()).collect();
    let weights: Vec<rust_decimal::Decimal> = goals.iter().map(|goal| goal.weight).collect();
    sqlx::query!(
        "insert into goals (appraisal_id, title, serves, weight, position)
         select $1, title, serves, weight, position::int
         from unnest($2::text[], $3::text[], $4::numeric[]) with ordinality as row (title, serves, weight, position)",
        id,
        &titles,
        &serves,
        &weights
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!("delete from goal_confirmations where appraisal_id = $1", id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Adds the viewer's confirmation; who has confirmed now. The appraisal's row stays locked until the
/// transaction ends, so that of two who confirm at once the second sees the first.
pub async fn confirm(
    tx: &mut PgTransaction<'_>,
    seen: &Seen,
    now: OffsetDateTime,
) -> Result<Vec<PersonId>> {
    let id = seen.appraisal.id.0;
    sqlx::query_scalar!(
        "select id from appraisals where id = $1 and version = $2 and stage = 'goals' for no key update",
        id,
        seen.appraisal.version
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::Conflict)?;
    sqlx::query!(
        "insert into goal_confirmations (appraisal_id, person_id, confirmed_at) values ($1, $2, $3) on conflict do nothing",
        id,
        seen.viewer.id.0,
        now
    )
    .execute(&mut **tx)
    .await?;
    let people = sqlx::query_scalar!(
        "select person_id from goal_confirmations where appraisal_id = $1",
        id
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(people.into_iter().map(PersonId).collect())
}
