//! The database: how the program connects, how the schema is brought up to date, and how far it is.

pub mod demo_mark;
pub mod embedded;
pub mod notify;
pub mod session_cache;
pub mod schema;
pub mod source;

pub use schema::{SchemaState, migrate, schema_state};

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _};

/// More connections than this only queue inside PostgreSQL instead of here.
const CONNECTIONS: u32 = 10;
/// The oldest server whose features the queries use.
const OLDEST_SERVER: i32 = 15;

#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error(
        "DATABASE_URL cannot be read: {0}. It looks like postgres://user:password@host:5432/name"
    )]
    Address(#[source] sqlx::Error),
    #[error("PostgreSQL does not answer at {place}: {source}")]
    Unreachable { place: String, source: sqlx::Error },
    #[error("there is no database at {place} yet: `countersign migrate` makes it")]
    NoDatabase { place: String },
    #[error("PostgreSQL {found} is too old: version {OLDEST_SERVER} or newer is needed")]
    TooOld { found: String },
    #[error("the migration could not be carried out, nothing of it was kept: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("what src/{room}/schema.sql defines could not be made, nothing was changed: {source}")]
    Definition { room: String, source: sqlx::Error },
    #[error(
        "the views and functions of the program that was here before could not be dropped, nothing was changed: {source} ({detail})"
    )]
    Undefined { source: sqlx::Error, detail: String },
    #[error("{0}")]
    Schema(String),
    #[error(transparent)]
    Query(#[from] sqlx::Error),
}

/// Reads a `postgres://` address.
pub fn address(url: &str) -> Result<PgConnectOptions, Trouble> {
    url.parse().map_err(Trouble::Address)
}

/// The pool that serves pages. One connection is opened at once, so that a wrong address is told at the start.
pub async fn connect(options: PgConnectOptions) -> Result<PgPool, Trouble> {
    let place = place(&options);
    let options = options
        .application_name("countersign")
        .statement_cache_capacity(500)
        .options([
            ("statement_timeout", "10s"),
            // short queries gain nothing from being compiled, and wait for it
            ("jit", "off"),
            ("idle_in_transaction_session_timeout", "60s"),
        ]);
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(Duration::from_secs(3))
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .map_err(|source| match &source {
            sqlx::Error::Database(e) if e.code().as_deref() == Some("3D000") => {
                Trouble::NoDatabase { place }
            }
            _ => Trouble::Unreachable { place, source },
        })?;
    let (number, text): (i32, String) = sqlx::query_as(
        "select current_setting('server_version_num')::int4, current_setting('server_version')",
    )
    .fetch_one(&pool)
    .await?;
    if number / 10_000 < OLDEST_SERVER {
        return Err(Trouble::TooOld { found: text });
    }
    Ok(pool)
}

/// Makes the database that the options name, where it is missing.
pub async fn create_if_missing(options: &PgConnectOptions) -> Result<(), Trouble> {
    let Some(name) = options.get_database() else {
        return Ok(());
    };
    let mut maintenance = options
        .clone()
        .database("postgres")
        .connect()
        .await
        .map_err(|source| Trouble::Unreachable {
            place: place(options),
            source,
        })?;
    let there: bool =
        sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(name)
            .fetch_one(&mut maintenance)
            .await?;
    if !there {
        let name = name.replace('"', "\"\"");
        let create = format!("create database \"{name}\" encoding 'UTF8' template template0");
        sqlx::query(sqlx::AssertSqlSafe(create))
            .execute(&mut maintenance)
            .await?;
    }
    maintenance.close().await?;
    Ok(())
}

/// Where a database is, for messages: never with the password.
pub fn place(options: &PgConnectOptions) -> String {
    let name = options
        .get_database()
        .unwrap_or_else(|| options.get_username());
    match options.get_socket() {
        Some(socket) => format!("{} ({name})", socket.display()),
        None => format!("{}:{} ({name})", options.get_host(), options.get_port()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_never_shows_the_password() {
        let options = address("postgres://me:secret@db.internal:5433/company").unwrap();
        assert_eq!(place(&options), "db.internal:5433 (company)");
    }
}
