//! What HR decides for single people before the launch: a named reviewer, an exemption, or that they are
//! taken in by name whatever the rules say.

use sqlx::{PgConnection, PgPool};
use time::Date;
use uuid::Uuid;

use super::population::Place;
use crate::{ground::ids::CycleId, web::Result};

/// The people whose exception is to be decided.
#[derive(Debug, Clone, Copy)]
pub enum Whose {
    One(Uuid),
    /// Everybody who stands there.
    All(Place),
}

/// What HR decides for people before the launch.
#[derive(Debug, Clone, Copy)]
pub enum Exception<'a> {
    Reviewer(Uuid),
    Exempt(&'a str),
    /// Taken in with a reason, perhaps with a later first deadline.
    Include(&'a str, Option<Date>),
    /// Takes an earlier decision back.
    Nothing,
}

/// Writes exceptions for people; the number of people they are for.
pub async fn decide(
    tx: &mut PgConnection,
    cycle: CycleId,
    whose: Whose,
    exception: Exception<'_>,
) -> Result<u64> {
    let (one, at) = match whose {
        Whose::One(id) => (Some(id), None),
        Whose::All(place) => (None, Some(place.key())),
    };
    let (mut reviewer, mut exempt, mut include, mut due) = (None, None, None, None);
    match exception {
        Exception::Reviewer(id) => reviewer = Some(id),
        Exception::Exempt(reason) => exempt = Some(reason),
        Exception::Include(reason, first_due) => {
            include = Some(reason);
            due = first_due;
        }
        Exception::Nothing => {
            let gone = sqlx::query!(
                "delete from cycle_exceptions where cycle_id = $1 and person_id = $2",
                cycle.0,
                one
            )
            .execute(&mut *tx)
            .await?;
            return Ok(gone.rows_affected());
        }
    }
    // a reviewer and a place in the cycle may stand together; an exemption ends both
    let done = sqlx::query!(
        r#"insert into cycle_exceptions as x (cycle_id, person_id, reviewer_id, exempt_reason, include_reason, first_due)
           select $1, p.id, $3, $4, $5, $6
           from people p left join cycle_people($1) cp on cp.person_id = p.id
           where p.id is distinct from $3 and p.active
             and case when $2::uuid is null then cp.place = $7
                 else p.id = $2 and (cp.person_id is not null or $5::text is not null) end
           on conflict (cycle_id, person_id) do update set
               reviewer_id = case when $4::text is null then coalesce($3, x.reviewer_id) end,
               exempt_reason = $4,
               include_reason = case when $4::text is null then coalesce($5, x.include_reason) end,
               first_due = case when $4::text is null then coalesce($6, x.first_due) end"#,
        cycle.0,
        one,
        reviewer,
        exempt,
        include,
        due,
        at
    )
    .execute(&mut *tx)
    .await?;
    Ok(done.rows_affected())
}

/// Active people by number, or by name where only one has it; none where it is not clear who is meant.
pub async fn find_all(db: &PgPool, texts: &[&str]) -> Result<Vec<Option<Uuid>>> {
    // no name holds it, and it cannot be asked for
    let texts: Vec<String> = texts.iter().map(|text| text.replace('\0', " ")).collect();
    Ok(sqlx::query_scalar!(
        r#"select case when count(p.id) = 1 or bool_or(p.number = t.text)
                then (array_agg(p.id order by p.number = t.text desc))[1] end as "id?"
           from unnest($1::text[]) with ordinality t (text, place)
           left join people p on p.active and (p.number = t.text or p.name = t.text)
           group by t.place order by t.place"#,
        &texts
    )
    .fetch_all(db)
    .await?)
}

/// One of them.
pub async fn find(db: &PgPool, text: &str) -> Result<Option<Uuid>> {
    Ok(find_all(db, &[text]).await?.pop().flatten())
}
