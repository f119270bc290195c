//! Grade schemes in the database.

use sqlx::{PgConnection, PgPool, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    forms::grades::Scheme,
    ground::ids::PersonId,
    web::{Error, Result},
};

pub struct Version {
    pub number: i32,
    pub scheme: Scheme,
    pub at: OffsetDateTime,
    pub by: Option<String>,
    pub cycles: Vec<String>,
}

pub struct Family {
    pub id: Uuid,
    /// The newest first; never empty.
    pub versions: Vec<Version>,
    pub archived: bool,
    pub of_the_product: bool,
}

impl Family {
    pub fn latest(&self) -> i32 {
        self.versions.first().map_or(0, |version| version.number)
    }

    pub fn used(&self) -> bool {
        self.versions
            .iter()
            .any(|version| !version.cycles.is_empty())
    }
}

/// Every family with all of its versions, or one. A company has a handful.
pub async fn families(db: &PgPool, only: Option<Uuid>) -> Result<Vec<Family>> {
    let rows = sqlx::query!(
        r#"select s.family, s.version, s.definition as "scheme: Json<Scheme>", s.created_at, s.archived_at, s.origin,
            p.name as "by?",
            array(select c.name from cycles c where c.scheme_id = s.id order by c.ends_on desc, c.name) as "cycles!: Vec<String>"
           from schemes s left join people p on p.id = s.published_by
           where $1::uuid is null or s.family = $1
           order by s.archived_at is not null, s.origin is null, s.family, s.version desc
           limit 2000"#,
        only
    )
    .fetch_all(db)
    .await?;
    let mut families: Vec<Family> = Vec::new();
    for row in rows {
        if families.last().is_none_or(|last| last.id != row.family) {
            families.push(Family {
                id: row.family,
                versions: Vec::new(),
                archived: row.archived_at.is_some(),
                of_the_product: row.origin.is_some(),
            });
        }
        if let Some(last) = families.last_mut() {
            last.versions.push(Version {
                number: row.version,
                scheme: row.scheme.0,
                at: row.created_at,
                by: row.by,
                cycles: row.cycles,
            });
        }
    }
    Ok(families)
}

pub async fn family(db: &PgPool, id: Uuid) -> Result<Family> {
    families(db, Some(id)).await?.pop().ok_or(Error::NotFound)
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

pub async fn archive(
    tx: &mut PgConnection,
    family: Uuid,
    latest: i32,
    archived: bool,
    now: OffsetDateTime,
) -> Result<()> {
    let changed = sqlx::query!(
        "update schemes set archived_at = case when $3 then $4::timestamptz end
         where family = $1 and (archived_at is null) = $3
           and (select max(version) from schemes where family = $1) = $2",
        family,
        latest,
        archived,
        now
    )
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() == 0 {
        return Err(Error::Conflict);
    }
    Ok(())
}

/// Takes a family out that no cycle ever used. The foreign keys refuse it where one does.
pub async fn remove(tx: &mut PgConnection, family: Uuid, latest: i32) -> Result<()> {
    let gone = sqlx::query!(
        "delete from schemes where family = $1 and origin is null
           and (select max(version) from schemes where family = $1) = $2",
        family,
        latest
    )
    .execute(&mut *tx)
    .await?;
    if gone.rows_affected() == 0 {
        return Err(Error::Conflict);
    }
    Ok(())
}
