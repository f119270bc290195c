//! Goals of the company and its departments, as one viewer may read them.

use sqlx::{PgConnection, PgExecutor, PgPool};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::rules::Standing;
use crate::{
    access::{Duty, Viewer},
    ground::ids::PersonId,
    web::{Error, OneRow, Result},
};

#[derive(Debug, Clone)]
pub struct CompanyGoal {
    pub id: Uuid,
    pub department: Option<(Uuid, String)>,
    pub parent: Option<(Uuid, String)>,
    pub title: String,
    pub description: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub owner: Option<String>,
    pub archived: bool,
    pub version: i32,
    /// How many personal goals point at it.
    pub served_by: i64,
}

/// What the form settles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub department: Option<Uuid>,
    pub parent: Option<Uuid>,
    pub title: String,
    pub description: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub owner: Option<Uuid>,
}

/// Something to choose from in another form.
#[derive(Debug, Clone)]
pub struct Offered {
    pub id: Uuid,
    pub title: String,
    /// None: the company's.
    pub department: Option<String>,
}

impl Offered {
    #[must_use]
    pub fn label(&self) -> String {
        match &self.department {
            Some(department) => format!("{} · {department}", self.title),
            None => self.title.clone(),
        }
    }
}

pub async fn standing(db: &PgPool, viewer: &Viewer) -> Result<Standing> {
    let leads = sqlx::query_scalar!(
        r#"select distinct department_id as "id!" from people
           where superior_id = $1 and active and department_id is not null"#,
        viewer.id.0
    )
    .fetch_all(db)
    .await?;
    Ok(Standing {
        all: Duty::ManageGoals.scope(viewer).is_some(),
        leads,
    })
}

/// Whether the viewer works with the goals of others at all: HR, or somebody's superior.
pub async fn manages(db: &PgPool, viewer: &Viewer) -> Result<bool> {
    Ok(standing(db, viewer).await?.may_any())
}

/// What narrows the list.
#[derive(Debug, Default)]
pub struct Filter {
    pub pattern: Option<String>,
    pub company_only: bool,
    pub department: Option<Uuid>,
    pub archived: bool,
}

/// A page of at most `limit` goals that the viewer may read, from a cursor on.
pub async fn page(
    db: &PgPool,
    viewer: &Viewer,
    standing: &Standing,
    filter: &Filter,
    cursor: &crate::web::Cursor,
    limit: i64,
) -> Result<Vec<(String, CompanyGoal)>> {
    let (after, after_id) = cursor.parts();
    let rows = sqlx::query!(
        r#"with recursive line as (
               select d.id, d.parent_id from people p join departments d on d.id = p.department_id where p.id = $1
             union
               select d.id, d.parent_id from departments d join line on d.id = line.parent_id
           ), found as (
               select g.*, d.name as department, coalesce(d.name, '') || chr(31) || left(g.title, 100) as sort
               from company_goals g left join departments d on d.id = g.department_id
               where ($2 or g.department_id is null or g.department_id = any($3)
                       or g.department_id in (select id from line)
                       or g.department_id in (select department_id from clerk_departments where person_id = $1))
                 and (g.archived_at is not null) = $4
                 and ($5::text is null or lower(g.title || ' ' || g.description) like $5)
                 and (not $6 or g.department_id is null)
                 and ($7::uuid is null or g.department_id = $7)
           )
           select f.id as "id!", f.department_id, f.department as "department?", f.parent_id, u.title as "parent?", f.title as "title!",
               f.description as "description!", f.starts_on as "starts_on!", f.ends_on as "ends_on!", o.name as "owner?",
               f.version as "version!", f.sort as "sort!",
               (select count(*) from goals p where p.company_goal_id = f.id and p.retired_at is null) as "served_by!"
           from found f
           left join company_goals u on u.id = f.parent_id
           left join people o on o.id = f.owner_id
           where $8::text is null or case when $10 then (f.sort, f.id) < ($8, $9) else (f.sort, f.id) > ($8, $9) end
           order by case when $10 then f.sort end desc, case when $10 then f.id end desc, f.sort, f.id
           limit $11"#,
        viewer.id.0,
        standing.all,
        &standing.leads,
        filter.archived,
        filter.pattern,
        filter.company_only,
        filter.department,
        after,
        after_id,
        cursor.back,
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let goal = CompanyGoal {
                id: row.id,
                department: row.department_id.zip(row.department),
                parent: row.parent_id.zip(row.parent),
                title: row.title,
                description: row.description,
                starts_on: row.starts_on,
                ends_on: row.ends_on,
                owner: row.owner,
                archived: filter.archived,
                version: row.version,
                served_by: row.served_by,
            };
            (row.sort, goal)
        })
        .collect())
}

/// One goal, as this viewer may read it; without the right there is no such goal.
pub async fn load(
    db: impl PgExecutor<'_>,
    viewer: &Viewer,
    standing: &Standing,
    id: Uuid,
) -> Result<CompanyGoal> {
    let row = sqlx::query!(
        r#"with recursive line as (
               select d.id, d.parent_id from people p join departments d on d.id = p.department_id where p.id = $1
             union
               select d.id, d.parent_id from departments d join line on d.id = line.parent_id
           )
           select g.id, g.department_id, d.name as "department?", g.parent_id, u.title as "parent?", g.title, g.description,
               g.starts_on, g.ends_on, o.name as "owner?", g.archived_at, g.version,
               (select count(*) from goals p where p.company_goal_id = g.id and p.retired_at is null) as "served_by!"
           from company_goals g
           left join departments d on d.id = g.department_id
           left join company_goals u on u.id = g.parent_id
           left join people o on o.id = g.owner_id
           where g.id = $4 and ($2 or g.department_id is null or g.department_id = any($3)
               or g.department_id in (select id from line)
               or g.department_id in (select department_id from clerk_departments where person_id = $1))"#,
        viewer.id.0,
        standing.all,
        &standing.leads,
        id
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(CompanyGoal {
        id: row.id,
        department: row.department_id.zip(row.department),
        parent: row.parent_id.zip(row.parent),
        title: row.title,
        description: row.description,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        owner: row.owner,
        archived: row.archived_at.is_some(),
        version: row.version,
        served_by: row.served_by,
    })
}

/// The goals below one.
pub async fn below(db: &PgPool, id: Uuid) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!(
        "select id, title from company_goals where parent_id = $1 and archived_at is null order by title, id limit 200",
        id
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.title)).collect())
}

/// The goals that a personal goal of somebody in this department may serve: the company's and those
/// of the department and everything above it, that are not over before `since`.
pub async fn offered(
    db: impl PgExecutor<'_>,
    department: Option<Uuid>,
    since: Date,
) -> Result<Vec<Offered>> {
    let rows = sqlx::query!(
        r#"with recursive line as (
               select id, parent_id from departments where id = $1
             union
               select d.id, d.parent_id from departments d join line on d.id = line.parent_id
           )
           select g.id, g.title, d.name as "department?"
           from company_goals g left join departments d on d.id = g.department_id
           where g.archived_at is null and g.ends_on >= $2
             and (g.department_id is null or g.department_id in (select id from line))
           order by d.name nulls first, g.title, g.id limit 300"#,
        department,
        since
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Offered {
            id: row.id,
            title: row.title,
            department: row.department,
        })
        .collect())
}

/// The departments whose goals the viewer may change.
pub async fn departments(db: &PgPool, standing: &Standing) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!(
        "select id, name from departments where $1 or id = any($2) order by name, id",
        standing.all,
        &standing.leads
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// The one active person with this number, e-mail address or name.
pub async fn person(db: &PgPool, text: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        r#"select coalesce((select id from people where active and number = $1),
               (select id from people where active and email = lower($1)),
               (select min(id::text)::uuid from people where active and name = $1 having count(*) = 1))"#,
        text
    )
    .fetch_one(db)
    .await?)
}

/// Whether `parent` hangs below `id`, so that the two would form a loop.
pub async fn loops(db: impl PgExecutor<'_>, id: Uuid, parent: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"with recursive up as (
               select id, parent_id from company_goals where id = $2
             union
               select g.id, g.parent_id from company_goals g join up on g.id = up.parent_id
           )
           select exists (select from up where id = $1) as "loops!""#,
        id,
        parent
    )
    .fetch_one(db)
    .await?)
}

pub async fn insert(
    tx: &mut PgConnection,
    terms: &Terms,
    by: PersonId,
    now: OffsetDateTime,
) -> Result<Uuid> {
    Ok(sqlx::query_scalar!(
        "insert into company_goals (department_id, parent_id, title, description, starts_on, ends_on, owner_id, created_at, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id",
        terms.department,
        terms.parent,
        terms.title,
        terms.description,
        terms.starts_on,
        terms.ends_on,
        terms.owner,
        now,
        by.0
    )
    .fetch_one(&mut *tx)
    .await?)
}

/// Over the version that was read, or a conflict. Changes of parents wait for each other, so that two
/// at once cannot close a loop.
pub async fn update(tx: &mut PgConnection, id: Uuid, version: i32, terms: &Terms) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('company_goals'))")
        .execute(&mut *tx)
        .await?;
    if let Some(parent) = terms.parent
        && loops(&mut *tx, id, parent).await?
    {
        return Err(Error::Conflict);
    }
    sqlx::query!(
        "update company_goals set department_id = $3, parent_id = $4, title = $5, description = $6,
            starts_on = $7, ends_on = $8, owner_id = $9, version = version + 1 where id = $1 and version = $2",
        id,
        version,
        terms.department,
        terms.parent,
        terms.title,
        terms.description,
        terms.starts_on,
        terms.ends_on,
        terms.owner
    )
    .execute(&mut *tx)
    .await?.one_row()
}

pub async fn archive(
    tx: &mut PgConnection,
    id: Uuid,
    version: i32,
    at: Option<OffsetDateTime>,
) -> Result<()> {
    sqlx::query!(
        "update company_goals set archived_at = $3, version = version + 1 where id = $1 and version = $2",
        id,
        version,
        at
    )
    .execute(&mut *tx)
    .await?.one_row()
}

/// What points at a goal, in any state: it cannot be deleted then. The row is locked, so that nothing
/// comes to point at it before it is gone.
pub async fn in_use(tx: &mut PgConnection, id: Uuid) -> Result<bool> {
    sqlx::query_scalar!("select id from company_goals where id = $1 for update", id)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(sqlx::query_scalar!(
        r#"select exists (select from goals where company_goal_id = $1)
               or exists (select from company_goals where parent_id = $1)
               or exists (select from goal_changes where status = 'open'
                   and goals @> jsonb_build_array(jsonb_build_object('aim', $1::uuid))) as "used!""#,
        id
    )
    .fetch_one(&mut *tx)
    .await?)
}

pub async fn delete(tx: &mut PgConnection, id: Uuid, version: i32) -> Result<()> {
    sqlx::query!(
        "delete from company_goals where id = $1 and version = $2",
        id,
        version
    )
    .execute(&mut *tx)
    .await?
    .one_row()
}
