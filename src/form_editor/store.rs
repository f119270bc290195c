//! Forms in the database: families with their versions, drafts, and which cycles use what.

use axum::{extract::FromRequestParts, http::request::Parts};
use sqlx::{PgConnection, PgExecutor, PgPool, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{draft::Draft, rows::Pairs};
use crate::{
    app::App,
    forms::form::Form,
    ground::ids::PersonId,
    web::{At, Error, OneRow, Result},
};

/// What the library keeps in versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Form,
    Scheme,
}

impl Kind {
    /// Its place in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Form => "forms",
            Self::Scheme => "schemes",
        }
    }
}

/// A family of forms as a line of the list.
pub struct FamilyLine {
    pub family: Uuid,
    /// None where there is only a draft.
    pub form: Option<Form>,
    pub version: Option<i32>,
    pub draft: Option<Draft>,
    pub archived: bool,
    pub changed: OffsetDateTime,
    /// Names of cycles, the newest first; at most three of `used`.
    pub cycles: Vec<String>,
    pub used: i64,
}

/// Every family, current ones first. A company has tens of them.
pub async fn families(db: &PgPool) -> Result<Vec<FamilyLine>> {
    let rows = sqlx::query!(
        r#"with latest as (
               select distinct on (family) family, version, definition, archived_at, created_at
               from forms order by family, version desc
           ), uses as (
               select f.family, c.id, c.name, c.ends_on from cycles c join forms f on f.id = c.form_id where c.status <> 'cancelled'
               union
               select f.family, c.id, c.name, c.ends_on from cycle_forms r join cycles c on c.id = r.cycle_id
                   join forms f on f.id = r.form_id where c.status <> 'cancelled'
           ), used as (
               select family, count(*) as used, (array_agg(name order by ends_on desc, name))[1:3] as cycles from uses group by family
           )
           select coalesce(l.family, d.family) as "family!", l.definition as "form?: Json<Form>", l.version as "version?",
               l.archived_at is not null as "archived!", d.fields as "fields?: Json<Pairs>",
               greatest(l.created_at, d.updated_at) as "changed!", u.cycles as "cycles?", coalesce(u.used, 0) as "used!"
           from latest l
           full join form_drafts d on d.family = l.family
           left join used u on u.family = l.family
           order by l.archived_at is not null, coalesce(u.used, 0) > 0 desc, l.version is not null desc, greatest(l.created_at, d.updated_at) desc
           limit 500"#
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| FamilyLine {
            family: row.family,
            form: row.form.map(|form| form.0),
            version: row.version,
            draft: row.fields.map(|fields| Draft::from_pairs(fields.0)),
            archived: row.archived,
            changed: row.changed,
            cycles: row.cycles.unwrap_or_default(),
            used: row.used,
        })
        .collect())
}

pub struct Version {
    pub number: i32,
    pub at: OffsetDateTime,
    pub by: Option<String>,
    /// Cycles that use this very version.
    pub cycles: Vec<String>,
}

pub struct SavedDraft {
    pub draft: Draft,
    pub version: i32,
    pub updated_at: OffsetDateTime,
    pub author: String,
}

/// One family of forms or schemes with everything that its pages show.
pub struct Family {
    pub kind: Kind,
    pub id: Uuid,
    /// The newest first.
    pub versions: Vec<Version>,
    /// Only a form has one: a scheme that could not be used is not kept.
    pub draft: Option<SavedDraft>,
    pub archived: bool,
    pub of_the_product: bool,
}

impl Family {
    pub fn latest(&self) -> i32 {
        self.versions.first().map_or(0, |version| version.number)
    }

    pub fn address(&self, below: &str) -> String {
        format!("/{}/{}{below}", self.kind.key(), self.id)
    }

    pub fn used(&self) -> bool {
        self.versions
            .iter()
            .any(|version| !version.cycles.is_empty())
    }
}

/// The family in the address, of the kind that it begins with.
impl FromRequestParts<App> for Family {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let At(id) = At::from_request_parts(parts, app).await?;
        let kind = if parts.uri.path().starts_with("/schemes/") {
            Kind::Scheme
        } else {
            Kind::Form
        };
        family(&app.db, kind, id).await
    }
}

pub async fn family(db: &PgPool, kind: Kind, id: Uuid) -> Result<Family> {
    let versions = sqlx::query!(
        r#"select f.version as "version!", f.created_at as "created_at!", f.archived_at is not null as "archived!",
            f.origin is not null as "of_the_product!", p.name as "by?",
            array(select c.name from cycles c where c.form_id = f.id or c.scheme_id = f.id
                or exists (select from cycle_forms r where r.form_id = f.id and r.cycle_id = c.id)
                order by c.ends_on desc, c.name) as "cycles!: Vec<String>"
           from (select id, family, version, created_at, archived_at, origin, published_by, false as scheme from forms
                 union all
                 select id, family, version, created_at, archived_at, origin, published_by, true from schemes) f
           left join people p on p.id = f.published_by
           where f.family = $1 and f.scheme = $2 order by f.version desc"#,
        id,
        kind == Kind::Scheme
    )
    .fetch_all(db)
    .await?;
    let draft = match kind {
        Kind::Form => draft(db, id).await?,
        Kind::Scheme => None,
    };
    if versions.is_empty() && draft.is_none() {
        return Err(Error::NotFound);
    }
    Ok(Family {
        kind,
        id,
        archived: versions.iter().any(|row| row.archived),
        of_the_product: versions.iter().any(|row| row.of_the_product),
        versions: versions
            .into_iter()
            .map(|row| Version {
                number: row.version,
                at: row.created_at,
                by: row.by,
                cycles: row.cycles,
            })
            .collect(),
        draft,
    })
}

pub async fn draft(db: impl PgExecutor<'_>, family: Uuid) -> Result<Option<SavedDraft>> {
    let row = sqlx::query!(
        r#"select d.fields as "fields: Json<Pairs>", d.version, d.updated_at, p.name
           from form_drafts d join people p on p.id = d.author_id where d.family = $1"#,
        family
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| SavedDraft {
        draft: Draft::from_pairs(row.fields.0),
        version: row.version,
        updated_at: row.updated_at,
        author: row.name,
    }))
}

/// A published version; without a number the newest.
pub async fn published(
    db: impl PgExecutor<'_>,
    family: Uuid,
    version: Option<i32>,
) -> Result<Option<(i32, Form)>> {
    let row = sqlx::query!(
        r#"select version, definition as "form: Json<Form>" from forms
           where family = $1 and ($2::integer is null or version = $2) order by version desc limit 1"#,
        family,
        version
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.version, row.form.0)))
}

/// Saves a draft at the version it was read at; 0 where there was none yet. Saving the same again
/// changes nothing.
pub async fn save_draft(
    tx: &mut PgConnection,
    family: Uuid,
    draft: &Draft,
    read_at: i32,
    author: PersonId,
    now: OffsetDateTime,
) -> Result<i32> {
    let fields = serde_json::to_value(draft.pairs())?;
    let version = if read_at == 0 {
        sqlx::query_scalar!(
            "insert into form_drafts (family, fields, author_id, updated_at) values ($1, $2, $3, $4)
             on conflict (family) do nothing returning version",
            family,
            fields,
            author.0,
            now
        )
        .fetch_optional(&mut *tx)
        .await?
    } else {
        sqlx::query_scalar!(
            "update form_drafts set fields = $2, author_id = $4, updated_at = $5,
                version = version + case when fields = $2 then 0 else 1 end
             where family = $1 and version = $3 returning version",
            family,
            fields,
            read_at,
            author.0,
            now
        )
        .fetch_optional(&mut *tx)
        .await?
    };
    version.ok_or(Error::Conflict)
}

/// The next published version, in the place of the draft that was read.
pub async fn publish(
    tx: &mut PgConnection,
    family: Uuid,
    form: &Form,
    read_at: i32,
    author: PersonId,
    now: OffsetDateTime,
) -> Result<i32> {
    let gone = sqlx::query!(
        "delete from form_drafts where family = $1 and version = $2",
        family,
        read_at
    )
    .execute(&mut *tx)
    .await?;
    if read_at != 0 && gone.rows_affected() != 1 {
        return Err(Error::Conflict);
    }
    Ok(sqlx::query_scalar!(
        r#"insert into forms (family, version, definition, published_by, created_at, origin, archived_at)
           select $1, coalesce(max(version), 0) + 1, $2, $3, $4, max(origin), max(archived_at) from forms where family = $1
           returning version"#,
        family,
        serde_json::to_value(form)?,
        author.0,
        now
    )
    .fetch_one(&mut *tx)
    .await?)
}

pub async fn discard(tx: &mut PgConnection, family: Uuid, read_at: i32) -> Result<()> {
    sqlx::query!(
        "delete from form_drafts where family = $1 and version = $2",
        family,
        read_at
    )
    .execute(&mut *tx)
    .await?
    .one_row()
}

/// Out of the lists to choose from, or back; at the newest version that was read.
pub async fn archive(
    tx: &mut PgConnection,
    family: Uuid,
    latest: i32,
    archived: bool,
    now: OffsetDateTime,
) -> Result<()> {
    let done = sqlx::query_scalar!(
        r#"with f as (
               update forms set archived_at = case when $3 then $4::timestamptz end
               where family = $1 and (archived_at is null) = $3
                 and (select max(version) from forms where family = $1) = $2 returning 1
           ), s as (
               update schemes set archived_at = case when $3 then $4::timestamptz end
               where family = $1 and (archived_at is null) = $3
                 and (select max(version) from schemes where family = $1) = $2 returning 1
           ) select exists (select from f) or exists (select from s) as "done!""#,
        family,
        latest,
        archived,
        now
    )
    .fetch_one(&mut *tx)
    .await?;
    if done { Ok(()) } else { Err(Error::Conflict) }
}

/// Takes a family out that no cycle ever used. The foreign keys refuse it where one does.
pub async fn remove(tx: &mut PgConnection, family: Uuid, latest: i32) -> Result<()> {
    let done = sqlx::query_scalar!(
        r#"with d as (delete from form_drafts where family = $1), f as (
               delete from forms where family = $1 and origin is null
                 and (select max(version) from forms where family = $1) = $2 returning 1
           ), s as (
               delete from schemes where family = $1 and origin is null
                 and (select max(version) from schemes where family = $1) = $2 returning 1
           ) select exists (select from f) or exists (select from s) as "done!""#,
        family,
        latest
    )
    .fetch_one(&mut *tx)
    .await?;
    if done { Ok(()) } else { Err(Error::Conflict) }
}
