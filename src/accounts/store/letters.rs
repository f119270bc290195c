//! SQL of letters.

use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::web::Result;

/// A letter that is still to be printed.
pub struct Letter {
    pub opening: Uuid,
    pub person: Uuid,
    pub name: String,
    pub number: String,
    pub login: String,
    pub language: Option<String>,
    pub expires_at: OffsetDateTime,
}

/// Those that somebody started and has not downloaded: one, or as many as are put into one file.
pub async fn letters(
    db: &PgPool,
    starter: Uuid,
    only: Option<Uuid>,
    now: OffsetDateTime,
    most: i64,
) -> Result<Vec<Letter>> {
    Ok(sqlx::query_as!(
        Letter,
        r#"select o.id as opening, p.id as person, p.name, p.number, coalesce(p.email, p.number) as "login!", p.language, o.expires_at
           from account_openings o join people p on p.id = o.person_id
           where o.way = 'letter' and o.started_by = $1 and o.printed_at is null and o.ended_at is null and o.expires_at > $3 and p.active
             and ($2::uuid is null or o.id = $2)
           order by p.name collate "zh-x-icu", p.id limit $4"#,
        starter,
        only,
        now,
        most
    )
    .fetch_all(db)
    .await?)
}

/// How many those are.
pub async fn unprinted(db: &PgPool, starter: Uuid, now: OffsetDateTime) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from account_openings o join people p on p.id = o.person_id
           where o.way = 'letter' and o.started_by = $1 and o.printed_at is null and o.ended_at is null and o.expires_at > $2 and p.active"#,
        starter,
        now
    )
    .fetch_one(db)
    .await?)
}

/// Keeps that letters were printed, and the hash of the half in each: how many of them were still to be.
pub async fn printed(
    tx: &mut PgConnection,
    openings: &[Uuid],
    hashes: &[Vec<u8>],
    now: OffsetDateTime,
) -> Result<usize> {
    let done = sqlx::query!(
        "update account_openings o set printed_at = $3, secret_hash = g.hash from unnest($1::uuid[], $2::bytea[]) as g (id, hash)
         where o.id = g.id and o.printed_at is null and o.ended_at is null and o.expires_at > $3",
        openings,
        hashes,
        now
    )
    .execute(tx)
    .await?;
    Ok(usize::try_from(done.rows_affected()).unwrap_or(usize::MAX))
}

/// A letter whose other half nobody was given yet.
pub struct Waiting {
    pub opening: Uuid,
    pub person: Uuid,
    pub name: String,
    pub number: String,
    pub starter: String,
    pub started_at: OffsetDateTime,
}

/// Those of which somebody may be the second person: started by another, for another.
pub async fn waiting(
    db: &PgPool,
    viewer: Uuid,
    pattern: Option<&str>,
    now: OffsetDateTime,
    most: i64,
) -> Result<Vec<Waiting>> {
    Ok(sqlx::query_as!(
        Waiting,
        r#"select o.id as opening, p.id as person, p.name, p.number, s.name as starter, o.started_at
           from account_openings o join people p on p.id = o.person_id join people s on s.id = o.started_by
           where o.way = 'letter' and o.second_at is null and o.ended_at is null and o.expires_at > $3 and p.active
             and o.started_by <> $1 and o.person_id <> $1 and ($2::text is null or lower(p.name || ' ' || p.number) like $2)
           order by p.name collate "zh-x-icu", p.id limit $4"#,
        viewer,
        pattern,
        now,
        most
    )
    .fetch_all(db)
    .await?)
}

/// Keeps that somebody was given the other half, and its hash: for whom, if they may and nobody was before.
pub async fn seconded(
    tx: &mut PgConnection,
    opening: Uuid,
    viewer: Uuid,
    hash: &[u8],
    now: OffsetDateTime,
) -> Result<Option<(Uuid, String)>> {
    let row = sqlx::query!(
        "update account_openings o set second_hash = $3, second_by = $2, second_at = $4 from people p
         where o.id = $1 and p.id = o.person_id and p.active and o.way = 'letter' and o.second_at is null and o.ended_at is null
           and o.expires_at > $4 and o.started_by <> $2 and o.person_id <> $2
         returning p.id, p.name",
        opening,
        viewer,
        hash,
        now
    )
    .fetch_optional(tx)
    .await?;
    Ok(row.map(|row| (row.id, row.name)))
}

/// That an account was opened by a letter: when, and by which two people.
pub struct Opened {
    pub at: OffsetDateTime,
    pub starter: String,
    pub second: String,
}

/// Letters with which somebody's account was opened since.
pub async fn opened_since(db: &PgPool, person: Uuid, since: OffsetDateTime) -> Result<Vec<Opened>> {
    Ok(sqlx::query_as!(
        Opened,
        r#"select o.ended_at as "at!", s.name as starter, t.name as second
           from account_openings o join people s on s.id = o.started_by join people t on t.id = o.second_by
           where o.person_id = $1 and o.way = 'letter' and o.ended_as = 'used' and o.ended_at > $2 order by o.ended_at desc"#,
        person,
        since
    )
    .fetch_all(db)
    .await?)
}
