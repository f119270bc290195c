//! SQL of the tree.

use sqlx::{PgConnection, PgExecutor};
use time::Date;
use uuid::Uuid;

use super::rules::Department;
use crate::web::{OneRow, Result};

/// Changes of the tree come one after the other, so that two of them cannot close a loop together.
pub async fn lock(connection: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("select pg_advisory_xact_lock(hashtext('departments'))")
        .execute(connection)
        .await
        .map(drop)
}

/// All that are not closed, in the order of their names.
pub async fn all(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Department>> {
    sqlx::query_as!(
        Department,
        r#"select d.id, d.name, d.parent_id as parent, d.version, coalesce(p.people, 0) as "people!", coalesce(p.gone, 0) as "left!"
           from departments d
           left join (select department_id, count(*) filter (where active) as people, count(*) filter (where not active) as gone
               from people group by department_id) p on p.department_id = d.id
           where d.closed_on is null order by d.name collate "zh-x-icu""#
    )
    .fetch_all(db)
    .await
}

pub async fn add(
    connection: &mut PgConnection,
    name: &str,
    parent: Option<Uuid>,
) -> sqlx::Result<Uuid> {
    sqlx::query_scalar!(
        "insert into departments (name, parent_id) values ($1, $2)
         on conflict (name) do update set closed_on = null, parent_id = excluded.parent_id, version = departments.version + 1
         returning id",
        name,
        parent
    )
    .fetch_one(connection)
    .await
}

/// Whether another department that is not closed goes by this name, however it is spelled.
pub async fn taken(
    connection: &mut PgConnection,
    name: &str,
    but: Option<Uuid>,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists(select from departments where lower(name) = lower($1) and closed_on is null
            and id is distinct from $2) as "taken!""#,
        name,
        but
    )
    .fetch_one(connection)
    .await
}

/// A closed department lets its name go, so that another one may have it.
pub async fn free(connection: &mut PgConnection, name: &str, but: Uuid) -> sqlx::Result<()> {
    sqlx::query!(
        "update departments set name = left(name, 180) || ' (' || closed_on || ')', version = version + 1
         where lower(name) = lower($1) and closed_on is not null and id <> $2",
        name,
        but
    )
    .execute(connection)
    .await
    .map(drop)
}

pub async fn rename(
    connection: &mut PgConnection,
    id: Uuid,
    version: i32,
    name: &str,
) -> Result<()> {
    sqlx::query!(
        "update departments set name = $3, version = version + 1 where id = $1 and version = $2 and closed_on is null",
        id,
        version,
        name
    )
    .execute(connection)
    .await?
    .one_row()
}

pub async fn place(
    connection: &mut PgConnection,
    id: Uuid,
    version: i32,
    parent: Option<Uuid>,
) -> Result<()> {
    sqlx::query!(
        "update departments set parent_id = $3, version = version + 1 where id = $1 and version = $2 and closed_on is null",
        id,
        version,
        parent
    )
    .execute(connection)
    .await?
    .one_row()
}

/// Closes a department.
pub async fn close(
    connection: &mut PgConnection,
    id: Uuid,
    version: i32,
    today: Date,
) -> Result<()> {
    sqlx::query!(
        "update departments set closed_on = $3, version = version + 1 where id = $1 and version = $2 and closed_on is null",
        id,
        version,
        today
    )
    .execute(connection)
    .await?
    .one_row()
}

/// Moves everybody and everything below into another department; returns how many people moved.
pub async fn empty_into(connection: &mut PgConnection, from: Uuid, to: Uuid) -> sqlx::Result<u64> {
    sqlx::query!(
        "update departments set parent_id = $2, version = version + 1 where parent_id = $1",
        from,
        to
    )
    .execute(&mut *connection)
    .await?;
    let moved = sqlx::query!(
        "update people set department_id = $2, version = version + 1 where department_id = $1",
        from,
        to
    )
    .execute(connection)
    .await?;
    Ok(moved.rows_affected())
}
