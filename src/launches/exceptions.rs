//! What HR decides for single people before the launch: a named reviewer, or an exemption.

use sqlx::{PgPool, PgTransaction};
use uuid::Uuid;

use crate::{ground::ids::CycleId, web::Result};

/// The people whose exception is to be decided.
#[derive(Debug, Clone, Copy)]
pub enum Whose {
    One(Uuid),
    /// Everybody who has no superior.
    AllWithout,
}

/// What HR decides for people before the launch.
#[derive(Debug, Clone, Copy)]
pub enum Exception<'a> {
    Reviewer(Uuid),
    Exempt(&'a str),
    /// Takes an earlier decision back.
    Nothing,
}

/// Writes exceptions for people of the cycle's population; the number of people they are for.
pub async fn decide(
    tx: &mut PgTransaction<'_>,
    cycle: CycleId,
    whose: Whose,
    exception: Exception<'_>,
) -> Result<u64> {
    let one = match whose {
        Whose::One(id) => Some(id),
        Whose::AllWithout => None,
    };
    let (reviewer, reason) = match exception {
        Exception::Reviewer(id) => (Some(id), None),
        Exception::Exempt(reason) => (None, Some(reason)),
        Exception::Nothing => {
            let gone = sqlx::query!(
                "delete from cycle_exceptions where cycle_id = $1 and person_id = $2",
                cycle.0,
                one
            )
            .execute(&mut **tx)
            .await?;
            return Ok(gone.rows_affected());
        }
    };
    let done = sqlx::query!(
        r#"insert into cycle_exceptions (cycle_id, person_id, reviewer_id, exempt_reason)
           select $1, person_id, $3, $4 from cycle_population
           where cycle_id = $1 and person_id is distinct from $3
             and case when $2::uuid is null then place = 'no_superior' else person_id = $2 and place <> 'inactive' end
           on conflict (cycle_id, person_id) do update set reviewer_id = $3, exempt_reason = $4"#,
        cycle.0,
        one,
        reviewer,
        reason
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// An active person by number, or by name where only one has it.
pub async fn find_reviewer(db: &PgPool, text: &str) -> Result<Option<Uuid>> {
    let found = sqlx::query!(
        "select id, number = $1 as \"exact!\" from people where active and (number = $1 or name = $1) order by 2 desc limit 2",
        text
    )
    .fetch_all(db)
    .await?;
    Ok(match found.as_slice() {
        [one] => Some(one.id),
        [one, _] if one.exact => Some(one.id),
        _ => None,
    })
}
