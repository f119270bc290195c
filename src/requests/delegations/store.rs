//! Delegations in the database: made, revoked, never removed.

use sqlx::{PgConnection, PgPool};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{ground::ids::PersonId, web::Result};

pub struct Line {
    pub id: Uuid,
    pub delegator_id: Uuid,
    pub delegate_id: Uuid,
    pub delegator: String,
    pub delegate: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub until: OffsetDateTime,
    pub reason: String,
    pub revoked_at: Option<OffsetDateTime>,
}

/// A screenful of history is enough; the audit trail has all.
const MOST: i64 = 100;

/// Those that the person gave, received or entered for others, newest first.
pub async fn all(db: &PgPool, person: PersonId) -> Result<Vec<Line>> {
    Ok(sqlx::query_as!(
        Line,
        "select d.id, d.delegator_id, d.delegate_id, g.name as delegator, p.name as delegate, d.starts_on, d.ends_on, d.until,
             d.reason, d.revoked_at
         from delegations d join people g on g.id = d.delegator_id join people p on p.id = d.delegate_id
         where d.delegator_id = $1 or d.delegate_id = $1 or d.created_by = $1
         order by d.created_at desc limit $2",
        person.0,
        MOST
    )
    .fetch_all(db)
    .await?)
}

/// Somebody who stands in for a superior now.
pub struct Delegate {
    pub name: String,
    pub ends_on: Date,
}

pub async fn standing(
    db: &PgPool,
    superior: PersonId,
    now: OffsetDateTime,
) -> Result<Vec<Delegate>> {
    Ok(sqlx::query_as!(
        Delegate,
        "select p.name, d.ends_on from delegations d join people p on p.id = d.delegate_id
         where d.delegator_id = $1 and d.revoked_at is null and d.since <= $2 and d.until > $2
         order by d.ends_on, p.name",
        superior.0,
        now
    )
    .fetch_all(db)
    .await?)
}

pub struct Found {
    pub delegator: Option<Uuid>,
    pub delegate: Option<Uuid>,
    /// The delegator is the superior of an appraisal that is open, or of somebody.
    pub leads: bool,
}

/// Active people by number, or by name where only one has it. An empty delegator is `own`.
pub async fn find(db: &PgPool, own: PersonId, delegator: &str, delegate: &str) -> Result<Found> {
    Ok(sqlx::query_as!(
        Found,
        r#"with named as (
               select id, number, name from people where active and (number in ($2, $3) or name in ($2, $3))
           ), found as (
               select case when $2 = '' then $1 else coalesce((select id from named where number = $2),
                          (select min(id::text)::uuid from named where name = $2 having count(*) = 1)) end as delegator,
                   coalesce((select id from named where number = $3),
                       (select min(id::text)::uuid from named where name = $3 having count(*) = 1)) as delegate
           )
           select delegator, delegate, (exists (select from people where superior_id = delegator)
               or exists (select from appraisals where superior_id = delegator and stage not in ('concluded', 'withdrawn'))) as "leads!"
           from found"#,
        own.0,
        delegator,
        delegate
    )
    .fetch_one(db)
    .await?)
}

pub struct New<'a> {
    pub delegator: Uuid,
    pub delegate: Uuid,
    pub starts_on: Date,
    pub ends_on: Date,
    pub since: OffsetDateTime,
    pub until: OffsetDateTime,
    pub reason: &'a str,
}

pub async fn insert(
    tx: &mut PgConnection,
    new: &New<'_>,
    by: PersonId,
    now: OffsetDateTime,
) -> Result<Uuid> {
    Ok(sqlx::query_scalar!(
        "insert into delegations (delegator_id, delegate_id, starts_on, ends_on, since, until, reason, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id",
        new.delegator,
        new.delegate,
        new.starts_on,
        new.ends_on,
        new.since,
        new.until,
        new.reason,
        by.0,
        now
    )
    .fetch_one(&mut *tx)
    .await?)
}

/// Ends one at once, with who named whom; `None` where there is none for this person, or it is over.
pub async fn revoke(
    tx: &mut PgConnection,
    id: Uuid,
    by: PersonId,
    now: OffsetDateTime,
) -> Result<Option<(Uuid, Uuid)>> {
    let ended = sqlx::query!(
        "update delegations set revoked_at = $3, revoked_by = $2
         where id = $1 and $2 in (delegator_id, delegate_id, created_by) and revoked_at is null and until > $3
         returning delegator_id, delegate_id",
        id,
        by.0,
        now
    )
    .fetch_optional(&mut *tx)
    .await?;
    Ok(ended.map(|row| (row.delegator_id, row.delegate_id)))
}
