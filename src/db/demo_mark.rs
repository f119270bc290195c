//! The mark on a demo database: its sign-ins are public, so it must never be mistaken for a company's own,
//! nor a company's own database for a demo.

use sqlx::PgPool;

const BUILDING: &str = "countersign demo, being built";
const READY: &str = "countersign demo";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// No table of anybody's is in it.
    Empty,
    /// A demo that was not finished: the process was killed while it was made.
    HalfBuilt,
    Demo,
    /// Somebody's own data.
    Foreign,
}

/// What kind of database this is.
pub async fn kind(pool: &PgPool) -> Result<Kind, sqlx::Error> {
    let (mark, empty): (Option<String>, bool) = sqlx::query_as(
        "select shobj_description(d.oid, 'pg_database'),
                not exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                            where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%')
           from pg_database d where d.datname = current_database()",
    )
    .fetch_one(pool)
    .await?;
    Ok(match mark.as_deref() {
        Some(READY) => Kind::Demo,
        Some(BUILDING) => Kind::HalfBuilt,
        _ if empty => Kind::Empty,
        _ => Kind::Foreign,
    })
}

/// Marks an empty database before the demo is put into it.
pub async fn begin(pool: &PgPool) -> Result<(), sqlx::Error> {
    mark(pool, BUILDING).await
}

/// Marks the demo as complete.
pub async fn finish(pool: &PgPool) -> Result<(), sqlx::Error> {
    mark(pool, READY).await
}

async fn mark(pool: &PgPool, text: &'static str) -> Result<(), sqlx::Error> {
    // COMMENT takes no parameters; format() quotes both.
    let statement: String = sqlx::query_scalar(
        "select format('comment on database %I is %L', current_database(), $1::text)",
    )
    .bind(text)
    .fetch_one(pool)
    .await?;
    sqlx::query(sqlx::AssertSqlSafe(statement))
        .execute(pool)
        .await?;
    Ok(())
}

/// Empties a demo that was not finished.
pub async fn clear(pool: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::raw_sql("drop schema public cascade; create schema public")
        .execute(pool)
        .await?;
    Ok(())
}
