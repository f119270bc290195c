//! Tokens, by their hashes.

use axum::http::{HeaderMap, header};
use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;
use uuid::Uuid;

use super::rules::{self, State};
use crate::{ground::ids::PersonId, web::Result};

pub struct Line {
    pub id: Uuid,
    pub name: String,
    pub hint: String,
    pub created_by: String,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub last_used_at: Option<OffsetDateTime>,
    pub revoked: bool,
    /// The department that it is narrowed to.
    pub department: Option<String>,
    /// Whether its maker still is HR.
    pub carried: bool,
}

/// The good ones first, the newest of them on top.
pub async fn list(db: &PgPool, now: OffsetDateTime) -> Result<Vec<Line>> {
    let rows = sqlx::query!(
        r#"select t.id, t.name, t.hint, t.created_at, t.expires_at, t.last_used_at, t.revoked_at, p.name as created_by,
            d.name as "department?", p.active and exists (select from person_roles r where r.person_id = p.id and r.role = 'hr') as "carried!"
         from api_tokens t join people p on p.id = t.created_by left join departments d on d.id = t.department_id
         order by t.revoked_at is not null or t.expires_at <= $1, t.created_at desc, t.id limit 500"#,
        now
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Line {
            id: row.id,
            name: row.name,
            hint: row.hint,
            created_by: row.created_by,
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            revoked: row.revoked_at.is_some(),
            department: row.department,
            carried: row.carried,
        })
        .collect())
}

pub async fn insert(
    tx: &mut PgConnection,
    name: &str,
    token: &str,
    (by, department): (PersonId, Option<Uuid>),
    now: OffsetDateTime,
    expires_at: OffsetDateTime,
) -> Result<Uuid> {
    Ok(sqlx::query_scalar!(
        "insert into api_tokens (name, token_hash, hint, created_by, created_at, expires_at, department_id)
         values ($1, $2, $3, $4, $5, $6, $7) returning id",
        name,
        rules::digest(token),
        rules::hint(token),
        by.0,
        now,
        expires_at,
        department
    )
    .fetch_one(&mut *tx)
    .await?)
}

/// Its name; `None` where there is no such token that is not revoked yet.
pub async fn revoke(
    tx: &mut PgConnection,
    id: Uuid,
    by: PersonId,
    now: OffsetDateTime,
) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "update api_tokens set revoked_at = $2, revoked_by = $3 where id = $1 and revoked_at is null returning name",
        id,
        now,
        by.0
    )
    .fetch_optional(&mut *tx)
    .await?)
}

/// A token that is good now.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    pub id: Uuid,
    /// Who made it: it reaches no further than they do.
    pub by: PersonId,
    /// Narrowed to this department with all below it.
    pub department: Option<Uuid>,
}

/// The good token of a request. Unknown, expired and revoked ones are told in one way.
pub async fn bearer(
    db: &PgPool,
    headers: &HeaderMap,
    now: OffsetDateTime,
) -> Result<Option<Token>> {
    let Some(token) = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(rules::read)
    else {
        return Ok(None);
    };
    let row = sqlx::query!(
        r#"select t.id, t.expires_at, t.revoked_at, t.created_by as "by: PersonId", t.department_id as department
           from api_tokens t join people p on p.id = t.created_by and p.active where t.token_hash = $1"#,
        rules::digest(token)
    )
    .fetch_optional(db)
    .await?;
    Ok(row
        .filter(|row| {
            rules::state(row.expires_at, row.revoked_at.is_some(), true, now) == State::Good
        })
        .map(|row| Token {
            id: row.id,
            by: row.by,
            department: row.department,
        }))
}

/// The departments that a token can be narrowed to.
pub async fn departments(db: &PgPool) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!(
        r#"select id as "id!", label as "label!" from department_tree order by path collate "zh-x-icu""#
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.label)).collect())
}

/// Locks the token, so that one that is revoked in this moment writes nothing any more, and notes
/// when it was used.
pub async fn mark_used(tx: &mut PgConnection, token: Token, now: OffsetDateTime) -> Result<bool> {
    let used = sqlx::query!(
        "update api_tokens set last_used_at = $2 where id = $1 and revoked_at is null and expires_at > $2",
        token.id,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(used.rows_affected() == 1)
}
