//! Grade schemes in the database, as far as they differ from forms.

use sqlx::{PgConnection, PgPool, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    forms::grades::Scheme,
    ground::ids::PersonId,
    web::{Error, Result},
};

/// A family of schemes as a line of the list: its newest version.
pub struct FamilyLine {
    pub family: Uuid,
    pub scheme: Scheme,
    pub version: i32,
    pub archived: bool,
    pub changed: OffsetDateTime,
    /// Names of cycles, the newest first; at most three of `used`.
    pub cycles: Vec<String>,
    pub used: i64,
}

/// Every family, current ones and those of the product first. A company has a handful.
pub async fn families(db: &PgPool) -> Result<Vec<FamilyLine>> {
    let rows = sqlx::query!(
        r#"with latest as (
               select distinct on (family) family, version, definition, archived_at, origin, created_at
               from schemes order by family, version desc
           ), used as (
               select s.family, count(*) as used, (array_agg(c.name order by c.ends_on desc, c.name))[1:3] as cycles
               from cycles c join schemes s on s.id = c.scheme_id group by s.family
           )
           select l.family, l.definition as "scheme: Json<Scheme>", l.version, l.archived_at is not null as "archived!",
               l.created_at, u.cycles as "cycles?", coalesce(u.used, 0) as "used!"
           from latest l left join used u on u.family = l.family
           order by l.archived_at is not null, l.origin is null, l.family
           limit 500"#
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| FamilyLine {
            family: row.family,
            scheme: row.scheme.0,
            version: row.version,
            archived: row.archived,
            changed: row.created_at,
            cycles: row.cycles.unwrap_or_default(),
            used: row.used,
        })
        .collect())
}

/// A version; without a number the newest.
pub async fn published(db: &PgPool, family: Uuid, version: Option<i32>) -> Result<(i32, Scheme)> {
    let row = sqlx::query!(
        r#"select version, definition as "scheme: Json<Scheme>" from schemes
           where family = $1 and ($2::integer is null or version = $2) order by version desc limit 1"#,
        family,
        version
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)?;
    Ok((row.version, row.scheme.0))
}

/// The next version after the one that was read; 0 begins a family.
pub async fn publish(
    tx: &mut PgConnection,
    family: Uuid,
    scheme: &Scheme,
    read_at: i32,
    author: PersonId,
    now: OffsetDateTime,
) -> Result<i32> {
    // two at once wait for each other, and the second sees that it is late
    sqlx::query!("select from schemes where family = $1 for update", family)
        .fetch_all(&mut *tx)
        .await?;
    let version = sqlx::query_scalar!(
        r#"insert into schemes (family, version, definition, published_by, created_at, origin, archived_at)
           select $1, $3 + 1, $2, $4, $5, max(origin), max(archived_at) from schemes where family = $1
           having coalesce(max(version), 0) = $3
           returning version"#,
        family,
        serde_json::to_value(scheme)?,
        read_at,
        author.0,
        now
    )
    .fetch_optional(&mut *tx)
    .await?;
    version.ok_or(Error::Conflict)
}
